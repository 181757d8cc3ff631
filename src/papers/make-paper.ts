import { z } from 'zod';
import { arxivFacet, arxivNumber, type ListPlace, type Paper, withoutMarks } from '../tables/paper.ts';
import { authorNames } from './author-names.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { collectFacets } from './collect-facets.ts';
import { type FieldName, fieldKey, fieldKeys } from './field-names.ts';
import { type ImportEntry, shown, skipped, warning } from './import-entry.ts';
import { ownExport } from './own-export.ts';
import { hasValue, yearOf } from './year-of.ts';

/** A record as a file has it: any field names, any values. */
export type LooseRecord = Record<string, unknown>;

/** Where a record stands, for the paper's source and for issues. */
export interface RecordPlace {
  file: string;
  /** 1 for the first record of the file. */
  entry: number;
  /** The base name of the file, for `Paper.source`. */
  source: string;
  /** The values are TeX (a BibTeX file). */
  tex?: boolean;
  /** The values are plain text already: our own export in a format that cannot say so by its fields. */
  plain?: boolean;
}

/** What is longer is no title and no abstract; it is cut, with a warning. In characters. */
const maxTitleLength = 1_000;
const maxAbstractLength = 100_000;
/** Longer names of people, keywords or places are broken records. */
const maxNameLength = 300;
const maxIdLength = 200;
const maxListed = 2_000;

/** What programs write where they have no abstract. */
const noAbstract =
  /^(?:\[?no abstract(?: (?:is )?available)?\.?\]?|(?:publisher: )?abstract available from the publisher\.|nan|none|null|n\/a|-+)$/i;

const listPlaces = z.array(
  z.object({
    list: z.union([z.string().min(1), z.number()]).transform(String),
    rank: z.number().int().positive(),
  }),
);

/**
 * A record as a paper, with a warning for each value that could not be kept as it was; or, where there is no title, the
 * issue that says so. Ids are not made unique here.
 */
