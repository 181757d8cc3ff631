import { type Preset, SingleBar } from 'cli-progress';
import type { OnProgress, ProgressEvent, Stage } from '../progress.ts';

const names: Record<Stage, string> = {
  import: 'Reading papers',
  embed: 'Embedding',
  index: 'Indexing',
  layout: 'Laying out',
  topics: 'Finding topics',
  measure: 'Measuring',
};

/** Where no terminal redraws, one line a stage at most this often. */
const lineEveryMs = 5000;

/**
 * Shows progress on standard error: a bar with count and time left a stage on a terminal, plain lines elsewhere.
 * Standard output stays free for answers.
 */
export class ProgressBars {
  private bar: SingleBar | null = null;
  /** What is under way: the stage and what it is at. */
  private label = '';
  /** A stage that has reached its total says nothing more. */
  private finished = false;
  private startedMs = 0;
  private lastLineMs = 0;
  private readonly stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.stream = stream;
  }

  readonly onProgress: OnProgress = (event) => {
    const label = event.note ? `${names[event.stage]}: ${event.note}` : names[event.stage];
    if (label !== this.label) this.begin(label);
    if (this.stream.isTTY) this.draw(event);
    else this.printLine(event);
  };

  /** A line between the bars. */
  say(line: string): void {
    this.endBar();
    this.stream.write(`${line}\n`);
  }

  stop(): void {
    this.endBar();
    this.label = '';
  }

  private begin(label: string): void {
    this.endBar();
    this.label = label;
    this.finished = false;
    this.startedMs = Date.now();
    this.lastLineMs = this.startedMs;
  }

  private draw({ done, total }: ProgressEvent): void {
    if (this.finished) return;
    if (!this.bar) {
      const name = this.label.padEnd(nameWidth);
      const format =
        total === null ? `${name} {value}` : `${name} {bar} {value}/{total}  {eta_formatted} left`;
      this.bar = new SingleBar({ format, stream: this.stream, hideCursor: true, etaBuffer: 50 }, barShape);
      this.bar.start(total ?? 0, done);
    }
    if (total !== null) this.bar.setTotal(total);
    this.bar.update(done);
    this.finished = total !== null && done >= total;
    if (this.finished) this.endBar();
  }

  private printLine({ done, total }: ProgressEvent): void {
    if (this.finished) return;
    this.finished = total !== null && done >= total;
    const now = Date.now();
    if (!this.finished && now - this.lastLineMs < lineEveryMs) return;
    this.lastLineMs = now;
    const left =
      total !== null && done > 0 && !this.finished
        ? `, about ${timeLeft(((now - this.startedMs) / done) * (total - done))} left`
        : '';
    const count = total === null ? `${done}` : `${done} of ${total}`;
    this.stream.write(`${this.label}: ${count}${left}\n`);
  }

  private endBar(): void {
    this.bar?.stop();
    this.bar = null;
  }
}

const barShape: Preset = { barCompleteChar: '█', barIncompleteChar: '░', format: '' };

/** Wide enough for the longest name, so that the bars stand below each other. */
const nameWidth = 22;

function timeLeft(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
