/** A name that a person gave to papers that are no topic any more: it is kept, until the person lets it go. */
import type { Topics } from '../../src/server/api-types.ts';
import { sentenceOf } from '../api.ts';
import { element } from '../element.ts';
import { announce } from './announce.ts';
import { paperCount } from './paper-count.ts';

/** @param forget null where names cannot be changed. */
export function lostName(
  { name, papers }: Topics['namesWithoutTopic'][number],
  forget: ((name: string) => Promise<void>) | null,
): HTMLElement {
  const button =
    forget &&
    element('button', {
      ...{ type: 'button', class: 'link-button', text: 'Forget it', 'data-key': `forget-name:${name}` },
      'aria-label': `Forget the name ${name}`,
      onclick: async () => {
        try {
          await forget(name);
          announce(`The name “${name}” is forgotten.`);
        } catch (failure) {
          announce(`The name was not forgotten. ${sentenceOf(failure)}`);
        }
      },
    });
  const named = papers === 1 ? 'the paper' : `the ${paperCount(papers)}`;
  return element(
    'p',
    { class: 'answer-note' },
    `No topic fits ${named} that you named “${name}” any more. The name is kept. `,
    button,
  );
}
