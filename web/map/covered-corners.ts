/** What lay over the lower corners when all of the map was last shown: topic names keep clear of it. */
import { type CoveredPx, noSize, type SizePx, toData, type Viewport } from './viewport.ts';

/** The end of what covers nothing. */
const nowhere = { xData: -Infinity, yData: -Infinity };

export class CoveredCorners {
  #covered: CoveredPx = { rightPx: 0, corner: noSize, buttons: noSize };
  /** From these places downwards, leftwards and rightwards, data space. */
  ends = { left: nowhere, right: nowhere };

  /** @returns whether either box has another size than before. */
  keep(covered: CoveredPx, view: Viewport, size: SizePx): boolean {
    const { rightPx, corner, buttons } = covered;
    const isOther = !isSameSize(corner, this.#covered.corner) || !isSameSize(buttons, this.#covered.buttons);
    this.#covered = covered;
    const buttonsLeftPx = size.widthPx - rightPx - buttons.widthPx;
    this.ends = {
      left: toData(view, size, corner.widthPx, size.heightPx - corner.heightPx),
      right: toData(view, size, buttonsLeftPx, size.heightPx - buttons.heightPx),
    };
    return isOther;
  }

  /** The same where no paper is open: where names stand does not depend on that. */
  get withoutPane(): CoveredPx {
    return { ...this.#covered, rightPx: 0 };
  }
}

const isSameSize = (a: SizePx, b: SizePx) => a.widthPx === b.widthPx && a.heightPx === b.heightPx;