export function makePaper(record: LooseRecord, place: RecordPlace): ImportEntry[] {
  const { file, entry } = place;
  const fields = new Fields(record);
  const own = ownExport(record);
  const issues: ImportEntry[] = [];
  // What was cleaned once is plain: cleaned again, the set {a} would lose its braces.
  const plain = (text: string) =>
    own || place.plain ? cleanLine(text) : cleanText(text, { tex: place.tex });
  const clean = (text: string, maxLength: number) => cut(plain(cut(text, maxLength * 4)), maxLength);
  const cleanWhole = (what: string, text: string, maxLength: number) => {
    const whole = plain(cut(text, maxLength * 4));
    if (whole.length <= maxLength) return whole;
    issues.push(
      warning(
        file,
        entry,
        `The ${what} has ${text.length.toLocaleString('en')} characters; it was cut to the first ` +
          `${maxLength.toLocaleString('en')}: ${shown(whole)}.`,
      ),
    );
    return cut(whole, maxLength);
  };
  const address = (value: unknown) =>
    place.tex && typeof value === 'string' ? withoutTexEscapes(value) : value;
  const cleanList = (texts: readonly string[]) => [
    ...new Set(
      texts
        .slice(0, maxListed)
        .map((text) => clean(text, maxNameLength))
        .filter((text) => text !== ''),
    ),
  ];

  const rawTitle = fields.first('title');
  const title = cleanWhole('title', textOf(rawTitle), maxTitleLength);
  if (title === '') {
    const names = Object.keys(record).filter((name) => hasValue(record[name]));
    const has = names.length === 0 ? 'nothing at all' : shown(names.slice(0, 12).join(', '));
    const reason =
      hasValue(rawTitle) && textOf(rawTitle) === ''
        ? `The title is ${shown(rawTitle)}, which is not text.`
        : `The record has no title (it has ${has}).`;
    return [skipped(file, entry, reason)];
  }
  const abstract = cleanWhole('abstract', textOf(fields.first('abstract')), maxAbstractLength)
    .replace(/^(?:(?:abstract|Abstract|ABSTRACT)\s*[:.—–-]+\s*(?=\S)|ABSTRACT\s+(?=\p{Lu}))/u, '')
    .replace(noAbstract, '');

  const { year, problem } = yearAmong(fields.all('year'));
  if (problem !== null)
    issues.push(
      warning(file, entry, `The year ${shown(problem)} is not a year from 1450 to 2100; it was left empty.`),
    );

  const doi = doiOf(fields.all('doi').map(address));
  if (doi.problem !== null)
    issues.push(
      warning(file, entry, `The DOI ${shown(doi.problem)} does not begin with "10."; it was left empty.`),
    );

  const ownId = cut(cleanLine(textOf(fields.first('id'))), maxIdLength);
  const arxiv = arxivOf(fields, ownId);
  const given = urlAmong(fields.all('url').map(address));
  if (given.problem !== null)
    issues.push(
      warning(
        file,
        entry,
        `The address ${shown(given.problem)} is not a web address (http or https); it was left empty.`,
      ),
    );
  const derived = arxiv ? `https://arxiv.org/abs/${arxiv}` : doi.doi ? `https://doi.org/${doi.doi}` : '';
  const lists = listsOf(fields.first('lists'));
  const keptKeys = lists === null && fields.has('lists') ? ['lists'] : [];

  const paper: Paper = {
    id: ownId || doi.doi || arxiv || slugOf(title) || `paper-${entry}`,
    title,
    abstract,
    authors: cleanList(fields.all('authors').slice(0, 1).flatMap(authorNames)),
    year,
    venue: clean(textOf(fields.first('venue')), maxNameLength),
    url: given.url || derived,
    doi: doi.doi,
    categories: cleanList(fields.all('categories').flatMap(categoriesOf)),
    keywords: cleanList(fields.all('keywords').flatMap(termsOf)),
    source: own?.source ?? place.source,
    lists: lists ?? [],
    facets: collectFacets(own?.facets ?? record, {
      tex: place.tex ?? false,
      also: own ? Object.keys(own.facets).map(fieldKey) : keptKeys,
    }),
  };
  if (arxiv !== null && [paper.id, paper.url, paper.doi].every((text) => arxivNumber(text) === null))
    paper.facets[arxivFacet] = [arxiv];
  return [...issues, { paper }];
}

/** A record's values by the keys of `fieldKeys`. */
class Fields {
  private readonly values = new Map<string, unknown>();

  constructor(record: LooseRecord) {
    for (const [name, value] of Object.entries(record)) {
      const key = fieldKey(name);
      if (!hasValue(this.values.get(key))) this.values.set(key, value);
      // {"externalIds": {"DOI": …}} as Semantic Scholar has it.
      if (key === 'externalids' && typeof value === 'object' && value !== null)
        for (const [inner, id] of Object.entries(value)) this.values.set(key + fieldKey(inner), id);
    }
  }

  has(field: FieldName): boolean {
    return this.all(field).length > 0;
  }

  /** The values that say something, the best name first. */
  all(field: FieldName): unknown[] {
    return fieldKeys[field].map((key) => this.values.get(key)).filter(hasValue);
  }

  first(field: FieldName): unknown {
    return this.all(field)[0];
  }
}

/** Text, a number as text, the first text of a list, the text inside {"value": …}; '' for anything else. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (Array.isArray(value)) {
    for (const item of value) if (!Array.isArray(item) && textOf(item) !== '') return textOf(item);
    return '';
  }
  if (typeof value === 'object' && value !== null) {
    const held = value as Record<string, unknown>;
    for (const name of ['value', 'text', '#text', 'display_name', 'name', 'raw', 'url', 'href'])
      if (typeof held[name] === 'string') return held[name];
  }
  return '';
}

/** Cut between characters, never inside a surrogate pair. */
function cut(text: string, maxLength: number): string {
  return text.length <= maxLength
    ? text
    : text
        .slice(0, maxLength)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd();
}

