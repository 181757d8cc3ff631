/** What the page draws of a corpus: the columns of /api/map. */
import type { Corpus } from '../store/corpus.ts';
import { groupMembers } from '../tables/duplicate-groups.ts';
import { keptShare } from '../tables/kept-neighbors.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { TopicTree } from '../tables/topic-tree.ts';
import type { MapColumn, MapTable } from './map-format.ts';

/**
 * Where papers have versions, column "representative" holds for each row the one that stands for its paper. Column "kept": of
 * each paper's nearest, what share is near it on the map, in percent, 255 unknown; absent where the build did not count.
 *
 * @param layout of all rows of the corpus.
 */
export function mapTable(corpus: Corpus, layout: Layout, topics: TopicTree | null): MapTable {
  const coded = (name: string): MapColumn => {
    const { labels, codes } = corpus.facetColumn(name);
    return { name, perRow: 1, data: codes, labels };
  };
  const groups = corpus.duplicates();
  const hasVersions = groups !== null && groupMembers(groups).size > 0;
  return {
    rows: corpus.rows,
    columns: [
      { name: 'points', perRow: 2, data: layout.points },
      ...(topics?.topicOfRow ?? []).map((data, level) => ({ name: `topic${level}`, perRow: 1, data })),
      { name: 'year', perRow: 1, data: corpus.years() },
      coded('list'),
      coded('category'),
      { name: 'abstract', perRow: 1, data: corpus.hasAbstract() },
      ...keptColumn(corpus),
      ...(hasVersions ? [{ name: 'representative', perRow: 1, data: groups.representative }] : []),
    ],
  };
}

const unknownShare = 255;

function keptColumn(corpus: Corpus): MapColumn[] {
  const table = corpus.keptNeighbors();
  if (!table) return [];
  const percents = Uint8Array.from({ length: table.rows }, (_, row) => {
    const share = keptShare(table, row);
    return share === null ? unknownShare : Math.round(100 * share);
  });
  return [{ name: 'kept', perRow: 1, data: percents }];
}
