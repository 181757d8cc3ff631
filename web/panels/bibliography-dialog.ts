/**
 * My bibliography: a file is matched by the server on this machine, which keeps nothing; what was found is marked on the map.
 * It lives in the page's memory only and is gone when the page is.
 */
import type { GapHit, MatchEntry } from '../../src/server/api-types.ts';
import { type Api, sentenceOf } from '../api.ts';
import { byId, element } from '../element.ts';
import { Latest } from '../latest.ts';
import { entriesOf, type Library, papersOf, refusalOfFile } from '../library.ts';
import { fileField, keyedButton } from './dialog-parts.ts';
import { keepPlace } from './keep-place.ts';
import { openDialog } from './open-dialog.ts';
import type { PanelParts } from './panel-parts.ts';

/** Entries of a list that are drawn at a time: a bibliography may have thousands. */
const listed = 200;
const gapsShown = 30;

type Gaps = { status: 'none' } | { status: 'loading' } | { status: 'ready'; hits: GapHit[] };

export function bibliographyDialog({ store, actions }: Pick<PanelParts, 'store' | 'actions'>, api: Api) {
  const dialog = byId<HTMLDialogElement>('bibliography-dialog');
  const said = element('p', { class: 'bibliography-said', role: 'status' });
  const results = element('div', { class: 'bibliography-results', tabindex: -1 });
  const { field, input } = fileField(
    'Bibliography file',
    'bibliography-file',
    '.bib,.ris,.nbib,.json,.jsonl,.csv,.tsv,.txt,.gz',
    (file) => match(file),
  );
  dialog.querySelector('.dialog-body')?.replaceChildren(
    element('h2', { id: 'bibliography-title', text: 'My bibliography on the map' }),
    element('p', {
      class: 'answer-note',
      text: 'BibTeX, RIS, PubMed (.nbib), CSL-JSON, CSV or JSON Lines, at most 20 MB. The file stays on this machine and is not kept: what was matched is forgotten when the page is closed.',
    }),
    field,
    said,
    results,
  );
  const latest = new Latest();
  const latestGaps = new Latest();
  let gaps: Gaps = { status: 'none' };

  async function match(file: File): Promise<void> {
    openDialog(dialog);
    const refusal = refusalOfFile(file);
    said.textContent = refusal ?? `Matching "${file.name}" …`;
    if (refusal) return;
    try {
      const result = await latest.run((signal) => api.match(file, signal));
      if (!result.current) return;
      forgetGaps();
      said.textContent = '';
      store.set({ library: { file: file.name, match: result.answer, chosen: new Map(), shown: true } });
    } catch (failure) {
      // What was matched before stays as it is.
      said.textContent = `"${file.name}" could not be matched. ${sentenceOf(failure)}`;
    }
  }

  function forgetGaps(): void {
    latestGaps.cancel();
    gaps = { status: 'none' };
  }

  async function findGaps(library: Library): Promise<void> {
    gaps = { status: 'loading' };
    draw();
    try {
      const { ids } = papersOf(library);
      const result = await latestGaps.run((signal) => api.gaps({ ids, k: gapsShown }, signal));
      if (!result.current) return;
      gaps = { status: 'ready', hits: result.answer.hits };
      said.textContent = result.answer.notes.join(' ');
    } catch (failure) {
      gaps = { status: 'none' };
      said.textContent = sentenceOf(failure);
    }
    draw();
  }

  function choose(place: number, paper: { row: number; id: string }): void {
    const { library } = store.state;
    if (!library) return;
    forgetGaps();
    store.set({ library: { ...library, chosen: new Map(library.chosen).set(place, paper) } });
  }

  function open(id: string): void {
    dialog.close();
    actions.openPaper(id);
  }

  function draw(): void {
    const { library } = store.state;
    keepPlace(results, () => results.replaceChildren(...(library ? drawn(library) : [])));
  }

  function drawn(library: Library): HTMLElement[] {
    const found = entriesOf(library, 'found');
    const ambiguous = entriesOf(library, 'ambiguous');
    const absent = entriesOf(library, 'absent');
    const { rows } = papersOf(library);
    const { issues } = library.match;
    return [
      element('p', {
        class: 'bibliography-counts',
        role: 'status',
        text:
          `${library.file}: ${found.length} found (${rows.length} on the map), ${ambiguous.length} ambiguous, ` +
          `${absent.length} absent${issues.length > 0 ? `, ${issues.length} notes on the file` : ''}.`,
      }),
      element(
        'div',
        { class: 'bibliography-actions' },
        keyedButton(
          'link-button',
          'What is near them and not among them?',
          'gaps',
          () => void findGaps(library),
          rows.length === 0,
        ),
        keyedButton('link-button', 'Remove', 'remove', () => {
          forgetGaps();
          store.set({ library: null });
          input.focus();
        }),
      ),
      ...gapParts(),
      list(
        `Ambiguous (${ambiguous.length})`,
        ambiguous,
        ({ entry, place }) => ambiguousItem(entry, place),
        true,
      ),
      list(`Absent (${absent.length})`, absent, ({ entry }) =>
        element('li', { text: entry.label, dir: 'auto' }),
      ),
      list(`Found (${found.length})`, found, ({ entry, place }) => {
        const id = library.chosen.get(place)?.id ?? entry.id!;
        return element('li', {}, paperButton(entry.title ?? entry.label, `found:${place}`, id));
      }),
      list(`Notes on the file (${issues.length})`, issues, ({ entry, reason }) =>
        element('li', { text: entry === null ? reason : `Entry ${entry}: ${reason}` }),
      ),
    ].filter((part) => part !== null);
  }

  function gapParts(): HTMLElement[] {
    if (gaps.status === 'none') return [];
    if (gaps.status === 'loading') return [element('p', { role: 'status', text: 'Looking …' })];
    const items = gaps.hits.map(({ id, title, nearTo, why }) => {
      const nearest = why.like.map((example) => example.title).join('; ');
      const near = nearTo === 0 ? 'nearest of yours' : `near to ${nearTo} of yours, nearest`;
      return element(
        'li',
        {},
        paperButton(title, `gap:${id}`, id),
        element('p', { class: 'answer-note', text: `${near}: ${nearest}`, dir: 'auto' }),
      );
    });
    return [
      element('h3', { text: 'Near to yours and not among them' }),
      element('ol', { class: 'bibliography-gaps' }, ...items),
    ];
  }

  function ambiguousItem({ label, reason = '', candidates = [] }: MatchEntry, place: number): HTMLElement {
    return element(
      'li',
      {},
      element('span', { text: label, dir: 'auto' }),
      element('p', { class: 'answer-note', text: `${reason} Is it one of these?` }),
      ...candidates.map(({ row, id, title, year }) =>
        keyedButton(
          'link-button',
          `${title}${year === null ? '' : ` (${year})`}`,
          `choose:${place}:${row}`,
          () => choose(place, { row, id }),
        ),
      ),
    );
  }

  function paperButton(title: string, key: string, id: string): HTMLElement {
    return keyedButton('link-button', title, key, () => open(id));
  }

  store.subscribe((state) => [state.library], draw);
  return { open: () => openDialog(dialog), match: (file: File) => void match(file) };
}

/** A folded list of the first entries. @returns null where there is nothing in it. */
function list<Entry>(
  title: string,
  entries: readonly Entry[],
  itemOf: (entry: Entry) => HTMLElement,
  open = false,
): HTMLElement | null {
  if (entries.length === 0) return null;
  const more = entries.length - listed;
  return element(
    'details',
    { open },
    element('summary', { text: title, 'data-key': `list:${title.split(' ')[0]}` }),
    element(
      'ul',
      {},
      ...entries.slice(0, listed).map(itemOf),
      more > 0
        ? element('li', { text: `… and ${more} more; "nearby match" in the terminal lists them all.` })
        : null,
    ),
  );
}
