/** The stages of a build, in their order; also the keys under which their seconds are stored. */
export const stages = ['import', 'embed', 'index', 'layout', 'topics', 'measure'] as const;
export type Stage = (typeof stages)[number];

/** How far a stage is. `total` is null while it is not known (a streamed file). */
export interface ProgressEvent {
  stage: Stage;
  done: number;
  total: number | null;
  /** What is being done, for people: "downloading tokenizer.json", "neighbours". */
  note?: string;
}

export type OnProgress = (event: ProgressEvent) => void;

export const ignoreProgress: OnProgress = () => {};

/** Seconds of each stage; a stage that runs twice adds up. */
export class StageClock {
  readonly seconds: Partial<Record<Stage, number>> = {};

  async time<Result>(stage: Stage, run: () => Result | Promise<Result>): Promise<Result> {
    const startMs = performance.now();
    try {
      return await run();
    } finally {
      const spent = (performance.now() - startMs) / 1000;
      this.seconds[stage] = Math.round(((this.seconds[stage] ?? 0) + spent) * 1000) / 1000;
    }
  }
}
