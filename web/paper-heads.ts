/** Titles and years of papers, kept once known: the map has only rows, the address only ids. */
import type { Api } from './api.ts';

export interface PaperHead {
  row: number;
  id: string;
  title: string;
  year: number | null;
}

/** As many as a long visit hovers over; about 1 MB. */
const keptHeads = 5000;
/** What the server gives at once (its `limits.maxRows`). */
const mostRows = 200;

export class PaperHeads {
  private readonly api: Pick<Api, 'papersOfRows' | 'paper'>;
  private readonly byRow = new Map<number, PaperHead>();
  private readonly byId = new Map<string, PaperHead>();
  /** Tray and map ask for the same ids at once: one request serves both. */
  private readonly asked = new Map<string, Promise<PaperHead>>();

  constructor(api: Pick<Api, 'papersOfRows' | 'paper'>) {
    this.api = api;
  }

  remember(heads: Iterable<PaperHead>): void {
    for (const { row, id, title, year } of heads) {
      const head = { row, id, title, year };
      this.byRow.set(row, head);
      this.byId.set(id, head);
    }
    // A Map goes through its keys in the order of their coming: the oldest leave first.
    for (const [row, head] of this.byRow) {
      if (this.byRow.size <= keptHeads) break;
      this.byRow.delete(row);
      this.byId.delete(head.id);
    }
  }

  knownRow(row: number): PaperHead | null {
    return this.byRow.get(row) ?? null;
  }

  knownId(id: string): PaperHead | null {
    return this.byId.get(id) ?? null;
  }

  /** In the order asked; rejects with `ApiFailure`. */
  async ofRows(rows: readonly number[], signal?: AbortSignal): Promise<PaperHead[]> {
    const missing = rows.filter((row) => !this.byRow.has(row));
    for (let start = 0; start < missing.length; start += mostRows)
      this.remember(await this.api.papersOfRows(missing.slice(start, start + mostRows), signal));
    return rows.flatMap((row) => this.byRow.get(row) ?? []);
  }

  /** Rejects with `ApiFailure`, "unknown-paper" among them. */
  ofId(id: string): Promise<PaperHead> {
    const known = this.byId.get(id);
    if (known) return Promise.resolve(known);
    const asked = this.asked.get(id) ?? this.fetchId(id).finally(() => this.asked.delete(id));
    this.asked.set(id, asked);
    return asked;
  }

  private async fetchId(id: string): Promise<PaperHead> {
    const paper = await this.api.paper(id);
    this.remember([paper]);
    return paper;
  }
}
