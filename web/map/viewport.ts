/**
 * The view of the map as a value, and its algebra.
 *
 *     xPx = width / 2 + (xData − view.xData) · scale
 *     yPx = height / 2 − (yData − view.yData) · scale      (data: y up; pixels: y down)
 *
 * Pixels are CSS pixels from the top left corner of the map. Everything here is pure: a view goes in, a view comes out.
 */

export interface Viewport {
  /** The data point in the middle of the map. */
  xData: number;
  yData: number;
  /** CSS pixels per data unit, > 0. */
  scale: number;
}

export interface SizePx {
  widthPx: number;
  heightPx: number;
}

export const noSize: SizePx = { widthPx: 0, heightPx: 0 };

/** A box in data space; `minXData > maxXData` only in `emptyBounds`. */
export interface BoundsData {
  minXData: number;
  minYData: number;
  maxXData: number;
  maxYData: number;
}

/** Kept free on each side of what is fitted; never more than a third of the shorter side. */
export interface PaddingPx {
  xPx: number;
  yPx: number;
}

/** Around the fitted map there is room for the names at its edge, which are wider than high; less of a small map. */
const mapPadding = { xPx: 80, yPx: 44, share: 0.09 };

/** What is kept free around the fitted map. */
export function paddingOf({ widthPx, heightPx }: SizePx): PaddingPx {
  const { xPx, yPx, share } = mapPadding;
  return { xPx: Math.min(xPx, share * widthPx), yPx: Math.min(yPx, share * heightPx) };
}

/** Pixels at each side of the map that lie under something else. */
export interface InsetsPx {
  leftPx: number;
  rightPx: number;
  bottomPx: number;
}

/** What lies over the map: a pane along its right edge, a box in each lower corner of the rest; sizes from those edges. */
export interface CoveredPx {
  rightPx: number;
  corner: SizePx;
  /** The box in the right corner: small enough that only names keep clear of it. */
  buttons: SizePx;
}

const noInsets: InsetsPx = { leftPx: 0, rightPx: 0, bottomPx: 0 };

/** What a view may be: its scale between the two, its centre within the bounds. */
export interface ViewLimits {
  minScale: number;
  maxScale: number;
  bounds: BoundsData;
}

export function toPx(
  view: Viewport,
  size: SizePx,
  xData: number,
  yData: number,
): { xPx: number; yPx: number } {
  return {
    xPx: size.widthPx / 2 + (xData - view.xData) * view.scale,
    yPx: size.heightPx / 2 - (yData - view.yData) * view.scale,
  };
}

/** The inverse of `toPx`. */
export function toData(
  view: Viewport,
  size: SizePx,
  xPx: number,
  yPx: number,
): { xData: number; yData: number } {
  return {
    xData: view.xData + (xPx - size.widthPx / 2) / view.scale,
    yData: view.yData - (yPx - size.heightPx / 2) / view.scale,
  };
}

/** Scales by `factor` (> 1: nearer) while the data point under (xPx, yPx) stays under it. */
export function zoomAt(view: Viewport, factor: number, xPx: number, yPx: number, size: SizePx): Viewport {
  const { xData, yData } = toData(view, size, xPx, yPx);
  return {
    xData: xData + (view.xData - xData) / factor,
    yData: yData + (view.yData - yData) / factor,
    scale: view.scale * factor,
  };
}

/** Moves the picture by pixels: what was at (x, y) is then at (x + dxPx, y + dyPx). */
export function panBy(view: Viewport, dxPx: number, dyPx: number): Viewport {
  return {
    xData: view.xData - dxPx / view.scale,
    yData: view.yData + dyPx / view.scale,
    scale: view.scale,
  };
}

/**
 * The view that shows all points as large as they fit.
 *
 * @param points 2 numbers a point. None: the unit square; all on one spot: one data unit around it.
 * @param paddingPx kept free on each side; never more than a third of the shorter side.
 */
export function fit(points: ArrayLike<number>, size: SizePx, paddingPx: number): Viewport {
  return fitBounds(boundsOf(points), size, { xPx: paddingPx, yPx: paddingPx });
}

/** As `fit`, for a box, within what the insets leave free. */
export function fitBounds(
  bounds: BoundsData,
  size: SizePx,
  { xPx, yPx }: PaddingPx,
  { leftPx, rightPx, bottomPx }: InsetsPx = noInsets,
): Viewport {
  const width = Math.max(1, size.widthPx - leftPx - rightPx);
  const height = Math.max(1, size.heightPx - bottomPx);
  if (bounds.minXData > bounds.maxXData)
    return { xData: 0, yData: 0, scale: Math.max(1, Math.min(width, height)) };
  const most = Math.min(width, height) / 3;
  const xExtent = bounds.maxXData - bounds.minXData;
  const yExtent = bounds.maxYData - bounds.minYData;
  const free = {
    x: Math.max(1, width - 2 * Math.min(xPx, most)),
    y: Math.max(1, height - 2 * Math.min(yPx, most)),
  };
  // One point, or several on one spot, have no extent: one data unit stands in for it.
  const onOneSpot = xExtent <= 0 && yExtent <= 0;
  const scale = onOneSpot ? Math.min(free.x, free.y) : Math.min(free.x / xExtent, free.y / yExtent);
  return {
    xData: (bounds.minXData + bounds.maxXData + (rightPx - leftPx) / scale) / 2,
    yData: (bounds.minYData + bounds.maxYData - bottomPx / scale) / 2,
    scale,
  };
}

