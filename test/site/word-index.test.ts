/** The words of a site against FTS5, over corpora of made-up papers in which some replaced others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phraseScoresOf } from '../../src/search/score-words.ts';
import { SiteCorpus } from '../../src/site/site-corpus.ts';
import { SiteFiles } from '../../src/site/site-files.ts';
import type { Corpus } from '../../src/store/corpus.ts';
import type { Paper } from '../../src/tables/paper.ts';
import { paperOf } from '../paper-of.ts';
import { smallCorpus, smallFigures } from '../search/small-corpus.ts';
import { ExportedSite } from './exported-site.ts';

const words =
  'state space Spaces model Models the of naïve NAIVE Müller 深層 学習 don’t co-op ﬁne Straße 2024 x running runs'.split(
    ' ',
  );
const text = (maxLength: number) =>
  fc.array(fc.constantFrom(...words), { minLength: 1, maxLength }).map((chosen) => chosen.join(' '));

const paper = fc.record({
  title: text(5),
  abstract: text(25),
  authors: fc.array(text(2), { maxLength: 3 }),
  keywords: fc.array(text(2), { maxLength: 3 }),
});

/** Half of them come a second time with an abstract, so that their words are written anew. */
const papers = fc.array(paper, { minLength: 1, maxLength: 12 }).map((made) =>
  made.flatMap((fields, i): Paper[] => {
    const whole = paperOf({ id: `p${i}`, ...fields, doi: `10.1/${i}` });
    return i % 2 === 0 ? [whole] : [{ ...whole, abstract: '' }, whole];
  }),
);

const phrase = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
  .map((chosen) => `"${chosen.join(' ')}"`);
const inColumn = fc
  .tuple(fc.constantFrom('', 'title : ', 'authors : ', 'keywords : '), phrase)
  .map(([column, quoted]) => column + quoted);
const expression = fc
  .tuple(fc.array(inColumn, { minLength: 1, maxLength: 3 }), fc.constantFrom(' AND ', ' OR '))
  .map(([phrases, sign]) => phrases.join(sign));

async function siteOf(corpus: Corpus): Promise<{ site: SiteCorpus; files: SiteFiles }> {
  const { data } = await ExportedSite.of(corpus, { withModel: false });
  const files = new SiteFiles(async (path) => new Uint8Array(readFileSync(join(data, path))));
  return { site: await SiteCorpus.open(files), files };
}

describe('the words of a site', () => {
  it('are in the papers in which FTS5 finds them, with its scores', async () => {
    await fc.assert(
      fc.asyncProperty(
        papers,
        fc.array(inColumn, { minLength: 5, maxLength: 5 }),
        expression,
        async (made, phrases, query) => {
          const corpus = smallCorpus([]);
          corpus.addPapers(made);
          complete(corpus);
          const { site, files } = await siteOf(corpus);
          for (const each of phrases) {
            const theirs = phraseScoresOf(corpus, each);
            const ours = await files.whenHere(() => site.phraseScores(each));
            expect([...ours.rows], each).toEqual([...theirs.rows]);
            ours.scores.forEach((score, i) => {
              expect(score / theirs.scores[i], each).toBeCloseTo(1, 6);
            });
          }
          expect([...(await files.whenHere(() => site.rowsWithWords(query)))], query).toEqual([
            ...corpus.rowsWithWords(query),
          ]);
          corpus.close();
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** What a build leaves behind, as far as an export needs it. */
function complete(corpus: Corpus): void {
  const { rows } = corpus;
  const data = Float32Array.from({ length: rows * 48 }, (_, i) => (i % 48 === 0 ? 1 : 0));
  corpus.saveVectors(
    Int32Array.from({ length: rows }, (_, row) => row),
    { rows, dimensions: 48, data },
    new Uint8Array(rows),
  );
  corpus.saveLayout({ rows, points: new Float32Array(2 * rows) });
  corpus.saveFigures(smallFigures);
}
