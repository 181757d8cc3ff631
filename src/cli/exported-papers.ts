import type { ExportedPaper } from '../citations/exported-paper.ts';
import type { Corpus } from '../store/corpus.ts';
import { topicsOf } from '../tables/topic-tree.ts';

/**
 * Papers with their topics and their places on the map, read as one goes.
 * @param rows which, in their order; null: all, in row order.
 */
export function* exportedPapers(corpus: Corpus, rows: Iterable<number> | null): Generator<ExportedPaper> {
  const layout = corpus.layout();
  const tree = corpus.topics();
  const described = (row: number, paper = corpus.paper(row)): ExportedPaper => {
    const placed = layout !== null && row < layout.rows;
    return {
      ...paper,
      topics: topicsOf(tree, row).map((id) => tree!.topics[id].name),
      x: placed ? layout.points[2 * row] : null,
      y: placed ? layout.points[2 * row + 1] : null,
    };
  };
  if (rows) {
    for (const row of rows) yield described(row);
    return;
  }
  let row = 0;
  for (const paper of corpus.allPapers()) yield described(row++, paper);
}
