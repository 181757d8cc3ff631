/** Fetches the titles that the map has room for: all of one view at once, when it has come to rest. */
import { Latest } from './latest.ts';
import type { PaperHeads } from './paper-heads.ts';

/** Nothing was wanted anew for this long: the map stands still. */
const restMs = 250;

export class TitlesInView {
  private readonly heads: Pick<PaperHeads, 'ofRows'>;
  private readonly came: () => void;
  private readonly missing: (areMissing: boolean) => void;
  private wanted: readonly number[] = [];
  private readonly latest = new Latest();
  private rest: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param came called when titles that were wanted are known.
   * @param missing told whether titles that are wanted could not be fetched.
   */
  constructor(
    heads: Pick<PaperHeads, 'ofRows'>,
    came: () => void,
    missing: (areMissing: boolean) => void = () => {},
  ) {
    this.heads = heads;
    this.came = came;
    this.missing = missing;
  }

  /** @param rows whose titles are not known; they take the place of those wanted before. */
  want(rows: readonly number[]): void {
    clearTimeout(this.rest);
    this.wanted = rows;
    if (rows.length > 0) this.rest = setTimeout(() => void this.again(), restMs);
    else this.missing(false);
  }

  /** Asks for those that are wanted now. */
  again(): Promise<void> {
    return this.fetch(this.wanted);
  }

  private async fetch(rows: readonly number[]): Promise<void> {
    try {
      const found = await this.latest.run((signal) => this.heads.ofRows(rows, signal));
      if (!found.current) return;
      this.missing(false);
      if (found.answer.length > 0) this.came();
    } catch {
      // The map is whole without titles, and asks again when it is next moved; a click on a point shows the failure in full.
      this.missing(true);
    }
  }
}
