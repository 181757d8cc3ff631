import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { Corpus, type Watch } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { expectRefusal } from '../refusal.ts';
import { startScript } from './child-process.ts';
import { examplePapers, newCorpus } from './new-corpus.ts';

const lookedAt = '2024-02-29T12:00:00.000Z';
const watchOf = (seenRows: number): Watch => ({ question: { text: 'bees', k: 10 }, seenRows, lookedAt });

/** Puts a value into the table behind the corpus's back. */
function store(folder: string, name: string, value: string): void {
  const database = new Database(folder, `${folder}/corpus.sqlite`, 'rw');
  database.run('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', [`watch:${name}`, value]);
  database.close();
}

describe('the watches of a corpus', () => {
  it('are there after closing, in the order of the alphabet, the last saved under a name', () => {
    const corpus = newCorpus(examplePapers(0, 3));
    corpus.watches.save('zebras', watchOf(1));
    corpus.watches.save('a "quoted" name; ~', watchOf(2));
    corpus.watches.save('zebras', watchOf(3));
    corpus.close();
    const again = Corpus.open(corpus.folder, { readOnly: true });
    expect(again.watches.names()).toEqual(['a "quoted" name; ~', 'zebras']);
    expect(again.watches.get('zebras')).toEqual(watchOf(3));
    expect([again.watches.has('zebras'), again.watches.has('zebra')]).toEqual([true, false]);
    expect(again.settings.seed).toBe(corpus.settings.seed);
    expectRefusal(() => again.watches.save('new', watchOf(0)), 'corpus-write', /could not be written/);
    again.close();
  });

  it('are what was saved, whatever the name and the question', () => {
    const corpus = newCorpus();
    const names = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !name.includes('\0'));
    fc.assert(
      fc.property(names, fc.string({ unit: 'grapheme' }), fc.nat(1e9), (name, text, seenRows) => {
        const watch = { question: { text }, seenRows, lookedAt };
        corpus.watches.save(name, watch);
        expect(corpus.watches.names()).toEqual([name]);
        expect(corpus.watches.get(name)).toEqual(watch);
        corpus.watches.remove(name);
        expect(corpus.watches.names()).toEqual([]);
      }),
    );
    corpus.close();
  });

  it('are named where one is asked for that there is not', () => {
    const corpus = newCorpus();
    expectRefusal(() => corpus.watches.get('bees'), 'unknown-watch', /no saved query "bees"\. Save one/);
    corpus.watches.save('bees', watchOf(0));
    corpus.watches.save('ice', watchOf(0));
    const refusal = /no saved query "bee"\. Did you mean "bees"\? Saved: "bees", "ice"\. /;
    expectRefusal(() => corpus.watches.get('bee'), 'unknown-watch', refusal);
    expectRefusal(() => corpus.watches.remove('bee'), 'unknown-watch', refusal);
    corpus.close();
  });

  it('are refused by name where they are not what was written, and can be deleted or saved anew', () => {
    const corpus = newCorpus();
    corpus.watches.save('good', watchOf(0));
    const hostile = [
      ...['', 'null', '[]', '{', '"text"', '{}', JSON.stringify({ ...watchOf(0), seenRows: -1 })],
      ...[
        JSON.stringify({ ...watchOf(0), seenRows: 1e300 }),
        JSON.stringify({ ...watchOf(0), lookedAt: 'soon' }),
      ],
      ...[JSON.stringify({ ...watchOf(0), question: ['bees'] }), JSON.stringify({ ...watchOf(0), more: 1 })],
    ];
    hostile.forEach((value, i) => {
      store(corpus.folder, `bad ${i}`, value);
      expectRefusal(
        () => corpus.watches.get(`bad ${i}`),
        'watch-unreadable',
        new RegExp(`The saved query "bad ${i}" cannot be read: .+ --delete`, 's'),
      );
    });
    corpus.watches.save('bad 0', watchOf(5));
    expect(corpus.watches.get('bad 0').seenRows).toBe(5);
    for (const name of corpus.watches.names().filter((name) => name !== 'good')) corpus.watches.remove(name);
    expect(corpus.watches.names()).toEqual(['good']);
    expect(corpus.watches.get('good')).toEqual(watchOf(0));
    corpus.close();
  });

  it('are each as they were or as they were to be, whenever their writer is killed', async () => {
    const corpus = newCorpus(examplePapers(0, 3));
    corpus.watches.save('marks', watchOf(0));
    corpus.close();
    const random = createRandom(5);
    let seen = 0;
    for (let round = 0; round < 3; round++) {
      const child = startScript('move-mark.ts', [corpus.folder]);
      await once(child.stdout!, 'data');
      await setTimeout(random() * 100);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const again = Corpus.open(corpus.folder);
      const { seenRows, question } = again.watches.get('marks');
      // The script saves a text of as many letters as the mark says.
      expect(question).toEqual({ text: 'x'.repeat(seenRows) });
      expect(seenRows).toBeGreaterThanOrEqual(seen);
      seen = seenRows;
      again.close();
    }
    expect(seen).toBeGreaterThan(0);
  });
});
