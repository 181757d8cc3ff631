/** Which rows are drawn pale, plainly or lifted: what legend and hits say, as one level a row. */
import { pointLevel } from './splat-points.ts';

/** Some rows, in an order. A filter lets through a million: such are not copied into another form. */
export type Rows = readonly number[] | Int32Array;

/**
 * @param codes the legend's code of each row.
 * @param hidden codes that the legend has switched off: their rows are faint, hits or not.
 * @param hits rows, or null when nothing is asked: then all that is not hidden is normal; otherwise hits are lifted
 *   and all else is faint. Rows that do not exist are left out.
 * @param othersStay whether rows that are no hits are normal beside them: where their colours say how near they are.
 */
export function levelsOfRows(
  codes: Int32Array,
  hidden: ReadonlySet<number>,
  hits: Rows | null,
  othersStay = false,
): Uint8Array {
  const levels = new Uint8Array(codes.length);
  if (!hits || othersStay) levels.fill(pointLevel.normal);
  if (hits) for (let i = 0; i < hits.length; i++) levels[hits[i]] = pointLevel.lifted;
  if (hidden.size > 0) {
    for (let row = 0; row < codes.length; row++) if (hidden.has(codes[row])) levels[row] = pointLevel.faint;
  }
  return levels;
}
