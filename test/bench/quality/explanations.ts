/**
 * Are the reasons of hits true? Without the sentence that is named a paper should be less similar to the question than
 * without another one, drawn at random, of the same abstract; and the parts of a similarity should add up to it.
 */
import { createRandom, sampleRows } from '../../../src/random.ts';
import { questionVector } from '../../../src/search/question-vector.ts';
import type { SearchHit, SearchQuery } from '../../../src/search/search-types.ts';
import { sentencesOf } from '../../../src/search/sentences.ts';
import { paperText } from '../../../src/tables/paper.ts';
import { dot, vectorAt } from '../../../src/tables/vector-table.ts';
import { type Figure, meanTimes100 } from './figure.ts';
import { knownItems } from './known-item.ts';
import type { MeasuredCorpus } from './measured-corpus.ts';

export const explanationDefaults = {
  /** Questions in words, and as many by an example. */
  questions: 40,
  hits: 10,
};

export interface ExplanationScores {
  /** 1 for each hit that fell further without the named sentence, else 0; hits of a single sentence are left out. */
  further: number[];
  /** The largest difference between a similarity and the sum of its parts. */
  largestError: number;
}

type Measured = Pick<MeasuredCorpus, 'searcher' | 'embedder'>;

/** Words of drawn titles, and drawn papers with a second one and a disliked one. */
export function explainedQueries({ corpus, vectors }: MeasuredCorpus['searcher']): SearchQuery[] {
  const { questions, hits: k } = explanationDefaults;
  const drawn = corpus.papers(sampleRows(vectors.rows, questions, createRandom(5)));
  const texts = knownItems(drawn, 'words').map(({ text }): SearchQuery => ({ text, k, mode: 'fused' }));
  const examples = drawn.map(({ id }, i): SearchQuery => {
    const [other, unlike] = [1, 2].map((step) => drawn[(i + step) % drawn.length].id);
    return i % 2 === 0
      ? { like: [id], k, mode: 'fused' }
      : { like: [id, other], unlike: [unlike], k, mode: 'fused' };
  });
  return [...texts, ...examples].map((query) => ({ ...query, explain: true }));
}

export async function scoreExplanations(
  { searcher, embedder }: Measured,
  queries: readonly SearchQuery[],
): Promise<ExplanationScores> {
  const random = createRandom(4);
  const scores: ExplanationScores = { further: [], largestError: 0 };
  for (const query of queries) {
    const { hits } = await searcher.search(query);
    const asked = await vectorOf(query, { searcher, embedder });
    for (const hit of hits) {
      scores.largestError = Math.max(scores.largestError, errorOf(hit));
      const paper = searcher.corpus.paper(hit.row);
      const { sentence } = hit.why;
      const others = sentencesOf(paper.abstract).filter(({ start }) => start !== sentence?.start);
      if (!sentence || others.length === 0) continue;
      const other = others[Math.floor(random() * others.length)];
      const without = [sentence, other].map(({ start, end }) =>
        paperText({ ...paper, abstract: paper.abstract.slice(0, start) + paper.abstract.slice(end) }),
      );
      const { vectors } = await embedder.embed(without, 'document');
      const [named, drawn] = [0, 1].map((i) => dot(vectorAt(vectors, i), asked));
      scores.further.push(named < drawn ? 1 : 0);
    }
  }
  return scores;
}

async function vectorOf(
  { text, like = [], unlike = [] }: SearchQuery,
  { searcher: { corpus, vectors }, embedder }: Measured,
): Promise<Float32Array> {
  const rows = (ids: readonly string[]) => ids.map((id) => corpus.rowOf(id)!);
  const textVector = text ? vectorAt((await embedder.embed([text], 'query')).vectors, 0) : null;
  return questionVector({ text: textVector, liked: rows(like), disliked: rows(unlike) }, vectors);
}

function errorOf({ similarity, why }: SearchHit): number {
  const { text, like, unlike, others } = why.parts!;
  const sum = [...like, ...unlike].reduce((total, { part }) => total + part, (text ?? 0) + others);
  return Math.abs(sum - similarity);
}

export async function explanationFigures(measured: MeasuredCorpus): Promise<Figure[]> {
  const { further, largestError } = await scoreExplanations(measured, explainedQueries(measured.searcher));
  const [set, of] = [measured.set, `${further.length} hits`];
  return [
    {
      ...{
        set,
        of,
        measure: 'falls further without the named sentence than without another (by chance: 50)',
      },
      statistic: meanTimes100(further),
    },
    {
      ...{ set, of, measure: 'largest error of the sum of parts, millionths' },
      statistic: { sizes: [], of: () => 1e6 * largestError },
    },
  ];
}
