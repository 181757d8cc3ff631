/** The person's collections: all of them with what each can be used for, or one opened with its papers. */
import { type Api, sentenceOf } from '../api.ts';
import type { CollectionStore } from '../collection-store.ts';
import {
  type Collection,
  collectionLimits,
  freeName,
  type KeptPaper,
  papersOfExport,
  refusalOfName,
  renamed,
  withoutCollection,
  withoutPaper,
  withPapers,
} from '../collections.ts';
import { byId, element } from '../element.ts';
import { gatherPapers } from '../export-papers.ts';
import { icon } from '../icons.ts';
import { Latest } from '../latest.ts';
import { viewLimits } from '../part-reader.ts';
import { announce } from './announce.ts';
import { fileField, keyedButton } from './dialog-parts.ts';
import { keepPlace } from './keep-place.ts';
import { openDialog } from './open-dialog.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperCount } from './paper-count.ts';
import { menuButton } from './popup-menu.ts';

/** A file of more bytes is no collection: 2,000 papers with abstracts take 4 MB. */
const maxFileBytes = 20 * 1024 * 1024;

export function collectionsDialog(
  { store, actions, heads, take }: PanelParts,
  api: Api,
  kept: () => CollectionStore | null,
): { open(): void } {
  const dialog = byId<HTMLDialogElement>('collections-dialog');
  const said = element('p', { class: 'collections-said', role: 'status' });
  const body = element('div', { class: 'collections-list', tabindex: -1 });
  /** The one whose papers are listed. */
  let opened: string | null = null;
  /** What was deleted last, until something else is done. */
  let deleted: { collection: Collection; place: number } | null = null;
  /** Ids that this corpus turned out not to have. */
  const absent = new Set<string>();
  const latest = new Latest();

  const { field } = fileField(
    'Import a JSON file that Nearby exported',
    'collection-file',
    '.json,application/json',
    bringIn,
  );
  dialog.querySelector('.dialog-body')?.replaceChildren(
    element('h2', { id: 'collections-title', text: 'Collections' }),
    element('p', {
      class: 'answer-note',
      text: 'Lists of papers, kept in this browser for this corpus. Add papers at a result, in an open paper, or from an area of the map.',
    }),
    said,
    body,
    field,
  );

  const say = (text: string) => {
    said.textContent = text;
  };

  /** Makes a change, with what is to be said of it. */
  const change = (edit: (list: readonly Collection[]) => Collection[], sentence: string): boolean => {
    try {
      deleted = null;
      kept()?.change(edit);
      say(sentence);
      return true;
    } catch (failure) {
      say(failure instanceof RangeError ? failure.message : sentenceOf(failure));
      return false;
    }
  };

  async function bringIn(chosen: File): Promise<void> {
    if (chosen.size > maxFileBytes)
      return say(`"${chosen.name}" has more than ${maxFileBytes / 2 ** 20} MB.`);
    const papers = papersOfExport(await chosen.text(), chosen.name);
    if (typeof papers === 'string') return say(papers);
    const name = freeName(store.state.collections, chosen.name.replace(/\.json$/i, ''));
    const count = paperCount(papers.length);
    if (change((list) => withPapers(list, name, papers), `${count} imported as “${name}”.`)) show(name);
  }

  function remove(collection: Collection): void {
    const place = store.state.collections.indexOf(collection);
    if (store.state.shownCollection?.name === collection.name) store.set({ shownCollection: null });
    opened = null;
    if (!change((list) => withoutCollection(list, collection.name), '')) return;
    deleted = { collection, place };
    said.replaceChildren(
      `“${collection.name}” deleted. `,
      element('button', { type: 'button', class: 'link-button', text: 'Undo', onclick: restore }),
    );
    draw();
  }

  function restore(): void {
    if (!deleted) return;
    const { collection, place } = deleted;
    const name = freeName(store.state.collections, collection.name);
    const back = { ...collection, name };
    change((list) => list.toSpliced(place, 0, back), `“${name}” is back.`);
    body.focus();
  }

  /** Rows of its papers; whoever is not in the corpus is remembered as such. */
  async function rowsOf(collection: Collection): Promise<number[] | null> {
    const ids = collection.papers.map(({ id }) => id);
    try {
      const result = await latest.run((signal) => gatherPapers(api, { ids }, signal));
      if (!result.current) return null;
      for (const id of ids) absent.delete(id);
      for (const id of result.answer.unknown) absent.add(id);
      heads.remember(result.answer.papers);
      return result.answer.papers.map(({ row }) => row);
    } catch (failure) {
      say(`Its papers could not be fetched. ${sentenceOf(failure)}`);
      return null;
    }
  }

  async function toMap(collection: Collection): Promise<void> {
    if (store.state.shownCollection?.name === collection.name) return store.set({ shownCollection: null });
    const rows = await rowsOf(collection);
    if (!rows) return;
    store.set({ shownCollection: { name: collection.name, rows, shown: true } });
    dialog.close();
  }

  async function ask(collection: Collection): Promise<void> {
    if ((await rowsOf(collection)) === null) return;
    const ids = collection.papers.map(({ id }) => id).filter((id) => !absent.has(id));
    if (ids.length === 0) return say('None of its papers is in this corpus.');
    const like = ids.slice(0, viewLimits.examples);
    store.ask({ like, unlike: store.state.asked.unlike.filter((id) => !like.includes(id)) });
    store.set({ tab: 'results' });
    dialog.close();
    if (like.length < ids.length)
      announce(
        `The first ${like.length} of its ${ids.length} papers are the examples: as many as a question takes.`,
      );
  }

  /** Opens one, and finds out which of its papers this corpus has. */
  function show(name: string | null): void {
    opened = name;
    draw();
    const collection = find(name);
    if (collection) void rowsOf(collection).then((rows) => rows && draw());
  }

  const find = (name: string | null) =>
    store.state.collections.find((collection) => collection.name === name);

  function draw(): void {
    if (!dialog.open) return;
    keepPlace(body, () => {
      const collection = find(opened);
      const { collectionsProblem: problem } = store.state;
      body.replaceChildren(
        ...(problem ? [element('p', { class: 'collections-problem', text: problem })] : []),
        ...(collection ? one(collection) : all()),
      );
    });
  }

  function all(): HTMLElement[] {
    const { collections } = store.state;
    if (collections.length === 0)
      return [element('p', { class: 'empty', text: 'You have no collections yet.' })];
    const items = collections.map((collection) =>
      element(
        'li',
        { class: 'collection' },
        element(
          'button',
          {
            type: 'button',
            class: 'collection-name',
            'data-key': `open:${collection.name}`,
            onclick: () => {
              say('');
              show(collection.name);
            },
          },
          icon('bookmark'),
          element('span', { text: collection.name, dir: 'auto' }),
          element('span', {
            class: 'number',
            text: paperCount(collection.papers.length),
          }),
        ),
      ),
    );
    return [element('ul', {}, ...items)];
  }

  function one(collection: Collection): HTMLElement[] {
    const { name, papers } = collection;
    const shown = store.state.shownCollection?.name === name;
    const name_ = element('input', {
      type: 'text',
      id: 'collection-name',
      value: name,
      maxlength: collectionLimits.nameLength,
      'data-key': 'name',
      dir: 'auto',
    });
    const rename = (event: Event) => {
      event.preventDefault();
      const wanted = name_.value.trim();
      if (wanted === name) return;
      const refusal = refusalOfName(store.state.collections, wanted);
      if (refusal) return say(refusal);
      opened = wanted;
      const { shownCollection } = store.state;
      if (shown && shownCollection) store.set({ shownCollection: { ...shownCollection, name: wanted } });
      change((list) => renamed(list, name, wanted), `Renamed to “${wanted}”.`);
    };
    return [
      keyedButton('link-button', 'All collections', 'all', () => {
        say('');
        show(null);
      }),
      element(
        'form',
        { class: 'collection-rename', onsubmit: rename },
        element('label', { for: 'collection-name', text: 'Name ' }),
        name_,
        element('button', { type: 'submit', class: 'button', text: 'Rename', 'data-key': 'rename' }),
      ),
      element(
        'div',
        { class: 'collection-actions' },
        keyedButton(
          'button',
          shown ? 'Take off the map' : 'Show on the map',
          'map',
          () => void toMap(collection),
        ),
        keyedButton(
          'button',
          'Find papers like these',
          'like',
          () => void ask(collection),
          papers.length === 0,
        ),
        element('button', {
          ...menuButton,
          class: 'button',
          text: 'Export',
          'data-key': 'export',
          disabled: papers.length === 0,
          onclick: (event: Event) => {
            const choice = { ids: papers.map(({ id }) => id), what: name };
            take.exportFrom(event.currentTarget as HTMLElement, papers.length, () => choice, say);
          },
        }),
        keyedButton('button', 'Delete', 'delete', () => remove(collection)),
      ),
      papers.length === 0
        ? element('p', { class: 'empty', text: 'It has no papers.' })
        : element('ol', { class: 'collection-papers' }, ...papers.map((paper) => item(name, paper))),
    ];
  }

  function item(name: string, { id, title, year }: KeptPaper): HTMLElement {
    const label = `${title}${year === null ? '' : ` (${year})`}`;
    return element(
      'li',
      {},
      absent.has(id)
        ? element(
            'span',
            { dir: 'auto' },
            label,
            element('small', { class: 'absent', text: ' not in this corpus any more' }),
          )
        : keyedButton('link-button', label, `paper:${id}`, () => {
            dialog.close();
            actions.openPaper(id);
          }),
      element(
        'button',
        {
          type: 'button',
          class: 'icon-button small',
          'aria-label': `Remove from the collection: ${title}`,
          'data-key': `remove:${id}`,
          onclick: () => change((list) => withoutPaper(list, name, id), `Removed: ${title}`),
        },
        icon('close'),
      ),
    );
  }

  store.subscribe((state) => [state.collections, state.collectionsProblem, state.shownCollection], draw);
  return {
    open() {
      say('');
      deleted = null;
      openDialog(dialog);
      show(null);
    },
  };
}
