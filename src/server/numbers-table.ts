/** The numbers that papers came with, such as citations, as a column of the map. */
import { NearbyError } from '../errors.ts';
import type { Corpus } from '../store/corpus.ts';
import type { MapTable } from './map-format.ts';

const decimal = /^[+-]?\d+(\.\d+)?$/;

/**
 * The numbers of a facet, one a row, NaN where a paper has none, as the one column "numbers". Of several the largest.
 * @throws NearbyError `bad-request` where most of its values are no numbers, or there are none.
 */
export function numbersTable(corpus: Pick<Corpus, 'rows' | 'facetRows'>, facet: string): MapTable {
  const { values, starts, rows } = corpus.facetRows(facet);
  const numbers = values.map((value) => (decimal.test(value) ? Number(value) : Number.NaN));
  if (numbers.filter((value) => !Number.isNaN(value)).length <= values.length / 2) {
    const reason = values.length === 0 ? 'no paper has such a field' : 'most of its values are no numbers';
    throw new NearbyError('bad-request', { where: `facet "${facet}"`, reason });
  }
  const data = new Float32Array(corpus.rows).fill(Number.NaN);
  numbers.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    for (const row of rows.subarray(starts[i], starts[i + 1])) if (!(value <= data[row])) data[row] = value;
  });
  return { rows: corpus.rows, columns: [{ name: 'numbers', perRow: 1, data }] };
}
