/** The menu that puts papers into collections, and takes a single one out again; beside hits, in the paper pane, at areas. */
import { sentenceOf } from '../api.ts';
import type { CollectionStore } from '../collection-store.ts';
import { type Collection, freeName, type KeptPaper, withoutPaper, withPapers } from '../collections.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { announce } from './announce.ts';
import { paperCount } from './paper-count.ts';
import { menuButton, openMenu } from './popup-menu.ts';

export interface Collecting {
  /** @param papers one, which is taken out where it is in already; or several, asked for when a collection is chosen. */
  menu(button: HTMLElement, papers: KeptPaper | (() => Promise<KeptPaper[]>)): void;
}

/** @param store null until the corpus is known. */
export function collecting(store: () => CollectionStore | null): Collecting {
  /** Makes a change and says what was done, and what of it the browser does not keep. */
  const change = (edit: (list: readonly Collection[]) => Collection[], sentence: string) => {
    const kept = store();
    if (!kept) {
      announce('Nothing was changed: the page does not know its corpus yet. Try again when it has loaded.');
      return;
    }
    kept.change(edit);
    announce(kept.problem ? `${sentence} ${kept.problem}` : sentence);
  };
  const add = async (name: string, isNew: boolean, papers: KeptPaper | (() => Promise<KeptPaper[]>)) => {
    try {
      const found = typeof papers === 'function' ? await papers() : [papers];
      const what = found.length === 1 ? 'Added' : `${paperCount(found.length)} added`;
      const hint = isNew ? ' It can be renamed under “Collections”.' : '';
      change((list) => withPapers(list, name, found), `${what} to “${name}”.${hint}`);
    } catch (failure) {
      announce(failure instanceof RangeError ? failure.message : `Nothing was added. ${sentenceOf(failure)}`);
    }
  };
  return {
    menu(button, papers) {
      const single = typeof papers === 'function' ? null : papers;
      const collections = store()?.collections ?? [];
      const items = collections.map(({ name, papers: inIt }) => {
        const isIn = single !== null && inIt.some(({ id }) => id === single.id);
        return {
          text: name,
          note: paperCount(inIt.length),
          ...(single ? { checked: isIn } : {}),
          does: () => {
            if (!isIn || !single) void add(name, false, papers);
            else change((list) => withoutPaper(list, name, single.id), `Removed from “${name}”.`);
          },
        };
      });
      const fresh = freeName(collections, 'Collection');
      const makes = { text: 'New collection', note: `“${fresh}”`, does: () => void add(fresh, true, papers) };
      openMenu(button, 'Collections', [...items, makes]);
    },
  };
}

/** The button of a hit: pressed where the paper is in a collection. */
export function collectButton(
  { id, title, year }: KeptPaper,
  isIn: boolean,
  collect: Collecting,
): HTMLElement {
  return element(
    'button',
    {
      ...menuButton,
      class: isIn ? 'icon-button small collected' : 'icon-button small',
      'aria-label': `${isIn ? 'In a collection' : 'Add to a collection'}: ${title}`,
      title: isIn ? 'In a collection' : 'Add to a collection',
      'data-key': `collect:${id}`,
      onclick: (event: Event) => collect.menu(event.currentTarget as HTMLElement, { id, title, year }),
    },
    icon('bookmark'),
  );
}
