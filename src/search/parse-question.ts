/**
 * A question as a person types it → the conditions of its fields, and the rest as words (words-query.ts). The grammar is at
 * the top of query-fields.ts. Nothing is refused: what is no field stays text, and where it looks like one a note says so.
 */
import { nearestName } from '../nearest-name.ts';
import { type FieldName, fieldNamed, queryFields, yearRange } from './query-fields.ts';
import { isTyped, parseWordsQuery, tokensOf, type WordsQuery, wordsQueryDefaults } from './words-query.ts';

/** "au:hinton" or "-au:hinton". */
export interface FieldCondition {
  field: FieldName;
  /** As typed, without quotes; of a year a range that `yearRange` reads, of others with a letter or digit. */
  value: string;
  excluded: boolean;
}

export interface ParsedQuestion extends WordsQuery {
  fields: FieldCondition[];
  /** What looked like a field and was read as text. */
  notes: string[];
}

const names = queryFields.flatMap(({ name, short }) => (name === short ? [name] : [name, short]));

/** What stands in double quotes is passed over, so that no field begins in it; an open quote of a value goes to the end. */
const fieldPattern = new RegExp(
  `["“][^"“”]*["”]|(?<=^|[\\s(])(-?)(${names.join('|')}):(?![:/])(?:["“]([^"“”]*)(?:["”]|$)|([^\\s"“”()]*))`,
  'giu',
);

/** A word of letters directly before a colon and a value, outside quotes. */
const prefixPattern = /["“][^"“”]*["”]|(?<=^|[\s(]-?)(\p{L}{3,}):(?=["“]|([^\s:/"“”()][^\s"“”()]*))/gu;

/** @param options as of `parseWordsQuery`; in a longer question there are no fields either. */
export function parseQuestion(
  text: string,
  options: Partial<typeof wordsQueryDefaults> = {},
): ParsedQuestion {
  const hasFields = isTyped(text, { ...wordsQueryDefaults, ...options });
  const { rest, fields, notes } = hasFields ? takeFields(text) : { rest: text, fields: [], notes: [] };
  const inColumns = fields.flatMap((field) => (field.excluded ? [] : columnPhrases(field)));
  const words = parseWordsQuery(rest, options);
  // "(au:hinton)" leaves parentheses: they are no text to be near to.
  const hasText = words.terms.length > 0 || fields.length === 0;
  return {
    ...words,
    phrases: [...inColumns, ...words.phrases],
    plainText: hasText ? words.plainText : '',
    fields,
    notes,
  };
}

/** Whether it narrows the papers down, so that there is an answer without any text. */
export function hasConditions({ fields, excluded }: Pick<ParsedQuestion, 'fields' | 'excluded'>): boolean {
  return fields.length > 0 || excluded !== null;
}

/**
 * What the full-text index is asked for a field: phrases that a paper must have all; none for the fields that it does not have.
 * Of a name of several words they find more than `field-rows.ts` lets through: the words may be of different authors.
 */
export function columnPhrases({ field, value }: Pick<FieldCondition, 'field' | 'value'>): string[] {
  const tokens = tokensOf(value);
  if (field === 'title') return [`title : "${tokens.join(' ')}"`];
  if (field === 'keyword') return [`keywords : "${tokens.join(' ')}"`];
  if (field !== 'author') return [];
  const whole = tokens.filter((token) => !isInitial(token));
  return (whole.length > 0 ? whole : tokens).map((token) => `authors : "${token}"`);
}

/** One letter, with its marks. */
export const isInitial = (token: string) => /^\p{L}\p{M}*$/u.test(token);

function takeFields(text: string): { rest: string; fields: FieldCondition[]; notes: string[] } {
  const fields: FieldCondition[] = [];
  const notes = new Set<string>();
  const rest = text.replace(
    fieldPattern,
    (part, hyphen?: string, name?: string, quoted?: string, bare?: string) => {
      const field = name === undefined ? null : fieldNamed(name);
      if (!field) return part;
      const value = (quoted ?? bare?.replace(/[,;]+$/, '') ?? '').trim();
      if (field.name === 'year' ? yearRange(value) !== null : tokensOf(value).length > 0) {
        fields.push({ field: field.name, value, excluded: hyphen === '-' });
        return ' ';
      }
      notes.add(expectation(name!, value));
      return part;
    },
  );
  for (const [, name, value] of rest.matchAll(prefixPattern)) {
    const nearest = name === undefined || fieldNamed(name) ? null : nearestField(name, value ?? '');
    if (nearest === null) continue;
    notes.add(`There is no field "${name}:", so it was read as text. Did you mean "${nearest}:"?`);
  }
  return { rest, fields, notes: [...notes] };
}

function expectation(name: string, value: string): string {
  const field = fieldNamed(name)!;
  const expected =
    field.name === 'year'
      ? 'a year or years of four digits, the earlier first'
      : 'a value with a letter or digit, without a space before it';
  return `"${name}:${value}" was read as text: after "${name}:" comes ${expected}, such as ${field.examples.join(', ')}.`;
}

/** The more letters, the more of them may be wrong; a beginning of four letters is enough ("auth"). */
function nearestField(typed: string, value: string): string | null {
  const name = typed.toLowerCase();
  // Only before years: "near:field" is not a mistyped "year:".
  if (yearRange(value) && nearestName(name, ['year'])) return 'year';
  const long = names.filter((known) => known.length > 3 && known !== 'year');
  const begun = name.length > 3 ? long.find((known) => known.startsWith(name)) : undefined;
  const short = names.filter((known) => known.length <= 3 && known[0] === name[0]);
  return begun ?? nearestName(name, long, name.length > 4 ? 2 : 1) ?? nearestName(name, short, 1);
}
