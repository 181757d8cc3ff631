/** A canvas context that draws nothing and writes down every call, with the settings that count for it. */

export interface Call {
  name: string;
  args: unknown[];
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  globalAlpha: number;
  font: string;
  dash: number[];
}

const methods = [
  'beginPath',
  'arc',
  'moveTo',
  'lineTo',
  'quadraticCurveTo',
  'roundRect',
  'stroke',
  'fill',
  'fillText',
  'strokeText',
] as const;

type RecordingContext<Context> = Context & { calls: Call[] };

/** @typeParam Context the part of a context that the function under test takes. */
export function recordingContext<Context>(): RecordingContext<Context> {
  const calls: Call[] = [];
  let dash: number[] = [];
  const context = {
    calls,
    font: '',
    fillStyle: '#000000',
    strokeStyle: '#000000',
    lineWidth: 1,
    lineCap: 'butt',
    lineJoin: 'miter',
    globalAlpha: 1,
    textAlign: 'start',
    textBaseline: 'alphabetic',
    setLineDash(segments: number[]) {
      dash = segments;
    },
  };
  for (const name of methods) {
    Object.assign(context, {
      [name]: (...args: unknown[]) => {
        const { fillStyle, strokeStyle, lineWidth, globalAlpha, font } = context;
        calls.push({ name, args, fillStyle, strokeStyle, lineWidth, globalAlpha, font, dash });
      },
    });
  }
  return context as unknown as RecordingContext<Context>;
}