/** Addresses and DOIs are not TeX, but Mendeley and others escape them as if they were: "10.1007/a{\\_}b". */
function withoutTexEscapes(text: string): string {
  return text
    .replace(/\{?\\textasciitilde(?:\{\})?\}? ?/g, '~')
    .replace(
      /\{\\([_%&#$~])\}|\\([_%&#$~])(?:\{\})?/g,
      (_, grouped?: string, bare?: string) => grouped ?? bare ?? '',
    );
}

/** The first value that holds a year; `problem` is the first value where there are some but none does. */
function yearAmong(values: readonly unknown[]): { year: number | null; problem: unknown } {
  for (const value of values) {
    const year = yearOf(value);
    if (year !== null) return { year, problem: null };
  }
  return { year: null, problem: values[0] ?? null };
}

function doiOf(values: readonly unknown[]): { doi: string; problem: unknown } {
  for (const value of values) {
    const text = cleanLine(textOf(value));
    const match = /10\.\d{4,9}(?:\.\d+)*\/\S+/.exec(text.replace(/%2f/gi, '/'));
    if (match) return { doi: match[0].toLowerCase().replace(/[.,;]+$/, ''), problem: null };
  }
  return { doi: '', problem: values[0] ?? null };
}

/** The arXiv number, from a field of its own or from an id in arXiv's own form ("2404.06512", "arXiv:cs/0112017"). */
function arxivOf(fields: Fields, id: string): string | null {
  const own = textOf(fields.first('arxiv'))
    .trim()
    .replace(/^arxiv:/i, '');
  return (
    arxivNumber(`arxiv:${own}`) ??
    arxivNumber(id) ??
    (/^\d\d(?:0[1-9]|1[0-2])\.\d{4,5}(?:v\d+)?$/.test(id) ? arxivNumber(`arxiv:${id}`) : null)
  );
}

/** The first web address. Others ("javascript:", "file:") would be links of the page that nobody should follow. */
function urlAmong(values: readonly unknown[]): { url: string; problem: unknown } {
  for (const value of values) {
    const candidates = (Array.isArray(value) ? value : [value]).map(textOf);
    for (const text of candidates.flatMap((text) => text.split(/[\s;|]+(?=https?:)/i))) {
      const address = cleanLine(text).replace(/^\\url\{(.*)\}$/, '$1');
      if (/^https?:\/\/\S+$/i.test(address) && URL.canParse(address)) return { url: address, problem: null };
    }
  }
  return { url: '', problem: values[0] ?? null };
}

/** Keywords in a list, in one text, or as {"display_name": …}. */
function termsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    const separator = [';', '|', '\n'].find((sign) => value.includes(sign)) ?? ',';
    return value.split(separator);
  }
  if (Array.isArray(value))
    return value.flatMap((item) => (typeof item === 'string' ? [item] : [termOf(item)]));
  return [termOf(value)];
}

function termOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const { keyword, term, tag, category } = value as Record<string, unknown>;
    const held = [keyword, term, tag, category].find((text) => typeof text === 'string');
    if (held !== undefined) return held as string;
  }
  return textOf(value);
}

/** As `termsOf`; "math.CO cs.CG", as arXiv writes categories, is two. */
function categoriesOf(value: unknown): string[] {
  if (typeof value === 'string' && /^[a-z-]+(?:\.[A-Za-z-]+)?(?: [a-z-]+\.[A-Za-z-]+)+$/.test(value.trim()))
    return value.trim().split(' ');
  return termsOf(value);
}

/** The places on saved result pages; null where the field holds something else, which is then kept as a facet. */
function listsOf(value: unknown): ListPlace[] | null {
  const places = listPlaces.safeParse(value);
  return places.success ? places.data : null;
}

/** Up to five words of the title, of the part before its colon where there are any: "deep-model-assembling". */
export function slugOf(title: string): string {
  const wordsOf = (text: string) =>
    withoutMarks(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
  const head = wordsOf(title.split(': ')[0]);
  return (head.length >= 1 ? head : wordsOf(title)).slice(0, 5).join('-').slice(0, maxIdLength);
}
