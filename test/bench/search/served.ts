/** The real server in a process of its own, asked over HTTP as the page asks it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Asked } from './questions.ts';

const entry = fileURLToPath(new URL('../../../src/cli/nearby.mjs', import.meta.url));

export class Served {
  readonly openMs: number;
  /** What the server says when its warm-up has ended; a small corpus has none. */
  readonly warm: Promise<string>;
  readonly #child: ChildProcess;
  readonly #address: URL;
  readonly #agent = new Agent({ keepAlive: true });

  private constructor(child: ChildProcess, address: URL, openMs: number, warm: Promise<string>) {
    this.warm = warm;
    this.#child = child;
    this.#address = address;
    this.openMs = openMs;
  }

  static async start(corpus: string): Promise<Served> {
    const startMs = performance.now();
    const child = spawn(process.execPath, [entry, 'serve', '--corpus', corpus, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const warm = new Promise<string>((resolve) => {
      child.stderr.on('data', (piece) => {
        process.stderr.write(piece);
        if (/^Warm after/.test(`${piece}`)) resolve(`${piece}`.trim());
      });
    });
    const address = await new Promise<URL>((resolve, reject) => {
      let said = '';
      child.stdout.on('data', (piece) => {
        said += piece;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (found) resolve(new URL(found[0]));
      });
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
    });
    return new Served(child, address, performance.now() - startMs, warm);
  }

  get url(): string {
    return this.#address.href;
  }

  /** @returns milliseconds from sending the question to the last byte of the answer, and how many hits it has. */
  async ask(asked: Asked): Promise<{ tookMs: number; hits: number }> {
    const startMs = performance.now();
    const answer = await this.#send(asked);
    const tookMs = performance.now() - startMs;
    return { tookMs, hits: JSON.parse(answer).hits.length };
  }

  /** Asks for the map. @returns its bytes. */
  async mapBytes(): Promise<number> {
    const response = await fetch(new URL('/api/map', this.#address));
    if (!response.ok) throw new Error(`${response.status} for the map`);
    return (await response.arrayBuffer()).byteLength;
  }

  async end(): Promise<void> {
    this.#agent.destroy();
    this.#child.kill('SIGINT');
    await once(this.#child, 'exit');
  }

  #send(asked: Asked): Promise<string> {
    const isSimilar = 'similarTo' in asked;
    const path = isSimilar ? `/api/papers/${encodeURIComponent(asked.similarTo)}/similar` : '/api/search';
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, this.#address),
        {
          agent: this.#agent,
          method: isSimilar ? 'GET' : 'POST',
          headers: isSimilar ? {} : { 'Content-Type': 'application/json' },
        },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (piece) => {
            body += piece;
          });
          response.on('end', () => {
            if (response.statusCode === 200) resolve(body);
            else reject(new Error(`${response.statusCode} for ${JSON.stringify(asked)}: ${body}`));
          });
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(isSimilar ? undefined : JSON.stringify(asked));
    });
  }
}
