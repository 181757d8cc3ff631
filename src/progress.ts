/** The stages of a build, in their order; also the keys under which their seconds are stored. */
export const stages = ['import', 'embed', 'index', 'layout', 'topics', 'save'] as const;
export type Stage = (typeof stages)[number];

/** How far a stage is. `total` is null while it is not known (a streamed file). */
export interface ProgressEvent {
  stage: Stage;
  done: number;
  total: number | null;
  /** What is being done, for people: "downloading model.onnx", "resuming: 320 of 601 already embedded". */
  note?: string;
}

export type OnProgress = (event: ProgressEvent) => void;

export const ignoreProgress: OnProgress = () => {};
