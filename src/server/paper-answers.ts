/** A paper as the API gives it: nothing here needs the store, so that a site answers the same. */
import { type KeptNeighbors, keptShare, trustedShare } from '../tables/kept-neighbors.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { Paper } from '../tables/paper.ts';
import { type TopicTree, topicsOf } from '../tables/topic-tree.ts';
import type { PaperDetail, PaperHead, PaperRecord } from './api-types.ts';

export function paperAnswer(
  row: number,
  paper: Paper,
  layout: Layout,
  topics: TopicTree | null,
  versions: PaperDetail['versions'],
  kept: KeptNeighbors | null,
): PaperDetail {
  const place = kept && placeAnswer(kept, row);
  return { ...paperRecord(row, paper, layout, topics), versions, place };
}

/** As `paperAnswer`, of a paper alone. */
export function paperRecord(
  row: number,
  paper: Paper,
  layout: Layout,
  topics: TopicTree | null,
): PaperRecord {
  const { abstract, facets } = paper;
  return { ...paperHeadAnswer(row, paper, layout, topics), abstract, facets };
}

function placeAnswer(table: KeptNeighbors, row: number): PaperDetail['place'] {
  const share = keptShare(table, row);
  if (share === null) return null;
  return { kept: table.kept[row], of: table.of[row], isTrusted: share >= trustedShare };
}

export function paperHeadAnswer(
  row: number,
  paper: Paper,
  layout: Layout,
  topics: TopicTree | null,
): PaperHead {
  const { id, title, authors, year, venue, url, doi, categories, keywords, source, lists } = paper;
  return {
    row,
    ...{ id, title, authors, year, venue, url, doi, categories, keywords, source, lists },
    topics: topicsOf(topics, row),
    xData: layout.points[2 * row],
    yData: layout.points[2 * row + 1],
  };
}
