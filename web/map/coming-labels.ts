/**
 * The names of the map as they come. To set and place thousands takes some hundred milliseconds: those of a new map wait
 * until its typeface is there, and are then made a few a frame, the coarsest first, so that the page stays free. After any
 * other change (size, colours, new names) all are made at once: none may be missing for a frame.
 */
import type { MapLabel } from './draw-labels.ts';

export class ComingLabels {
  readonly #make: () => Iterator<MapLabel | null>;
  readonly #clock: () => number;
  #made: MapLabel[] = [];
  /** What makes the others; null: all are made. */
  #rest: Iterator<MapLabel | null> | null = null;
  #isStale = false;
  #isNew = false;
  /** What names wait for; null: for nothing. */
  #awaited: Promise<void> | null = null;

  /**
   * @param make one after the other, in order of priority, null for a name that finds no place.
   * @param clock milliseconds.
   */
  constructor(make: () => Iterator<MapLabel | null>, clock: () => number = () => performance.now()) {
    this.#make = make;
    this.#clock = clock;
  }

  /** Those of new data: all before are gone. @param typeface resolves when they can be measured. */
  renew(typeface: Promise<void>): void {
    this.#made = [];
    this.#rest = null;
    this.#isStale = true;
    this.#isNew = true;
    this.#awaited = typeface;
    void typeface.then(() => {
      if (this.#awaited === typeface) this.#awaited = null;
    });
  }

  /** All are made anew when next asked for. */
  forget(): void {
    this.#isStale = true;
  }

  /** Whether these are a new map's first names and have not all come. */
  get areComing(): boolean {
    return this.#isNew;
  }

  /** Those made so far, after making more of a new map's for so long; of a map that had names, all. */
  next(budgetMs: number): readonly MapLabel[] {
    if (this.#awaited) return this.#made;
    const endMs = this.#clock() + budgetMs;
    const isOver = () => this.#isNew && this.#clock() >= endMs;
    do this.#makeOne();
    while (this.#rest && !isOver());
    return this.#made;
  }

  /** All, now. */
  all(): readonly MapLabel[] {
    do this.#makeOne();
    while (this.#rest);
    return this.#made;
  }

  #makeOne(): void {
    if (this.#isStale) {
      this.#made = [];
      this.#rest = this.#make();
      this.#isStale = false;
    }
    if (!this.#rest) return;
    const { value, done } = this.#rest.next();
    if (done) {
      this.#rest = null;
      this.#isNew = false;
    } else if (value) this.#made.push(value);
  }
}
