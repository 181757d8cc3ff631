/** What lies over the map just now: the open paper in a wide window, the legend and the buttons. */
import { byId } from './element.ts';
import type { CoveredPx } from './map/viewport.ts';

/**
 * Kept free between the legend and the points beside it: half of a topic's name in two lines, which stands over them; no
 * more than a share of the map's width.
 */
const gap = { xPx: 72, xShare: 0.07, yPx: 20 };

export function mapCover(): CoveredPx {
  const stage = byId('stage').getBoundingClientRect();
  const legend = byId('legend').getBoundingClientRect();
  // Where the pane will be: its box would say where it is while it slides in. A narrow window has it below the map.
  const paneLeft = byId('paper').offsetLeft;
  const isBeside = document.body.classList.contains('paper-open') && paneLeft > stage.left;
  const hasLegend = legend.width > 0;
  const rightPx = isBeside ? Math.max(0, stage.right - paneLeft) : 0;
  const buttons = byId('map-buttons').getBoundingClientRect();
  const hasButtons = buttons.width > 0;
  return {
    rightPx,
    buttons: {
      widthPx: hasButtons ? Math.max(0, stage.right - rightPx - buttons.left) : 0,
      heightPx: hasButtons ? Math.max(0, stage.bottom - buttons.top) : 0,
    },
    corner: {
      widthPx: hasLegend ? legend.right - stage.left + Math.min(gap.xPx, gap.xShare * stage.width) : 0,
      heightPx: hasLegend ? stage.bottom - legend.top + gap.yPx : 0,
    },
  };
}
