/**
 * How sharp the ground is drawn: always at the screen's full ratio while the map stands still; while it moves, at one
 * device pixel per CSS pixel if full sharpness was measured to be too slow for smooth motion. On a screen of ratio 2 that
 * is a quarter of the pixels; the eye follows the movement and the rest comes when it ends.
 */

/** Milliseconds of a frame that the ground may take: names, overlay and the browser need the rest of 16. */
const budgetMs = 9;

/** How much the latest measurement counts: one frame that was disturbed must not change the picture. */
const newest = 0.4;

export class MotionQuality {
  #fullMs = 0;

  /** The ratio to draw with. */
  ratioFor(fullRatio: number, isMoving: boolean): number {
    return isMoving && this.#fullMs > budgetMs ? Math.min(1, fullRatio) : fullRatio;
  }

  /** To be told of each drawing at full ratio. */
  tookAtFull(ms: number): void {
    this.#fullMs = this.#fullMs === 0 ? ms : this.#fullMs * (1 - newest) + ms * newest;
  }
}