/** Halvings in a search between two views: the last one moves nothing by a pixel. */
const halvings = 10;

/**
 * The largest view that shows all points with none of them covered, as near to the middle as that allows: a corner
 * without points costs nothing, otherwise the map goes up and right, and becomes smaller, only as far as it must.
 */
export function fitClear(
  points: ArrayLike<number>,
  bounds: BoundsData,
  size: SizePx,
  padding: PaddingPx,
  { rightPx, corner }: Pick<CoveredPx, 'rightPx' | 'corner'>,
): Viewport {
  const whole = { leftPx: 0, rightPx, bottomPx: 0 };
  const isClear = (view: Viewport) => {
    const { xData, yData } = toData(view, size, corner.widthPx, size.heightPx - corner.heightPx);
    for (let i = 0; i + 1 < points.length; i += 2)
      if (points[i] < xData && points[i + 1] < yData) return false;
    return true;
  };
  const middle = fitBounds(bounds, size, padding, whole);
  if (isClear(middle)) return middle;
  const beside = fitBounds(bounds, size, padding, { ...whole, leftPx: corner.widthPx });
  const above = fitBounds(bounds, size, padding, { ...whole, bottomPx: corner.heightPx });
  const sure = beside.scale >= above.scale ? beside : above;
  const most = Math.min(size.widthPx - rightPx, size.heightPx) / 3;
  /** @param share of the way from the middle (0) to where the points touch the padding at the top and the right (1). */
  const moved = (scale: number, share: number) => {
    const xFreePx = size.widthPx - rightPx - 2 * Math.min(padding.xPx, most);
    const yFreePx = size.heightPx - 2 * Math.min(padding.yPx, most);
    const dxPx = Math.max(0, xFreePx - (bounds.maxXData - bounds.minXData) * scale) / 2;
    const dyPx = Math.max(0, yFreePx - (bounds.maxYData - bounds.minYData) * scale) / 2;
    const xData = (bounds.minXData + bounds.maxXData + rightPx / scale) / 2;
    const yData = (bounds.minYData + bounds.maxYData) / 2;
    return panBy({ xData, yData, scale }, share * dxPx, -share * dyPx);
  };
  const scale = narrowed(sure.scale, middle.scale, (tried) => isClear(moved(tried, 1)));
  if (!isClear(moved(scale, 1))) return sure;
  const share = narrowed(1, 0, (tried) => isClear(moved(scale, tried)));
  return moved(scale, share);
}

/** The last value found on the way from `good` to `bad` that still is good. */
function narrowed(good: number, bad: number, isGood: (value: number) => boolean): number {
  for (let i = 0; i < halvings; i++) {
    const tried = (good + bad) / 2;
    if (isGood(tried)) good = tried;
    else bad = tried;
  }
  return good;
}

/** The smallest box around the points; around none, a box with `minXData > maxXData`. */
export function boundsOf(points: ArrayLike<number>): BoundsData {
  const bounds = { minXData: Infinity, minYData: Infinity, maxXData: -Infinity, maxYData: -Infinity };
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i];
    const y = points[i + 1];
    if (x < bounds.minXData) bounds.minXData = x;
    if (x > bounds.maxXData) bounds.maxXData = x;
    if (y < bounds.minYData) bounds.minYData = y;
    if (y > bounds.maxYData) bounds.maxYData = y;
  }
  return bounds;
}

/** The nearest view within the limits. A view already within them comes back unchanged. */
export function clampView(view: Viewport, limits: ViewLimits): Viewport {
  const { bounds } = limits;
  return {
    xData: clamp(view.xData, bounds.minXData, bounds.maxXData),
    yData: clamp(view.yData, bounds.minYData, bounds.maxYData),
    scale: clamp(view.scale, limits.minScale, limits.maxScale),
  };
}

/** Whether all three numbers can be drawn with: a view from an address may hold anything. */
export function isUsableView(view: Viewport): boolean {
  return (
    Number.isFinite(view.xData) &&
    Number.isFinite(view.yData) &&
    Number.isFinite(view.scale) &&
    view.scale > 0
  );
}

function clamp(value: number, min: number, max: number): number {
  return min > max ? value : Math.min(max, Math.max(min, value));
}
