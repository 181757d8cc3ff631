/**
 * The main job as a person does it: `npm start` on a free port in a fresh folder, one search, one similar, the map, the
 * page, then Ctrl-C. Every step prints what it saw; the first that is not as it should be ends with exit code 1.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A first build of the sample takes seconds; this is for a machine that is busy with other things. */
const startTimeoutMs = 180_000;

const folder = await mkdtemp(join(tmpdir(), 'nearby-main-job-'));
const started = spawn(
  'npm',
  ['start', '--', '--port', '0', '--corpus', join(folder, 'sample'), 'data/papers.jsonl'],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  },
);
try {
  const address = await addressOf(started);
  console.log(`serving at ${address}`);

  const info = await json(`${address}/api/info`);
  assert.equal(info.papers, 601);
  console.log(`info: ${info.papers} papers, ${info.topics} topics, recall@10 ${info.recallAt10}`);

  const found = await json(
    `${address}/api/search?q=${encodeURIComponent('vision transformers with fewer tokens')}&k=5`,
  );
  assert.equal(found.hits.length, 5);
  console.log(`search: ${found.hits[0].title}`);

  const id = found.hits[0].id;
  const similar = await json(`${address}/api/papers/${encodeURIComponent(id)}/similar?k=5`);
  assert.equal(similar.hits.length, 5);
  assert.ok(similar.hits.every((hit) => hit.id !== id && hit.similarity <= 1));
  console.log(`similar: ${similar.hits[0].title}`);

  const map = new Uint8Array(await (await fetch(`${address}/api/map`)).arrayBuffer());
  assert.equal(new TextDecoder().decode(map.subarray(0, 4)), 'NBY1');
  console.log(`map: ${map.byteLength} bytes`);

  const page = await (await fetch(address)).text();
  assert.match(page, /<title>[^<]*Nearby/);
  console.log(`page: ${page.length} characters`);

  const ended = once(started, 'exit');
  // To the whole group, as a terminal's Ctrl-C does. npm passes it on and then ends by the same signal itself.
  process.kill(-started.pid, 'SIGINT');
  const [code, signal] = await ended;
  assert.ok(code === 0 || signal === 'SIGINT', `npm start ended with ${code ?? signal}`);
  await untilGone(address);
  console.log('ended at Ctrl-C, and nothing answers any more');
} finally {
  if (started.exitCode === null && started.signalCode === null) process.kill(-started.pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
}

/** Resolves when nothing listens at the address; rejects when something still does after ten seconds. */
async function untilGone(address) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const gone = await fetch(address).then(
      () => false,
      () => true,
    );
    if (gone) return;
    await pause(100);
  }
  throw new Error(`${address} still answers after Ctrl-C`);
}

/** The address that `npm start` prints; rejects when it ends or is silent for too long. */
function addressOf(child) {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(
      () => reject(new Error(`no address after ${startTimeoutMs} ms: ${printed}`)),
      startTimeoutMs,
    );
    child.stdout.on('data', (piece) => {
      printed += piece;
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
      if (match) {
        clearTimeout(timer);
        resolve(match[0]);
      }
    });
    child.on('exit', (code) =>
      reject(new Error(`npm start ended with ${code} and no address. It printed: ${printed}`)),
    );
  });
}

async function json(url) {
  const answer = await fetch(url);
  assert.equal(answer.status, 200, `${url} answers ${answer.status}`);
  return answer.json();
}
