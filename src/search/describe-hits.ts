/** Ranked rows → hits with the paper's head and the reasons that brought it. */
import type { Corpus } from '../store/corpus.ts';
import { type DuplicateGroups, otherMembers } from '../tables/duplicate-groups.ts';
import { type TopicTree, topicsOf } from '../tables/topic-tree.ts';
import { dot, type VectorTable, vectorAt } from '../tables/vector-table.ts';
import { termsAmong, type WordsAsked, wordFinder } from './matched-words.ts';
import type { QuestionParts } from './question-vector.ts';
import type { RankedRow } from './rank-rows.ts';
import type { ExampleReason, PaperVersion, SearchHit } from './search-types.ts';
import type { TextSpan } from './sentences.ts';
import { snippetWithWords } from './snippet.ts';

/** Examples named at each hit: with hundreds in a question, nobody reads all. */
const examplesShown = 10;

export interface HitTables {
  corpus: Pick<Corpus, 'papers'>;
  vectors: VectorTable;
  topics: TopicTree | null;
  /** null: every row for itself. */
  groups: DuplicateGroups | null;
}

export interface HitReasons extends Pick<QuestionParts, 'near' | 'weights'> {
  /** The words asked for, and their vector where there is one; null without a text. */
  text: (WordsAsked & { vector: Float32Array | null }) | null;
  liked: readonly number[];
  disliked: readonly number[];
}

export function describeHits(
  ranked: readonly RankedRow[],
  reasons: HitReasons,
  { corpus, vectors, topics, groups }: HitTables,
): SearchHit[] {
  const papers = corpus.papers(ranked.map(({ row }) => row));
  const wordsIn = wordFinder(reasons.text ?? { terms: [], phrases: [] });
  const titles = new Map(
    [reasons.liked, reasons.disliked].flatMap((rows) => {
      const examples = corpus.papers(rows);
      return rows.map((row, i) => [row, examples[i]] as const);
    }),
  );
  const nearestExamples = (row: number, examples: readonly number[]): ExampleReason[] =>
    examples
      .map((example) => ({ example, similarity: dot(vectorAt(vectors, row), vectorAt(vectors, example)) }))
      .sort((a, b) => b.similarity - a.similarity || a.example - b.example)
      .slice(0, examplesShown)
      .map(({ example, similarity }) => {
        const { id, title } = titles.get(example)!;
        return { id, title, similarity };
      });

  return ranked.map(({ row, similarity, score, meaningRank, wordsRank }, i) => {
    const paper = papers[i];
    const { text } = reasons;
    const inTitle = wordsIn(paper.title);
    const inAbstract = wordsIn(paper.abstract);
    const elsewhere = wordsIn([...paper.authors, ...paper.keywords].join('\n'));
    const snippet = snippetWithWords(paper.abstract, inAbstract);
    return {
      row,
      id: paper.id,
      title: paper.title,
      authors: paper.authors,
      year: paper.year,
      venue: paper.venue,
      topic: topicsOf(topics, row).at(-1) ?? null,
      hasAbstract: paper.abstract !== '',
      snippet,
      versions: versionsOf(row, groups, corpus),
      similarity,
      score,
      why: {
        text: text && {
          similarity: text.vector ? dot(vectorAt(vectors, row), text.vector) : 0,
          meaningRank,
          wordsRank,
          words: termsAmong(text.terms, [...inTitle, ...inAbstract, ...elsewhere]),
          marks: {
            title: inTitle.map(spanOf),
            snippet: wordsIn(snippet).map(spanOf),
            abstract: inAbstract.map(spanOf),
          },
        },
        like: nearestExamples(row, reasons.liked),
        unlike: nearestExamples(row, reasons.disliked),
      },
    };
  });
}

const spanOf = ({ start, end }: TextSpan): TextSpan => ({ start, end });

/** The other rows of a row's group. */
export function versionsOf(
  row: number,
  groups: DuplicateGroups | null,
  corpus: Pick<Corpus, 'papers'>,
): PaperVersion[] {
  const others = groups ? otherMembers(groups, row) : [];
  return corpus
    .papers(others)
    .map(({ id, title, year, venue, source }) => ({ id, title, year, venue, source }));
}
