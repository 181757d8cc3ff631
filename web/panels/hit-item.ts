/** One hit as a list item: what it is, how similar, and on demand what brought it. */
import type { Hit } from '../../src/server/api-types.ts';
import { element } from '../element.ts';
import type { PageActions } from '../page-actions.ts';
import type { ViewState } from '../view-state.ts';
import { type Collecting, collectButton } from './collect-menu.ts';
import { markButtons } from './mark-buttons.ts';
import { markedWords } from './marked-text.ts';
import { paperLink } from './paper-link.ts';
import { similarityBar } from './similarity.ts';
import { versionCount, versionList } from './version-list.ts';
import { type WhyParts, whyLines } from './why-lines.ts';

export interface HitItemParts extends WhyParts {
  asked: ViewState;
  actions: PageActions;
  /** Ids of all papers in collections. */
  collected: ReadonlySet<string>;
  collect: Collecting;
  topicName(topic: number | null): string | null;
  /** Ids of the hits whose "why" is open, and of those whose versions are; kept over redraws. */
  opened: Set<string>;
  openedVersions: Set<string>;
  /** Told when a "why" is open. */
  onWhy(): void;
}

export function hitItem(hit: Hit, rank: number, parts: HitItemParts): HTMLElement {
  const { asked, actions, topicName, opened, onWhy, order, collected, collect } = parts;
  const about = [hit.year === null ? '' : String(hit.year), hit.venue, topicName(hit.topic) ?? ''].filter(
    Boolean,
  );
  const why = element(
    'details',
    {
      class: 'why',
      open: opened.has(hit.id),
      ontoggle: (event: Event) => {
        if (!(event.currentTarget as HTMLDetailsElement).open) opened.delete(hit.id);
        else {
          opened.add(hit.id);
          onWhy();
        }
      },
    },
    element(
      'summary',
      { 'data-key': `why:${hit.id}` },
      'Why',
      element('span', { class: 'visually-hidden', text: ` ${hit.title}` }),
    ),
    ...whyLines(hit, parts),
  );
  const marks = hit.why.text?.marks;
  return element(
    'li',
    { class: asked.selected === hit.id ? 'hit open' : 'hit', 'data-id': hit.id },
    element('span', { class: 'rank', text: rank }),
    element(
      'div',
      { class: 'hit-body' },
      element('h3', { class: 'hit-title' }, paperLink(hit, asked, actions, 'hit', marks?.title)),
      about.length > 0 ? element('p', { class: 'hit-about' }, ...dotted(about)) : null,
      hit.snippet
        ? element('p', { class: 'snippet', dir: 'auto' }, ...markedWords(hit.snippet, marks?.snippet ?? []))
        : element('p', { class: 'snippet absent', text: 'Without an abstract: found by its title.' }),
      element(
        'div',
        { class: 'hit-foot' },
        // Newest first: there is nothing to be similar to.
        order === 'newest' ? null : similarityBar(hit.similarity),
        why,
        hit.versions.length > 0 ? versions(hit, parts) : null,
        element(
          'span',
          { class: 'mark-buttons' },
          collectButton(hit, collected.has(hit.id), collect),
          markButtons(hit, asked, actions, 'signs'),
        ),
      ),
    ),
  );
}

function versions(hit: Hit, { asked, actions, openedVersions }: HitItemParts): HTMLElement {
  return element(
    'details',
    {
      class: 'why',
      open: openedVersions.has(hit.id),
      ontoggle: (event: Event) => {
        const { open } = event.currentTarget as HTMLDetailsElement;
        openedVersions[open ? 'add' : 'delete'](hit.id);
      },
    },
    element(
      'summary',
      { 'data-key': `versions:${hit.id}` },
      versionCount(hit.versions.length),
      element('span', { class: 'visually-hidden', text: ` of ${hit.title}` }),
    ),
    versionList(hit.versions, hit.title, asked, actions),
  );
}

/** Parts with dots between, each in its own direction: an Arabic venue does not turn the year beside it around. */
export function dotted(parts: readonly string[]): (Node | string)[] {
  return parts.flatMap((part, i) => [i > 0 ? ' · ' : '', element('bdi', { text: part })]);
}
