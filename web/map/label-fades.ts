/** Names come and go softly with the zoom: each that the scale newly shows fades in, one that it no longer shows fades out. */
import type { MapLabel } from './draw-labels.ts';
import { isShownAt } from './place-labels.ts';

/** From nothing to full: a name that pops up draws the eye away from what one looks at. */
const fadeInMs = 180;
/** Shorter than coming: what goes has been read. */
const fadeOutMs = 120;

export interface FadedLabels {
  /** 0…1 by id: the names shown at this scale, in view or not, so that panning makes none fade, and those that go. */
  opacities: Map<number, number>;
  /** Those of them that go. They must not be drawn over one that stays, which may stand in the room they leave. */
  leaving: Set<number>;
  /** Whether some are on their way: then the next frame is another one. */
  isFading: boolean;
}

interface Fade {
  /** When it began to come or to go; −Infinity: long ago. */
  sinceMs: number;
  isLeaving: boolean;
}

export class LabelFades {
  readonly #fades = new Map<number, Fade>();

  /** @param nowMs the time of the frame; `Infinity`: no fading, all in full or gone. */
  at(labels: readonly Pick<MapLabel, 'id' | 'range'>[], scale: number, nowMs: number): FadedLabels {
    const faded: FadedLabels = { opacities: new Map(), leaving: new Set(), isFading: false };
    for (const { id, range } of labels) {
      const fade = this.#turned(id, isShownAt(range, scale), nowMs);
      if (!fade) continue;
      const shown = this.#opacityOf(fade, nowMs);
      if (fade.isLeaving && shown === 0) {
        this.#fades.delete(id);
        continue;
      }
      faded.opacities.set(id, shown);
      if (fade.isLeaving) faded.leaving.add(id);
      // One that begins to go is still shown in full.
      if (fade.isLeaving || shown < 1) faded.isFading = true;
    }
    return faded;
  }

  /** The fade of a name, turned round where it is to go the other way: from where it is now. */
  #turned(id: number, isShown: boolean, nowMs: number): Fade | null {
    const fade = this.#fades.get(id);
    if (!fade && !isShown) return null;
    if (fade && fade.isLeaving !== isShown) return fade;
    const before = fade ? this.#opacityOf(fade, nowMs) : 0;
    const doneMs = isShown ? before * fadeInMs : (1 - before) * fadeOutMs;
    const turned = { sinceMs: nowMs === Infinity ? -Infinity : nowMs - doneMs, isLeaving: !isShown };
    this.#fades.set(id, turned);
    return turned;
  }

  #opacityOf({ sinceMs, isLeaving }: Fade, nowMs: number): number {
    const passedMs = nowMs === Infinity ? Infinity : nowMs - sinceMs;
    return isLeaving ? Math.max(0, 1 - passedMs / fadeOutMs) : Math.min(1, passedMs / fadeInMs);
  }
}
