/** The other versions and copies of a paper, each a link that opens it. */
import type { Hit } from '../../src/server/api-types.ts';
import { element } from '../element.ts';
import type { PageActions } from '../page-actions.ts';
import type { ViewState } from '../view-state.ts';
import { inThousands } from './paper-count.ts';
import { paperLink } from './paper-link.ts';

type Version = Hit['versions'][number];

/** @param of title of the paper of which they are versions: theirs are shown where they differ. */
export function versionList(
  versions: readonly Version[],
  of: string,
  asked: ViewState,
  actions: PageActions,
): HTMLElement {
  const items = versions.map((version) => {
    const named = { id: version.id, title: versionName(version) };
    return element(
      'li',
      {},
      paperLink(named, asked, actions, 'version'),
      version.title === of ? null : element('p', { class: 'hit-about', text: version.title, dir: 'auto' }),
    );
  });
  return element('ul', { class: 'version-list' }, ...items);
}

/** How one tells it from the others: year and venue, or the file that it was read from; its id where it has neither. */
export function versionName({ id, year, venue, source }: Version): string {
  const parts = [year === null ? '' : String(year), venue || source].filter(Boolean);
  return parts.join(' · ') || id;
}

/** @param count of the others, 1 or more. */
export function versionCount(count: number): string {
  return count === 1 ? '1 more version' : `${inThousands(count)} more versions`;
}
