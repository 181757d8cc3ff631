/** What points are sized by: a number that the papers came with, their similarity to the question, or nothing. */
import type { Facets } from '../src/server/api-types.ts';
import { type RowSizes, type SizeValues, sizeRows } from './map/size-rows.ts';
import { type PageState, shownValue } from './page-state.ts';

/** "f." stands before the name of a facet, as in the address. */
export type SizeBy = 'none' | 'similarity' | `f.${string}`;

export const facetOfSize = (by: SizeBy): string | null => (by.startsWith('f.') ? by.slice(2) : null);

/** Fields of a paper that are no measure of it, even where all of them look like numbers. */
const noMeasures = ['category', 'venue', 'author', 'keyword', 'list', 'source'];
const number = /^[+-]?\d+(\.\d+)?$/;

/** The facets whose values are numbers that differ, those about citations first. */
export function numericFacets({ facets }: Facets): string[] {
  return facets
    .filter(({ name, distinct, values }) => {
      const numbers = values.filter(({ value }) => number.test(value)).length;
      return distinct > 2 && !noMeasures.includes(name) && numbers > 0.9 * values.length;
    })
    .map(({ name }) => name)
    .sort((a, b) => Number(isAboutCitations(b)) - Number(isAboutCitations(a)));
}

const isAboutCitations = (name: string) => /cite|citation/i.test(name);

/** Half of all papers are about equally far from a question: they are dots. */
const farQuantile = 0.5;

const known = new WeakMap<Float32Array, RowSizes>();

/** null where points are of one size: nothing is chosen, or not known yet. */
export function sizesOf(state: PageState): RowSizes | null {
  const { sizeBy } = state.asked;
  if (sizeBy === 'none') return null;
  const values = shownValue(sizeBy === 'similarity' ? state.similarity : state.numbers);
  if (!values) return null;
  let sizes = known.get(values);
  if (!sizes) {
    sizes = sizeRows(sizeBy === 'similarity' ? similaritySizes(values) : countSizes(values));
    known.set(values, sizes);
  }
  return sizes;
}

const countSizes = (values: Float32Array): SizeValues => ({
  values,
  from: 0,
  format: (value) => value.toLocaleString('en'),
});

function similaritySizes(values: Float32Array): SizeValues {
  const from = values.slice().sort()[Math.floor(farQuantile * (values.length - 1))] ?? 0;
  return { values, from, format: (value) => value.toFixed(2) };
}
