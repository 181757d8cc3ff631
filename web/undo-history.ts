/**
 * What was asked before, to go back to and forward again: tray, filters, weights, question and colours. Which paper is open,
 * how many hits are listed and where the map stands are places one goes to, not changes; the browser's own history has them.
 */
import type { HistoryStep } from './page-state.ts';
import type { ViewState } from './view-state.ts';

type Asked = Omit<ViewState, 'selected' | 'view' | 'k'>;
type Part = keyof Asked;

/** What a person calls each part. */
const partNames: Record<Part, string> = {
  text: 'question',
  mode: 'way of searching',
  like: 'liked papers',
  unlike: 'disliked papers',
  exampleWay: 'way of examples',
  near: 'topics and areas in the tray',
  weights: 'weights',
  diversity: 'variety',
  duplicates: 'versions',
  filter: 'filters',
  colorBy: 'colouring',
  hidden: 'hidden colours',
  sizeBy: 'size of points',
  compare: 'comparison of topics',
};

/** Steps that are kept: more than anyone goes back by single steps. */
const keptSteps = 100;

export class UndoHistory {
  readonly #past: Asked[] = [];
  #future: Asked[] = [];
  #present: Asked;
  /** What the last change was of, while it may go on: a run of typing, a slider that is moved. */
  #run = '';

  constructor(present: ViewState) {
    this.#present = askedOf(present);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Takes notice of what is asked now, however it came to be; the same as before is no change. */
  note(state: ViewState, step: HistoryStep): void {
    const asked = askedOf(state);
    const changed = changedParts(this.#present, asked);
    if (changed.length === 0) return;
    const run = step === 'typing' ? changed.join() : '';
    const goesOn = step === 'replace' || (run !== '' && run === this.#run);
    this.#run = run;
    if (!goesOn) {
      this.#past.push(this.#present);
      if (this.#past.length > keptSteps) this.#past.shift();
    }
    this.#future = [];
    this.#present = asked;
  }

  /** @returns what to ask, and what of it is other than now, in words; null where there is nothing to undo. */
  undo(): { asked: Asked; changed: string } | null {
    return this.#move(this.#past, this.#future);
  }

  /** As `undo`, the other way. */
  redo(): { asked: Asked; changed: string } | null {
    return this.#move(this.#future, this.#past);
  }

  #move(from: Asked[], to: Asked[]): { asked: Asked; changed: string } | null {
    const asked = from.pop();
    if (!asked) return null;
    to.push(this.#present);
    const changed = changedParts(this.#present, asked).map((part) => partNames[part]);
    this.#present = asked;
    this.#run = '';
    return { asked, changed: [...new Set(changed)].join(', ') };
  }
}

function askedOf({ selected: _, view: __, k: ___, ...asked }: ViewState): Asked {
  return asked;
}

function changedParts(before: Asked, after: Asked): Part[] {
  const parts = Object.keys(after) as Part[];
  return parts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
}
