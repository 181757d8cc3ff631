/**
 * How sharp the ground is drawn: always at the screen's full ratio while the map stands still; while it moves, at one
 * device pixel per CSS pixel if full sharpness was measured to be too slow for smooth motion. On a screen of ratio 2 that
 * is a quarter of the pixels; the eye follows the movement and the rest comes when it ends.
 */

/** Milliseconds that a picture may take. */
const budgetMs = {
  /** Names, overlay and the browser need the rest of a frame's 16. */
  blocking: 9,
  /** In a worker: the last picture is moved meanwhile, and this is how old it may be. */
  beside: 30,
};

/** How much the latest measurement counts: one frame that was disturbed must not change the picture. */
const newest = 0.4;

export class MotionQuality {
  #fullMs = 0;

  /**
   * The ratio to draw with.
   * @param isBlocking whether the page stands still while the ground is painted.
   */
  ratioFor(fullRatio: number, isMoving: boolean, isBlocking: boolean): number {
    return isMoving && this.isSlow(isBlocking) ? Math.min(1, fullRatio) : fullRatio;
  }

  /** Whether a picture at full ratio takes too long for every frame of a movement. */
  isSlow(isBlocking: boolean): boolean {
    return this.#fullMs > (isBlocking ? budgetMs.blocking : budgetMs.beside);
  }

  /** To be told of each drawing at full ratio. */
  tookAtFull(ms: number): void {
    this.#fullMs = this.#fullMs === 0 ? ms : this.#fullMs * (1 - newest) + ms * newest;
  }
}
