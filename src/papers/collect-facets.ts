import { standardFacets } from '../tables/paper.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { fieldKey, isPaperField } from './field-names.ts';
import { shortened } from './import-entry.ts';

/** A record with more fields is a table of measurements; the first are kept. */
const maxFacets = 200;
/** Values of one field. */
const maxValues = 100;
/** Characters of one value; longer ones (a full text) are cut: a facet is for choosing by, not for reading. */
const maxValueLength = 500;
/** Levels of objects inside objects. */
const maxDepth = 6;
/** A longer list of numbers is a vector, not values to choose by. */
const maxNumbers = 16;

/** Names that filters have for a paper's own fields. A field of a file with that name is kept as "record.<name>". */
const ownNames: ReadonlySet<string> = new Set([...standardFacets, 'year']);

/**
 * The fields of a record that are not a paper's own, by their names, values as text. Objects are flattened
 * ({"a": {"b": 1}} is "a.b": ["1"]), lists are several values. Empty values, vectors (more than 16 numbers) and what
 * goes beyond the limits above are left out.
 *
 * @param options.also keys of a paper's own fields that are to be kept too, because they could not be used as such
 */
export function collectFacets(
  record: Record<string, unknown>,
  options: { tex: boolean; also: readonly string[] },
): Record<string, string[]> {
  const facets = new Map<string, string[]>();

  const add = (name: string, value: unknown, depth: number): void => {
    if (value === null || value === undefined || depth > maxDepth) return;
    if (Array.isArray(value)) {
      if (value.length > maxNumbers && value.every((item) => typeof item === 'number')) return;
      for (const item of value.slice(0, maxValues)) add(name, item, depth + 1);
    } else if (typeof value === 'object') {
      for (const [inner, held] of Object.entries(value)) add(`${name}.${inner}`, held, depth + 1);
    } else {
      const text =
        options.tex && typeof value === 'string' ? cleanText(value, { tex: true }) : cleanLine(String(value));
      const short = shortened(text, maxValueLength);
      if (short === '' || (typeof value === 'number' && !Number.isFinite(value))) return;
      const values = facets.get(name);
      if (!values) {
        if (facets.size < maxFacets) facets.set(name, [short]);
      } else if (values.length < maxValues && !values.includes(short)) values.push(short);
    }
  };

  for (const [field, value] of Object.entries(record)) {
    const key = fieldKey(field);
    if (isPaperField(key) && !options.also.includes(key)) continue;
    const name = cleanLine(field);
    if (name !== '') add(ownNames.has(name) ? `record.${name}` : name, value, 0);
  }
  // As own properties whatever their names: "__proto__" is one like any other.
  return Object.fromEntries(facets);
}
