/**
 * On request, what lies behind a hit: of which parts its similarity is made, and which sentence of its abstract is nearest
 * to the question.
 *
 * The question's vector is a weighted sum of its text, its examples and what it is near to, so the cosine to it falls into
 * exact parts. The sentences are embedded as papers are, with the corpus's own model, and compared with the whole question.
 */
import { NearbyError, reasonOf } from '../errors.ts';
import type { Corpus } from '../store/corpus.ts';
import { dot, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import type { HitReasons } from './describe-hits.ts';
import { hasVector, mixQuestion, type QuestionMix, type QuestionParts } from './question-vector.ts';
import type { NearestSentence, SearchHit, SimilarityParts } from './search-types.ts';
import { sentencesOf } from './sentences.ts';

export const explainDefaults = {
  /**
   * For how many hits, the first, a sentence is named. A model without layers reads a sentence in 50 µs, one with layers
   * in 10 to 30 ms: these hits, at ten sentences each, then take up to half a minute.
   */
  hits: 100,
};

export interface ExplainTables {
  corpus: Pick<Corpus, 'papers' | 'idOf'>;
  vectors: VectorTable;
}

/** Texts as papers → unit vectors, a row each. */
export type EmbedSentences = (texts: string[]) => Promise<VectorTable>;

/**
 * @param embed null without a model: then no sentence is named. A model that fails is a note, not a refusal, since the
 * answer itself stands.
 * @returns the hits with `why.parts` and `why.sentence`, and notes on what could not be said.
 */
export async function explainHits(
  hits: readonly SearchHit[],
  reasons: HitReasons,
  { corpus, vectors }: ExplainTables,
  embed: EmbedSentences | null,
  options: Partial<typeof explainDefaults> = {},
): Promise<{ hits: SearchHit[]; notes: string[] }> {
  const { hits: hitsAtMost } = { ...explainDefaults, ...options };
  const question = { ...reasons, text: reasons.text?.vector ?? null };
  // Words without a model and without liked papers: there is no vector, and similarities are 0.
  const mix = hasVector(question, reasons.text !== null) ? mixQuestion(question, vectors) : null;
  const partsOf = partsSplitter(question, mix, { corpus, vectors }, reasons.text !== null);

  const notes: string[] = [];
  const sentences: (NearestSentence | null)[] = hits.map(() => null);
  const nothingToCompare = reasons.text === null && mix === null;
  if (hits.length > 0 && nothingToCompare) {
    notes.push('No sentences are named: there is nothing to be near to.');
  } else if (hits.length > 0 && (mix === null || embed === null)) {
    notes.push('No sentences are named: they are found by meaning, and no model is open.');
  } else if (mix && embed) {
    try {
      const papers = corpus.papers(hits.slice(0, hitsAtMost).map(({ row }) => row));
      const abstracts = papers.map(({ abstract }) => abstract);
      (await nearestSentences(abstracts, mix.vector, embed)).forEach((sentence, i) => {
        sentences[i] = sentence;
      });
      if (hits.length > hitsAtMost)
        notes.push(`Sentences are named for the first ${hitsAtMost} papers only.`);
    } catch (error) {
      if (!(error instanceof NearbyError)) throw error;
      notes.push(`No sentences are named: ${reasonOf(error)}`);
    }
  }
  const explained = hits.map((hit, i) => ({
    ...hit,
    why: { ...hit.why, parts: partsOf(hit), sentence: sentences[i] },
  }));
  return { hits: explained, notes };
}

/** Of each abstract the sentence nearest to a unit vector; the first of equals, null for a blank abstract. */
export async function nearestSentences(
  abstracts: readonly string[],
  direction: Float32Array,
  embed: EmbedSentences,
): Promise<(NearestSentence | null)[]> {
  const spans = abstracts.map((abstract) => sentencesOf(abstract));
  const texts = abstracts.flatMap((abstract, i) =>
    spans[i].map(({ start, end }) => abstract.slice(start, end)),
  );
  if (texts.length === 0) return abstracts.map(() => null);
  const table = await embed(texts);
  let row = 0;
  return spans.map((ofAbstract) => {
    let nearest: NearestSentence | null = null;
    for (const span of ofAbstract) {
      const similarity = dot(vectorAt(table, row), direction);
      if (!nearest || similarity > nearest.similarity) nearest = { ...span, text: texts[row], similarity };
      row++;
    }
    return nearest;
  });
}

/** @param mix null where the question has no vector: every part is 0. */
function partsSplitter(
  { text, liked, disliked, near = null }: QuestionParts,
  mix: QuestionMix | null,
  { corpus, vectors }: ExplainTables,
  hasText: boolean,
): (hit: SearchHit) => SimilarityParts {
  const examples = [...liked, ...disliked];
  /** Place in the weights, after the text; what is near comes last. */
  const places = new Map(examples.map((row, i) => [corpus.idOf(row), 1 + i]));
  return ({ row, why }) => {
    const vector = vectorAt(vectors, row);
    const parts = Float64Array.from([text, ...examples, near], (part, i) => {
      if (!mix || part === null) return 0;
      return mix.weights[i] * dot(vector, typeof part === 'number' ? vectorAt(vectors, part) : part);
    });
    const named = ({ id }: { id: string }) => ({ id, part: parts[places.get(id)!] });
    const like = why.like.map(named);
    const unlike = why.unlike.map(named);
    const total = parts.reduce((sum, part) => sum + part, 0);
    const nearPart = parts[parts.length - 1];
    const said = [...like, ...unlike].reduce((sum, { part }) => sum + part, parts[0] + nearPart);
    return {
      text: hasText ? parts[0] : null,
      like,
      unlike,
      near: near && nearPart,
      others: like.length + unlike.length < examples.length ? total - said : 0,
    };
  };
}
