import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { pathToFileURL } from 'node:url';
import { NearbyError } from '../errors.ts';
import type { FromProcess, ToProcess } from './embed-messages.ts';

/** How much of what a process wrote on standard error is kept for the message about its end. */
const tailLength = 2000;

/** Resolved here, so that a process finds the TypeScript loader from whatever folder Nearby was started in. */
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

interface Waiting {
  resolve: (answer: FromProcess) => void;
  reject: (reason: NearbyError) => void;
}

/**
 * One forked process and what it is asked: one question at a time. While it has none it does not keep this process
 * alive, and it ends when this process does.
 */
export class ModelProcess {
  readonly #child: ChildProcess;
  #waiting: Waiting | null = null;
  #stderrTail = '';
  /** Why it cannot be asked any more; null while it can. */
  #dead: NearbyError | null = null;

  constructor(file: string) {
    this.#child = fork(file, [], {
      // Typed arrays as they are, and strings with lone surrogates.
      serialization: 'advanced',
      execArgv: ['--import', tsx],
      // Nothing but messages: standard output belongs to the command's own answer.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-tailLength);
    });
    this.#child.on('message', (answer: FromProcess) => this.#settle(answer));
    this.#child.on('error', (error) =>
      this.#die(`it could not be started or reached (${error.message})`, error),
    );
    // "close" comes after "exit", when the last of standard error has been read.
    this.#child.on('close', (code, signal) => {
      const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
      const wrote = this.#stderrTail.trim();
      this.#die(`process ${this.#child.pid} ${how}${wrote ? `; it wrote: ${wrote}` : ''}`);
    });
    this.#keepAlive(false);
  }

  get alive(): boolean {
    return this.#dead === null;
  }

  /** @throws NearbyError `embedding-failed` where it dies before it answers; or what it refused with */
  ask(question: ToProcess): Promise<FromProcess> {
    return new Promise((resolve, reject) => {
      if (this.#dead) return reject(this.#dead);
      this.#waiting = { resolve, reject };
      this.#keepAlive(true);
      // A message that cannot be sent is followed by "close" or "error", which says more than this callback.
      this.#child.send(question, () => {});
    });
  }

  /** Ends it at once, whatever it is at: it holds nothing that is not held here too. */
  async end(): Promise<void> {
    const { exitCode, signalCode, pid } = this.#child;
    this.#die('it was closed');
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#keepAlive(true);
    this.#child.kill('SIGTERM');
    await closed;
  }

  #settle(answer: FromProcess): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#keepAlive(false);
    if (answer.type !== 'refused') waiting?.resolve(answer);
    else waiting?.reject(new NearbyError(answer.code, answer.values as never));
  }

  #die(reason: string, cause?: unknown): void {
    this.#dead ??= new NearbyError('embedding-failed', { reason }, { cause });
    this.#waiting?.reject(this.#dead);
    this.#waiting = null;
  }

  /** Whether this process waits for that one before it exits. */
  #keepAlive(keep: boolean): void {
    const pipe = this.#child.stderr as Socket | null;
    for (const handle of [this.#child, this.#child.channel, pipe]) {
      if (keep) handle?.ref();
      else handle?.unref();
    }
  }
}
