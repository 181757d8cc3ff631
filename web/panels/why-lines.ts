/** What brought a hit: at once what came with the answer, and once it is asked for the rest. */
import type { Hit, Hits } from '../../src/server/api-types.ts';
import { element } from '../element.ts';
import { type Remote, shownValue } from '../page-state.ts';
import { failureNote, placeholder } from './failure-note.ts';
import { similarityText } from './similarity.ts';

export interface WhyParts {
  order: Hits['order'];
  /** The hits in full, as far as they were asked for. */
  reasons: Remote<Hits>;
  onRetry(): void;
}

export function whyLines(hit: Hit, { order, reasons, onRetry }: WhyParts): HTMLElement[] {
  if (order === 'newest')
    return [element('p', { text: 'It meets what you asked for; there is no text to compare it with.' })];
  const full = shownValue(reasons)?.hits.find(({ id }) => id === hit.id) ?? null;
  const { text, like, unlike } = (full ?? hit).why;
  const lines: HTMLElement[] = [];
  if (text) {
    lines.push(
      element('p', { text: `To your text: similarity ${similarityText(text.similarity)}; ${ranks(text)}.` }),
    );
    if (text.words.length > 0) lines.push(chips(text.words, 'Words it shares with your text'));
  }
  if (like.length > 0) lines.push(examples('Like', like));
  if (unlike.length > 0) lines.push(examples('Kept away from', unlike));
  if (lines.length === 0)
    lines.push(element('p', { text: `Similarity ${similarityText(hit.similarity)} in meaning.` }));
  if (full) lines.push(...fullLines(full));
  else if (reasons.status === 'failed')
    lines.push(failureNote('The rest could not be fetched.', reasons.sentence, onRetry));
  else if (reasons.status !== 'ready') lines.push(placeholder(3));
  return lines;
}

/** Phrases or words to read, not to press. */
export function chips(texts: readonly string[], label: string): HTMLElement {
  const items = texts.map((text) => element('li', { class: 'chip plain', text, dir: 'auto' }));
  return element('ul', { class: 'chips', 'aria-label': label }, ...items);
}

function fullLines({ similarity, why }: Hit): HTMLElement[] {
  const lines: HTMLElement[] = [];
  if (why.sentence) {
    lines.push(
      element('p', { text: 'Nearest sentence:' }),
      element('blockquote', { class: 'nearest-quote', text: why.sentence.text, dir: 'auto' }),
    );
  }
  const parts = namedParts(why);
  if (parts.length > 1) lines.push(sumOf(similarity, parts));
  return lines;
}

interface NamedPart {
  name: string;
  part: number;
}

function namedParts({ parts, like, unlike }: Hit['why']): NamedPart[] {
  if (!parts) return [];
  const titled = (papers: Hit['why']['like'], ofPapers: { part: number }[]) =>
    papers.map(({ title }, i) => ({ name: title, part: ofPapers[i].part }));
  return [
    ...(parts.text === null ? [] : [{ name: 'Your text', part: parts.text }]),
    ...titled(like, parts.like),
    ...titled(unlike, parts.unlike),
    ...(parts.near === null ? [] : [{ name: 'What it should be near', part: parts.near }]),
    ...(parts.others === 0 ? [] : [{ name: 'Other examples', part: parts.others }]),
  ];
}

/** Each part as a number and as a bar, to the left where it is below 0. */
function sumOf(similarity: number, parts: readonly NamedPart[]): HTMLElement {
  const least = Math.min(0, ...parts.map(({ part }) => part));
  // Not 0 where all parts are.
  const range = Math.max(0, ...parts.map(({ part }) => part)) - least || 1;
  const items = parts.map(({ name, part }) => {
    const fill = element('span', { class: part < 0 ? 'bar-fill away' : 'bar-fill' });
    fill.style.marginInlineStart = `${(100 * (Math.min(0, part) - least)) / range}%`;
    fill.style.width = `${(100 * Math.abs(part)) / range}%`;
    return element(
      'li',
      {},
      element('span', { text: name, dir: 'auto' }),
      element('span', { class: 'number', text: similarityText(part) }),
      element('span', { class: 'bar', 'aria-hidden': 'true' }, fill),
    );
  });
  return element(
    'div',
    {},
    element('p', { text: `Its similarity of ${similarityText(similarity)} is the sum of:` }),
    element('ul', { class: 'parts' }, ...items),
  );
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
      paper.shared && paper.shared.length > 0 ? chips(paper.shared, 'Phrases that both have') : null,
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
