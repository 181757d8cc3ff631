/** One hit as a list item: what it is, how similar, and on demand what brought it. */
import type { Hit } from '../../src/server/api-types.ts';
import { element } from '../element.ts';
import type { PageActions } from '../page-actions.ts';
import type { ViewState } from '../view-state.ts';
import { markButtons } from './mark-buttons.ts';
import { markedWords } from './marked-text.ts';
import { paperLink } from './paper-link.ts';
import { similarityBar, similarityText } from './similarity.ts';

export interface HitItemParts {
  asked: ViewState;
  actions: PageActions;
  topicName(topic: number | null): string | null;
  /** Ids of the hits whose "why" is open, kept over redraws. */
  opened: Set<string>;
}

export function hitItem(
  hit: Hit,
  rank: number,
  { asked, actions, topicName, opened }: HitItemParts,
): HTMLElement {
  const about = [hit.year === null ? '' : String(hit.year), hit.venue, topicName(hit.topic) ?? ''].filter(
    Boolean,
  );
  const why = element(
    'details',
    {
      class: 'why',
      open: opened.has(hit.id),
      ontoggle: (event: Event) => {
        if ((event.currentTarget as HTMLDetailsElement).open) opened.add(hit.id);
        else opened.delete(hit.id);
      },
    },
    element(
      'summary',
      { 'data-key': `why:${hit.id}` },
      'Why',
      element('span', { class: 'visually-hidden', text: ` ${hit.title}` }),
    ),
    ...whyLines(hit),
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
        similarityBar(hit.similarity),
        why,
        markButtons(hit, asked, actions, 'signs'),
      ),
    ),
  );
}

/** Parts with dots between, each in its own direction: an Arabic venue does not turn the year beside it around. */
export function dotted(parts: readonly string[]): (Node | string)[] {
  return parts.flatMap((part, i) => [i > 0 ? ' · ' : '', element('bdi', { text: part })]);
}

function whyLines(hit: Hit): HTMLElement[] {
  const lines: HTMLElement[] = [];
  const { text, like, unlike } = hit.why;
  if (text) {
    lines.push(
      element('p', { text: `To your text: similarity ${similarityText(text.similarity)}; ${ranks(text)}.` }),
    );
    if (text.words.length > 0) {
      const chips = text.words.map((word) => element('li', { class: 'chip plain', text: word }));
      lines.push(element('ul', { class: 'chips', 'aria-label': 'Words it shares with your text' }, ...chips));
    }
  }
  if (like.length > 0) lines.push(examples('Like', like));
  if (unlike.length > 0) lines.push(examples('Kept away from', unlike));
  if (lines.length === 0)
    lines.push(element('p', { text: `Similarity ${similarityText(hit.similarity)} in meaning.` }));
  return lines;
}

function ranks({ meaningRank, wordsRank }: { meaningRank: number | null; wordsRank: number | null }): string {
  const parts = [
    meaningRank === null ? 'not among the nearest by meaning' : `${ordinal(meaningRank)} by meaning`,
    wordsRank === null ? 'not found by its words' : `${ordinal(wordsRank)} by words`,
  ];
  return parts.join(', ');
}

function examples(heading: string, papers: Hit['why']['like']): HTMLElement {
  const items = papers.map((paper) =>
    element(
      'li',
      {},
      paper.title,
      element('span', { class: 'number', text: ` ${similarityText(paper.similarity)}` }),
    ),
  );
  return element(
    'div',
    {},
    element('p', { text: `${heading}:` }),
    element('ul', { class: 'examples' }, ...items),
  );
}

const ordinalEndings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinalRules = new Intl.PluralRules('en', { type: 'ordinal' });

export function ordinal(n: number): string {
  return `${n}${ordinalEndings[ordinalRules.select(n)] ?? 'th'}`;
}
