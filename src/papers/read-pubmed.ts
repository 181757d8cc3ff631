import { type ImportEntry, maxRecordLength, type PaperText, skipped } from './import-entry.ts';
import { type LooseRecord, makePaper } from './make-paper.ts';
import { textLines } from './text-lines.ts';

/*
 * PubMed's file for reference managers (.nbib), also called MEDLINE
 * (https://www.nlm.nih.gov/bsd/mms/medlineelements.html): a tag of four columns, "- ", a value, which goes on in lines that
 * begin with blanks. A record begins with its PMID.
 */

const tagged = /^([A-Z][A-Z0-9 ]{3})-(?: (.*))?$/;

/** Facets, with names that people know. The other tags say how PubMed handled the record, or where its people work. */
const facetTags: Readonly<Record<string, string>> = {
  PT: 'type',
  LA: 'language',
  IS: 'issn',
  VI: 'volume',
  IP: 'issue',
  PG: 'pages',
  PB: 'publisher',
  PL: 'place',
  FED: 'editor',
  RN: 'substance',
  GR: 'grant',
  PMC: 'pmc',
};

/** Values by tag, in the order in which the tags came. */
type PubmedRecord = Map<string, string[]>;

/** Holds one record at a time. */
export async function* readPubmed(text: PaperText, source: string): AsyncGenerator<ImportEntry> {
  let record: PubmedRecord | null = null;
  let values: string[] = [];
  let length = 0;
  let entry = 0;
  const papersOf = (read: PubmedRecord) => makePaper(looseRecord(read), { file: text.file, entry, source });

  for await (const line of textLines(text.pieces)) {
    const match = tagged.exec(line.text.trimEnd());
    const tag = match?.[1].trimEnd() ?? '';
    if (tag === 'PMID') {
      if (record) yield* papersOf(record);
      entry++;
      record = new Map();
      length = 0;
    }
    // What stands before the first record, and the rest of one that was given up.
    if (!record) continue;
    length += line.text.length;
    if (length > maxRecordLength || line.tooLong) {
      yield skipped(
        text.file,
        entry,
        `The record has more than ${maxRecordLength.toLocaleString('en')} characters; it is none of PubMed's.`,
      );
      record = null;
    } else if (match) {
      values = record.get(tag) ?? [];
      values.push(match[2] ?? '');
      record.set(tag, values);
    } else if (line.text.trim() !== '') {
      values.push(`${values.pop()} ${line.text.trim()}`);
    }
  }
  if (record) yield* papersOf(record);
}

/** With the names that `makePaper` knows. */
function looseRecord(record: PubmedRecord): LooseRecord {
  const all = (...tags: string[]) => tags.flatMap((tag) => record.get(tag) ?? []);
  const [pmid] = all('PMID');
  const [title, ...volumes] = all('TI', 'BTI');
  const people = record.has('FAU') ? 'FAU' : 'AU';
  const doi = all('LID', 'AID').find((id) => id.endsWith('[doi]'));
  const facets = Object.entries(facetTags).map(([tag, name]) => [name, all(tag)]);
  return {
    ...Object.fromEntries(facets),
    id: pmid,
    title: title && plainTitle(title),
    abstract: all('AB', 'OAB')[0],
    authors: all(people, 'CN'),
    year: all('DP')[0],
    date: all('DEP')[0],
    venue: [...all('JT', 'TA'), ...volumes, ...all('CTI')][0],
    url: `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`,
    doi: doi?.replace('[doi]', ''),
    keywords: [...all('OT').map(withoutStar), ...all('MH').map(mainHeading)],
  };
}

/** PubMed ends every title with a full stop, and puts those that it translated in brackets. */
const plainTitle = (title: string) => title.replace(/(?<!\.)\.$/, '').replace(/^\[(.*)\]$/, '$1');

/** A star marks what the paper is mostly about. */
const withoutStar = (term: string) => term.replace(/^\*/, '');

/** "*Brain/diagnostic imaging/*physiology": what follows the heading says from which side it is looked at. */
const mainHeading = (term: string) => withoutStar(term).split('/')[0];
