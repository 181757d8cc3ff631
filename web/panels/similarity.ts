/** A similarity as a number with a bar; the bar repeats the number and is hidden from screen readers. */
import { element } from '../element.ts';

export function similarityBar(similarity: number): HTMLElement {
  const fill = element('span', { class: 'bar-fill' });
  // Below 0 there is no bar: "as unlike as unrelated" and "opposite" read the same to a person.
  fill.style.width = `${Math.round(Math.min(1, Math.max(0, similarity)) * 100)}%`;
  return element(
    'span',
    { class: 'similarity', title: 'Similarity: 1 is the same, 0 is unrelated' },
    element('span', { class: 'visually-hidden', text: 'similarity ' }),
    element('span', { class: 'similarity-number', text: similarityText(similarity) }),
    element('span', { class: 'bar', 'aria-hidden': 'true' }, fill),
  );
}

export function similarityText(similarity: number): string {
  // A minus sign, not a hyphen; and no "−0.00".
  const text = similarity.toFixed(2);
  return text === '-0.00' ? '0.00' : text.replace('-', '−');
}
