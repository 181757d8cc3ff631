/** Two topics side by side: the words that tell them apart, the papers most typical of each, those between, and their years. */
import type { TopicComparison } from '../../src/server/api-types.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { failureNote, placeholder } from './failure-note.ts';
import type { PanelParts } from './panel-parts.ts';
import { inThousands, paperCount } from './paper-count.ts';
import { paperLink } from './paper-link.ts';

type Side = TopicComparison['a'];

/** At most so many bars: of a longer time, the last years. */
const shownYears = 20;

export function topicComparison(state: PageState, parts: PanelParts): HTMLElement[] {
  const { actions, retry } = parts;
  const head = element(
    'div',
    { class: 'topic-card-head comparison-head' },
    element('h2', { class: 'result-heading', text: 'Two topics compared' }),
    element(
      'button',
      {
        type: 'button',
        class: 'icon-button small',
        'aria-label': 'End the comparison',
        'data-key': 'end-comparison',
        onclick: () => actions.endComparison(),
      },
      icon('close'),
    ),
  );
  const { comparison } = state;
  if (comparison.status === 'failed') {
    const again = () => retry('comparison');
    return [head, failureNote('The topics could not be compared.', comparison.sentence, again)];
  }
  const shown = shownValue(comparison);
  if (!shown) return [head, placeholder(8)];
  const papers = (list: readonly { id: string; title: string }[], key: string) =>
    element(
      'ul',
      { class: 'plain-list' },
      ...list.map((paper) => element('li', {}, paperLink(paper, state.asked, actions, key))),
    );
  const part = (side: Side, other: Side, letter: 'a' | 'b') => [
    element('h3', { class: `compared compared-${letter}`, text: side.name, dir: 'auto' }),
    element('p', {
      class: 'label',
      text: `${paperCount(side.papers)}; its words:`,
    }),
    side.phrases.length === 0
      ? element('p', { class: 'empty', text: 'No words that the other has not as often.' })
      : phraseTable(side, other, letter),
    element('p', { class: 'label', text: 'Most typical papers' }),
    papers(side.typical, `typical-${letter}`),
  ];
  return [
    head,
    ...part(shown.a, shown.b, 'a'),
    ...part(shown.b, shown.a, 'b'),
    element('h3', { class: 'compared', text: 'Between the two' }),
    papers(shown.between, 'between'),
    ...yearBars(shown),
  ];
}

/** Each phrase with the shares of papers that have it, here and there, as two bars. */
function phraseTable(side: Side, other: Side, letter: 'a' | 'b'): HTMLElement {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return element(
    'ul',
    { class: 'telling' },
    ...side.phrases.map(({ text, own, other: rest }) =>
      element(
        'li',
        {},
        element('span', { text, dir: 'auto' }),
        element('span', {
          class: 'number',
          title: `In ${percent(own)} of its papers, in ${percent(rest)} of “${other.name}”`,
          text: `${percent(own)} · ${percent(rest)}`,
        }),
        bars([
          [own, letter],
          [rest, letter === 'a' ? 'b' : 'a'],
        ]),
      ),
    ),
  );
}

function yearBars({ a, b, years }: TopicComparison): HTMLElement[] {
  if (years.length === 0) return [];
  const shown = years.slice(-shownYears);
  const most = Math.max(...shown.map((year) => Math.max(year.a, year.b)));
  return [
    element('h3', { class: 'compared', text: 'Papers a year' }),
    element(
      'table',
      { class: 'compared-years' },
      element(
        'thead',
        { class: 'visually-hidden' },
        element('tr', {}, ...['Year', a.name, b.name].map((text) => element('th', { scope: 'col', text }))),
      ),
      element(
        'tbody',
        {},
        ...shown.map(({ year, a: ofA, b: ofB }) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row', text: year }),
            ...(['a', 'b'] as const).map((letter) => {
              const count = letter === 'a' ? ofA : ofB;
              return element(
                'td',
                {},
                element(
                  'div',
                  { class: 'compared-year' },
                  element('span', { class: 'number', text: inThousands(count) }),
                  bars([[count / most, letter]]),
                ),
              );
            }),
          ),
        ),
      ),
    ),
  ];
}

/** @param shares 0…1 each, with the topic whose colour the bar has. */
function bars(shares: readonly [share: number, letter: 'a' | 'b'][]): HTMLElement {
  return element(
    'span',
    { class: 'compared-bars', 'aria-hidden': 'true' },
    ...shares.map(([share, letter]) => {
      const bar = element('span', { class: `compared-bar of-${letter}` });
      bar.style.inlineSize = `${share * 100}%`;
      return bar;
    }),
  );
}
