import { type BibtexEntry, bibtexEntries, bibtexNames } from './bibtex-entries.ts';
import { type ImportEntry, type PaperText, shown, skipped, warning } from './import-entry.ts';
import { type LooseRecord, makePaper } from './make-paper.ts';
import { tooLongReason, wholeText } from './whole-text.ts';

/** Fields that say how an entry was handled rather than what the paper is. */
const bookkeeping =
  /^(?:file|bdsk-.*|date-(?:added|modified)|owner|timestamp|crossref|urldate|biburl|bibsource)$/;

/** Fields that a paper takes from the volume that its crossref names. */
const inherited: readonly string[] = [
  'booktitle',
  'journal',
  'year',
  'date',
  'publisher',
  'editor',
  'series',
];

/** BibTeX and BibLaTeX. Read at once: a crossref may name an entry further down. */
export async function* readBibtex(text: PaperText, source: string): AsyncGenerator<ImportEntry> {
  const whole = await wholeText(text.pieces);
  if (whole === null) {
    yield skipped(text.file, null, tooLongReason);
    return;
  }
  const volumes = crossreferenced(whole);
  let entry = 0;
  for (const found of bibtexEntries(whole)) {
    entry++;
    if (found.problem !== null) {
      const reason = `The entry ${shown(found.key || found.kind)} is not valid BibTeX: ${found.problem}.`;
      if (!found.fields.get('title')) {
        yield skipped(text.file, entry, reason);
        continue;
      }
      yield warning(text.file, entry, reason);
    }
    const volume = volumes.get(found.fields.get('crossref')?.toLowerCase() ?? '');
    yield* makePaper(recordOf(found, volume), { file: text.file, entry, source, tex: true });
  }
}

/** The entries that others name as their volume, by their keys in lower case. */
function crossreferenced(whole: string): Map<string, BibtexEntry> {
  if (!/crossref/i.test(whole)) return new Map();
  const entries = [...bibtexEntries(whole)];
  const named = new Set(entries.map(({ fields }) => fields.get('crossref')?.toLowerCase()));
  return new Map(
    entries
      .filter(({ key }) => named.has(key.toLowerCase()))
      .map((entry) => [entry.key.toLowerCase(), entry]),
  );
}

function recordOf(entry: BibtexEntry, volume: BibtexEntry | undefined): LooseRecord {
  const record = new Map<string, unknown>([
    ['id', entry.key],
    ['type', entry.kind],
  ]);
  for (const name of inherited) if (volume?.fields.get(name)) record.set(name, volume.fields.get(name));
  if (volume?.fields.get('title') && !record.has('booktitle'))
    record.set('booktitle', volume.fields.get('title'));
  for (const [name, value] of entry.fields)
    if (name !== 'id' && name !== 'type' && !bookkeeping.test(name)) record.set(name, value);

  for (const role of ['author', 'editor']) {
    const names = record.get(role);
    if (typeof names === 'string') record.set(role, namesOf(role, names));
  }
  const archive = entry.fields.get('eprinttype') ?? entry.fields.get('archiveprefix') ?? '';
  if (/^arxiv$/i.test(archive)) record.set('arxiv', entry.fields.get('eprint'));
  // As own properties whatever their names: "__proto__" is one like any other.
  return Object.fromEntries(record);
}

/** Authors in their parts, which are put in order later; editors, a facet, as texts. */
function namesOf(role: string, value: string): unknown {
  const names = bibtexNames(value);
  if (role === 'author') return names;
  return names.map(({ given, family, suffix }) =>
    [given, family, suffix].filter((part) => part !== '').join(' '),
  );
}
