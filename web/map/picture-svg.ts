/**
 * The map as an SVG. Points of one colour and kind are one path: lines without a length, whose round ends are the discs, in
 * some ten bytes a point. Where discs of one colour overlap they are one area, so that density shows between colours only.
 */
import { drawAbovePoints, type MapSnapshot } from './map-snapshot.ts';
import { cssOf } from './oklch.ts';
import type { PictureFooter } from './picture-footer.ts';
import { levelRadius, pointLevel, sizeFactors } from './splat-points.ts';
import { attribute, brief, escaped, SvgContext } from './svg-context.ts';
import { toPx } from './viewport.ts';

/** Above so many points in view the file is larger than their picture, and slow to open; 1 MB of paths. */
export const maxVectorPoints = 100_000;

export interface SvgParts {
  /** What it is of, for screen readers and file managers. */
  title: string;
  footer: PictureFooter;
  /** The shading without points, and the ground with all points, as data addresses of pictures; either is used. */
  shading: () => string;
  raster: () => string;
}

export function pictureSvg(snapshot: MapSnapshot, { title, footer, shading, raster }: SvgParts): string {
  const { widthPx, heightPx } = snapshot.size;
  const height = heightPx + footer.heightPx;
  const paths = pointPaths(snapshot);
  const ground = paths === null ? raster() : shading();
  const context = new SvgContext();
  drawAbovePoints(context, snapshot);
  footer.draw(context, heightPx);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${brief(widthPx)}" height="${brief(height)}" viewBox="0 0 ${brief(widthPx)} ${brief(height)}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="${attribute(snapshot.theme.paperCss)}"/>`,
    `<image width="${brief(widthPx)}" height="${brief(heightPx)}" preserveAspectRatio="none" href="${attribute(ground)}"/>`,
    '<g class="points" fill="none" stroke-linecap="round">',
    ...(paths ?? []),
    '</g>',
    ...context.elements,
    '</svg>',
    '',
  ].join('\n');
}

/** One path for each colour of each size at each level, faint ones first and larger before smaller; null where too many points are in view. */
export function pointPaths(snapshot: MapSnapshot): string[] | null {
  const { points, colors, levels, sizes, size, view, ground } = snapshot;
  const factors = sizes ? sizeFactors : [1];
  const reachPx = 2 * ground.radiusPx * Math.max(...factors);
  const places = [pointLevel.faint, pointLevel.normal, pointLevel.lifted].map(() =>
    factors.map(() => new Map<number, string[]>()),
  );
  let drawn = 0;
  for (let row = 0; row < colors.length; row++) {
    const { xPx, yPx } = toPx(view, size, points[2 * row], points[2 * row + 1]);
    if (xPx < -reachPx || yPx < -reachPx || xPx > size.widthPx + reachPx || yPx > size.heightPx + reachPx)
      continue;
    if (++drawn > maxVectorPoints) return null;
    const ofSize = places[levels[row]][sizes ? sizes[row] : 0];
    const ofColor = ofSize.get(colors[row]) ?? [];
    ofSize.set(colors[row], ofColor);
    ofColor.push(`M${brief(xPx)} ${brief(yPx)}h0`);
  }
  return places.flatMap((ofLevel, level) => {
    const opacity =
      level === pointLevel.faint ? ground.faintOpacity : level === pointLevel.lifted ? 1 : ground.opacity;
    const largestFirst = ofLevel.map((ofSize, i) => ({ ofSize, factor: factors[i] })).reverse();
    return largestFirst.flatMap(({ ofSize, factor }) => {
      const widthPx = 2 * ground.radiusPx * levelRadius[level] * factor;
      return [...ofSize].map(
        ([color, at]) =>
          `<path d="${at.join('')}" stroke="${cssOf(color)}" stroke-width="${brief(widthPx)}" stroke-opacity="${brief(opacity)}"/>`,
      );
    });
  });
}
