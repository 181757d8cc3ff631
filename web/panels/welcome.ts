/** What stands in the results before a question: the three ways to ask, with examples out of this very corpus. */
import { element } from '../element.ts';
import { type PageState, shownValue } from '../page-state.ts';
import { hasFilter } from '../view-state.ts';
import { askingHint } from './asking-help.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperLink } from './paper-link.ts';

const shownExamples = 5;

export function welcome(state: PageState, { store, actions }: PanelParts): HTMLElement {
  const { asked } = state;
  if (shownValue(state.map)?.rows === 0) return nothingHere();
  if (hasFilter(asked.filter)) return waiting();
  const topics = shownValue(state.topics)?.topics.filter((topic) => topic.level === 0) ?? [];
  const phrases = topics.slice(0, shownExamples).flatMap((topic) => topic.phrases[0] ?? []);
  const papers = topics.slice(0, 3).flatMap((topic) => topic.central[0] ?? []);
  const examples = phrases.map((phrase) =>
    element(
      'li',
      {},
      element('button', {
        type: 'button',
        class: 'chip',
        text: phrase,
        onclick: () => store.ask({ text: phrase }),
      }),
    ),
  );
  const starts = papers.map((paper) => element('li', {}, paperLink(paper, asked, actions, 'welcome')));
  return element(
    'div',
    { class: 'welcome' },
    element('h2', { class: 'result-heading', text: 'Three ways to look around' }),
    element('h3', { text: 'Ask in words' }),
    element('p', { text: 'A question, a few words, or a whole abstract pasted in.' }),
    element('p', { class: 'answer-note', text: askingHint }),
    examples.length > 0 ? element('ul', { class: 'chips', 'aria-label': 'Examples' }, ...examples) : null,
    element('h3', { text: 'Start from a paper you know' }),
    element('p', {
      text: 'Open a paper, then “More like this”. Add others, or push some away. Keep what you find in collections, or export it.',
    }),
    starts.length > 0 ? element('ul', { class: 'plain-list' }, ...starts) : null,
    element('h3', { text: 'Read the map' }),
    element('p', {
      text: 'Every point is a paper; near points are near in meaning. Zoom in for finer topics, click a point to read. “Topics” lists them all; “Filters” narrow by year and more.',
    }),
  );
}

function nothingHere(): HTMLElement {
  return element(
    'div',
    { class: 'empty' },
    element('p', { text: 'There is nothing to look around in yet.' }),
    element('p', { text: 'Papers come in by the terminal, from files in most formats: nearby add FILE' }),
  );
}

/** A filter narrows a question that has not been asked yet. */
function waiting(): HTMLElement {
  return element(
    'div',
    { class: 'empty' },
    element('p', { text: 'What should they be like?' }),
    element('p', {
      text: 'These filters narrow a search. Type a question, or open a paper and choose “More like this”.',
    }),
  );
}
