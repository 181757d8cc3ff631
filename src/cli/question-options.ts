/** The options by which a question is asked, once for all commands that take one. */
import type { OptionName } from './options.ts';

export const filterOptions = [
  'year',
  'topic',
  'region',
  'addedSince',
  'filter',
] as const satisfies OptionName[];

/** What counts beside a text and liked papers, and how. */
export const partOptions = [
  'unlike',
  'near',
  'nearRegion',
  'weight',
  'diversity',
  'examples',
] as const satisfies OptionName[];
