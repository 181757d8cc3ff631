/** What has come to a corpus since a question was last asked. */
import { describeHits } from './describe-hits.ts';
import type { SearchAnswer, SearchQuery } from './search-types.ts';
import type { Searcher } from './searcher.ts';

/**
 * The new papers that are among the answers, best first: those that come before the k-th of the earlier papers. So a new
 * paper is listed if it would have been among the first k had it come alone, and many good ones do not crowd each other out.
 * A new version of an earlier paper is new only where it answers better than the earlier ones: it then stands for the paper.
 *
 * @param seenRows the rows from here on are new.
 * @throws NearbyError as `Searcher.search`; nothing is asked where no paper is new.
 */
export async function newAnswers(
  searcher: Searcher,
  query: SearchQuery,
  seenRows: number,
): Promise<SearchAnswer> {
  const startedMs = performance.now();
  const came = searcher.vectors.rows - seenRows;
  if (came <= 0) return { hits: [], order: 'nearest', notes: [], tookMs: 0 };
  // However many of the new ones come first, the k-th of the earlier ones is among these.
  const { ranked, reasons, order, notes } = await searcher.rank({ ...query, k: query.k + came });
  const lastEarlier = ranked.filter(({ row }) => row < seenRows)[query.k - 1];
  const before = lastEarlier ? ranked.slice(0, ranked.indexOf(lastEarlier)) : ranked;
  const hits = describeHits(
    before.filter(({ row }) => row >= seenRows),
    reasons,
    searcher,
  );
  return { hits, order, notes, tookMs: performance.now() - startedMs };
}
