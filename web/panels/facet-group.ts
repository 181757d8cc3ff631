/** One facet among the filters: its values with how many papers of what is asked have each, and a box to find more of them. */
import { element } from '../element.ts';
import { inThousands } from './paper-count.ts';

/** Values shown at first; the rest is one click away. */
const shownValues = 8;
/** Of those that a text finds, as many as one reads. */
const foundValues = 20;
/** From so many values on there is a box to find one. */
const findFrom = 16;

const titles: Record<string, string> = {
  topic: 'Topic',
  list: 'Result list',
  category: 'Category',
  venue: 'Venue',
  keyword: 'Keyword',
  author: 'Author',
  source: 'File',
};

/** A facet as people call it; a field of a person's own by its name. */
export const facetTitle = (name: string) => titles[name] ?? name;

/** Result lists, categories and venues are few and telling; the rest is unfolded on demand. */
const openAtFirst = ['list', 'category', 'venue'];

export interface FacetValue {
  key: string;
  label: string;
  /** Of what is asked. */
  count: number;
  isChosen: boolean;
  toggle(): void;
}

export interface FacetGroupParts {
  name: string;
  /** Best first, the chosen ones among them. */
  values: FacetValue[];
  /** How many values there are; the server lists the best 100. */
  distinct: number;
  /** Whether all that are listed are shown. */
  isUnfolded: boolean;
  unfold(): void;
  /** The text that values are looked for by; null: the box is not offered. */
  find: { box: HTMLInputElement; text: string } | null;
  toggled(): void;
}

/** Whether a facet of so many values has a box to find one. */
export const offersFind = (distinct: number) => distinct > findFrom;

export function facetGroup(parts: FacetGroupParts): HTMLElement {
  const { name, values, distinct, isUnfolded, find } = parts;
  const atFirst = find?.text ? foundValues : shownValues;
  const shown = isUnfolded ? values : values.filter(({ isChosen }, i) => i < atFirst || isChosen);
  const title = facetTitle(name);
  return element(
    'details',
    { class: 'facet', open: openAtFirst.includes(name), 'data-facet': name, ontoggle: parts.toggled },
    element(
      'summary',
      { 'data-key': `group:${name}` },
      title,
      element('span', { class: 'number', text: ` ${inThousands(distinct)}` }),
    ),
    find?.box ?? null,
    element(
      'fieldset',
      {},
      element('legend', { class: 'visually-hidden', text: title }),
      ...shown.map(choice),
    ),
    shown.length === 0 ? element('p', { class: 'answer-note', text: 'No value has this text in it.' }) : null,
    more(parts, values.length - shown.length),
  );
}

function choice({ key, label, count, isChosen, toggle }: FacetValue): HTMLElement {
  return element(
    'label',
    { class: `choice${count === 0 ? ' zero' : ''}` },
    element('input', { type: 'checkbox', checked: isChosen, 'data-key': key, onchange: toggle }),
    element('span', { class: 'choice-name', text: label, dir: 'auto' }),
    element('span', { class: 'number', text: inThousands(count) }),
  );
}

function more({ name, values, distinct, unfold }: FacetGroupParts, rest: number): HTMLElement | null {
  if (rest > 0) {
    return element('button', {
      ...{ type: 'button', class: 'link-button', 'data-key': `more:${name}`, onclick: unfold },
      text: distinct > values.length ? `${rest} more of ${inThousands(distinct)}` : `${rest} more`,
    });
  }
  if (values.length === 0 || distinct <= values.length) return null;
  return element('p', {
    class: 'answer-note',
    text: `The ${values.length} with the most papers, of ${inThousands(distinct)}.`,
  });
}
