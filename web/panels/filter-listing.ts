/** Filters by year and topic without a question: the map knows those columns, so the papers are listed at once. */
import { sentenceOf } from '../api.ts';
import { element } from '../element.ts';
import { Latest } from '../latest.ts';
import { type PageState, shownValue } from '../page-state.ts';
import type { PaperHead } from '../paper-heads.ts';
import { rowsThatPass } from '../rows-that-pass.ts';
import { failureNote, placeholder } from './failure-note.ts';
import { markButtons } from './mark-buttons.ts';
import type { PanelParts } from './panel-parts.ts';
import { paperLink } from './paper-link.ts';

/** Papers listed; the map shows all of them. */
const listed = 50;

export class FilterListing {
  /** Called when the titles have come. */
  changed: () => void = () => {};
  private readonly parts: PanelParts;
  private readonly latest = new Latest();
  private key = '';
  private heads: PaperHead[] | null = null;
  private failure: string | null = null;

  constructor(parts: PanelParts) {
    this.parts = parts;
  }

  applies(state: PageState): boolean {
    return this.rows(state) !== null;
  }

  draw(state: PageState): HTMLElement {
    const rows = this.rows(state) ?? new Int32Array(0);
    this.fetch(rows.slice(0, listed));
    const heading = element('h2', {
      class: 'result-heading',
      text: `${rows.length} ${rows.length === 1 ? 'paper passes' : 'papers pass'} the filters`,
    });
    if (this.failure !== null) {
      const again = () => {
        this.key = '';
        this.changed();
      };
      return element(
        'div',
        {},
        heading,
        failureNote('The titles could not be fetched.', this.failure, again),
      );
    }
    if (!this.heads) return element('div', {}, heading, placeholder(8));
    const items = this.heads.map((head) =>
      element(
        'li',
        { class: 'hit listed', 'data-id': head.id },
        element('h3', { class: 'hit-title' }, paperLink(head, state.asked, this.parts.actions, 'listed')),
        markButtons(head, state.asked, this.parts.actions, 'signs'),
      ),
    );
    return element(
      'div',
      {},
      heading,
      element('p', {
        class: 'answer-note',
        text:
          rows.length > listed
            ? `The first ${listed} are listed. Ask a question to rank them.`
            : 'In the order of the corpus. Ask a question to rank them.',
      }),
      element('ul', { class: 'hit-list' }, ...items),
    );
  }

  private rows(state: PageState): Int32Array | null {
    const map = shownValue(state.map);
    return map && rowsThatPass(state.asked.filter, map);
  }

  private async fetch(rows: Int32Array): Promise<void> {
    const key = rows.join(',');
    if (key === this.key) return;
    this.key = key;
    this.heads = null;
    this.failure = null;
    try {
      const result = await this.latest.run((signal) => this.parts.heads.ofRows([...rows], signal));
      if (!result.current) return;
      this.heads = result.answer;
    } catch (failure) {
      this.failure = sentenceOf(failure);
    }
    this.changed();
  }
}
