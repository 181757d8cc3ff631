/** Which rows may be in an answer: the filter, and the fields, phrases and excluded words of the text. */
import { NearbyError } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import { rowsAddedSince, rowsOfUnknownArrival } from '../tables/arrivals.ts';
import type { Filter } from '../tables/filter.ts';
import type { Layout } from '../tables/layout-table.ts';
import { rowsInRegion } from '../tables/region.ts';
import { rowsInTopics, type TopicTree } from '../tables/topic-tree.ts';
import type { AskedCorpus } from './asked-corpus.ts';
import type { Condition } from './field-rows.ts';
import type { WordsQuery } from './words-query.ts';

export interface RowMask {
  /** 1 = may be in the answer; null: every row may. */
  allowed: Uint8Array | null;
  /** Why nothing is let through, or what of the filter was left out. */
  notes: string[];
}

/** Whether it asks for anything; an empty list of values does, and lets nothing through. */
export function asksFilter({ year, topic, region, addedSince, facets }: Filter): boolean {
  const parts = [year?.from, year?.to, topic, region, addedSince];
  return parts.some((part) => part !== undefined) || Object.keys(facets ?? {}).length > 0;
}

type Conditions = Pick<WordsQuery, 'required' | 'excluded' | 'requiredPhrases' | 'excludedPhrases'>;

/**
 * An absent part lets everything through; one with an empty list of values lets nothing through.
 *
 * @param rows length of the mask: the rows of the tables that are searched.
 * @param layout the places of these rows, for an area of the map.
 * @param fields what the fields of the text ask for; see field-rows.ts.
 * @throws NearbyError `unknown-topic` where topics were given and none is known.
 */
export function rowMask(
  corpus: AskedCorpus,
  topics: TopicTree | null,
  rows: number,
  filter: Filter,
  words: Conditions | null,
  layout: Layout,
  fields: readonly Condition[] = [],
): RowMask {
  const notes: string[] = [];
  const conditions: Condition[] = [];
  const { from, to } = filter.year ?? {};
  if (from !== undefined || to !== undefined) {
    conditions.push({ asks: yearsInWords(from, to), passes: stored(corpus, { year: { from, to } }, rows) });
  }
  for (const [name, values] of Object.entries(filter.facets ?? {})) {
    const passes = stored(corpus, { facets: { [name]: values } }, rows);
    const hint = passes.includes(1) ? '' : facetHint(corpus, name);
    conditions.push({ asks: `has ${name} ${anyOf(values.map((value) => `"${value}"`))}${hint}`, passes });
  }
  if (filter.topic) {
    const { passes, unknown } = inTopics(topics, filter.topic, rows);
    conditions.push({ asks: `is in topic ${anyOf(filter.topic)}`, passes });
    for (const id of unknown) notes.push(`There is no topic ${id}; it was left out of the filter.`);
  }
  if (filter.region) {
    const passes = rowsInRegion(layout, filter.region).slice(0, rows);
    conditions.push({ asks: 'lies in the area of the map', passes });
  }
  if (filter.addedSince !== undefined) {
    const arrivals = corpus.arrivals();
    const unknown = rowsOfUnknownArrival(arrivals, rows);
    const passes = rowsAddedSince(arrivals, filter.addedSince, rows);
    conditions.push({ asks: `was added since ${filter.addedSince}`, passes });
    if (unknown > 0) {
      const papers = unknown === rows ? 'the papers' : `${unknown} of the ${rows} papers`;
      notes.push(
        `When ${papers} of this corpus were added is not known: an earlier Nearby did not keep it. They count as not added since.`,
      );
    }
  }
  conditions.push(...fields);
  if (words?.required) {
    conditions.push({
      asks: `has ${words.requiredPhrases.map((phrase) => `"${phrase}"`).join(' and ')}`,
      passes: rowsIn(corpus.rowsWithWords(words.required), rows),
    });
  }
  if (words?.excluded) {
    const without = rowsIn(corpus.rowsWithWords(words.excluded), rows).map((has) => 1 - has);
    conditions.push({
      asks: `is without ${words.excludedPhrases.map((phrase) => `"${phrase}"`).join(' and ')}`,
      passes: without,
    });
  }
  if (conditions.length === 0) return { allowed: null, notes };

  const allowed = new Uint8Array(rows).fill(1);
  for (const { passes } of conditions) for (let row = 0; row < rows; row++) allowed[row] &= passes[row];
  if (rows > 0 && !allowed.includes(1)) notes.push(whyNothing(conditions));
  return { allowed, notes };
}

function whyNothing(conditions: readonly Condition[]): string {
  const alone = conditions.filter(({ passes }) => !passes.includes(1));
  if (alone.length > 0) {
    return `Nothing is let through: no paper ${alone.map(({ asks }) => asks).join('; no paper ')}.`;
  }
  const together = needed(conditions).map(({ asks }) => asks);
  return `Nothing is let through: there are papers for each part, but no paper at once ${together.join(' and ')}.`;
}

/** Of conditions that no row meets together, some that no row meets together and of which none can be left out. */
function needed(conditions: readonly Condition[]): readonly Condition[] {
  let left = conditions;
  for (const condition of conditions) {
    const others = left.filter((other) => other !== condition);
    const isMet = others[0]?.passes.some((_, row) => others.every(({ passes }) => passes[row] === 1));
    if (!isMet) left = others;
  }
  return left;
}

/** The store's answer, cut to the rows that are searched: papers may have been added since the tables were read. */
function stored(corpus: AskedCorpus, filter: Filter, rows: number): Readonly<Uint8Array> {
  return corpus.filterRows(filter)?.subarray(0, rows) ?? new Uint8Array(rows).fill(1);
}

function rowsIn(found: Readonly<Int32Array>, rows: number): Uint8Array {
  const mask = new Uint8Array(rows);
  for (const row of found) if (row < rows) mask[row] = 1;
  return mask;
}

function inTopics(tree: TopicTree | null, asked: readonly number[], rows: number) {
  const found = rowsInTopics(tree, asked, rows);
  if (asked.length > 0 && found.unknown.length === new Set(asked).size) refuseTopics(tree, found.unknown);
  return found;
}

/** @throws NearbyError `unknown-topic`, except in a corpus without topics. */
export function refuseTopics(tree: TopicTree | null, unknown: readonly number[]): void {
  if (tree === null || tree.topics.length === 0) return;
  throw new NearbyError('unknown-topic', { id: unknown.join(', '), topics: tree.topics.length });
}

const anyOf = (values: readonly (string | number)[]) =>
  values.length === 0 ? '(none is named)' : values.join(' or ');

function yearsInWords(from: number | undefined, to: number | undefined): string {
  if (from === undefined) return `is of the year ${to} or before`;
  if (to === undefined) return `is of the year ${from} or after`;
  return from === to ? `is of the year ${from}` : `is of the years ${from} to ${to}`;
}

/** For a facet that the corpus does not have: which it has. */
function facetHint(corpus: AskedCorpus, name: string): string {
  const known = corpus.facetCounts(1).map((facet) => facet.name);
  if (known.includes(name)) return '';
  const nearest = nearestName(name, known);
  return ` (there is no facet "${name}"${nearest ? `; did you mean "${nearest}"?` : ''}; known: ${known.join(', ')})`;
}
