/**
 * What lies above points and names: lines to neighbours, rings of hits with their numbers, marks of liked and disliked
 * papers, the selected and the hovered point, and the cross of keyboard users. Shape says what colour says: a disliked
 * paper has a minus, a neighbour that is far on the map a dashed line.
 */

import { drawLibrary } from './draw-library.ts';
import { drawQuestion, type QuestionMark } from './draw-question.ts';
import type { MapTheme } from './palette.ts';
import { placeBadges } from './place-badges.ts';
import type { SizePx } from './viewport.ts';

/** What is used of a canvas context, so that a test can hand in a recording one. */
export type OverlayContext = Pick<
  CanvasRenderingContext2D,
  | 'font'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'globalAlpha'
  | 'textAlign'
  | 'textBaseline'
  | 'beginPath'
  | 'arc'
  | 'moveTo'
  | 'lineTo'
  | 'quadraticCurveTo'
  | 'roundRect'
  | 'stroke'
  | 'fill'
  | 'fillText'
  | 'setLineDash'
>;

/** CSS pixels. */
export interface PlacePx {
  xPx: number;
  yPx: number;
}

export interface OverlayPoint extends PlacePx {
  /** "#rrggbb" */
  color: string;
  /** Of its radius to that of normal points; 1 where absent. */
  sizeFactor?: number;
}

export interface DrawnArea {
  kind: 'drawing' | 'filter' | 'near';
  outline: readonly PlacePx[];
}

export interface OverlayScene {
  size: SizePx;
  theme: MapTheme;
  fontFamily: string;
  /** Of normal points, CSS pixels. */
  pointRadiusPx: number;
  selected: OverlayPoint | null;
  /** Of the selected paper, the most similar first; `isFar`: near in meaning, far on the map. */
  neighbors: readonly (OverlayPoint & { similarity: number; isFar: boolean })[];
  /** The first hits, best first. */
  hits: readonly OverlayPoint[];
  liked: readonly PlacePx[];
  disliked: readonly PlacePx[];
  /** Of the person's own bibliography: thousands are no more work than a layer of points. */
  library: readonly PlacePx[];
  /** Papers that have come since. */
  added: readonly PlacePx[];
  /** Of the collection that is shown. */
  collection: readonly PlacePx[];
  /** Where the question stands. */
  question: QuestionMark | null;
  hovered: OverlayPoint | null;
  /** Outlines of areas: one that is being drawn, that all hits lie in, or that the answer is to be near to. */
  areas: readonly DrawnArea[];
  /** Whether to show the cross in the middle that Enter aims with. */
  showCross: boolean;
}

const ringGapPx = 3;
const badge = { fontPx: 10.5, heightPx: 14, digitPx: 6.4, paddingPx: 3.6, radiusPx: 7 };
/** How far a line bends aside, as a share of its length: bent lines that share an end can be told apart. */
const bend = 0.12;
/** Similarities from here to 1 spread over the widths and opacities of lines. */
const leastSimilarity = 0.3;
const fullTurn = 2 * Math.PI;

/** Whether `drawOverlay` would draw nothing. */
export function isBlank(scene: OverlayScene): boolean {
  return (
    scene.selected === null &&
    scene.hovered === null &&
    scene.question === null &&
    !scene.showCross &&
    scene.hits.length + scene.liked.length + scene.disliked.length === 0 &&
    scene.areas.length + scene.library.length + scene.collection.length + scene.added.length === 0
  );
}

/** Reads nothing but its arguments; leaves line dash and opacity as it found a fresh context. */
export function drawOverlay(context: OverlayContext, scene: OverlayScene): void {
  context.lineCap = 'round';
  for (const area of scene.areas) drawArea(context, scene.theme, area);
  drawLibrary(context, scene);
  if (scene.selected) drawNeighborLines(context, scene, scene.selected);
  drawHits(context, scene);
  for (const place of scene.liked) drawMark(context, scene, place, scene.theme.likedCss, true);
  for (const place of scene.disliked) drawMark(context, scene, place, scene.theme.dislikedCss, false);
  if (scene.selected) drawSelected(context, scene, scene.selected);
  if (scene.question) drawQuestion(context, scene.theme, scene.fontFamily, scene.question);
  if (scene.hovered) drawHovered(context, scene, scene.hovered);
  if (scene.showCross) drawCross(context, scene);
}

/** What the answer is to be near to is dashed: papers outside it may be in the answer. */
function drawArea(context: OverlayContext, theme: MapTheme, { kind, outline }: DrawnArea): void {
  if (outline.length < 2) return;
  context.beginPath();
  for (const { xPx, yPx } of outline) context.lineTo(xPx, yPx);
  context.lineTo(outline[0].xPx, outline[0].yPx);
  context.globalAlpha = 0.08;
  context.fillStyle = theme.accentCss;
  context.fill('evenodd');
  context.globalAlpha = 1;
  for (const [color, widthPx] of [
    [theme.paperCss, 4],
    [theme.accentCss, 1.75],
  ] as const) {
    context.setLineDash(kind === 'near' ? [6, 5] : []);
    context.strokeStyle = color;
    context.lineWidth = widthPx;
    context.stroke();
  }
  context.setLineDash([]);
}

function drawNeighborLines(context: OverlayContext, scene: OverlayScene, from: OverlayPoint): void {
  const { theme } = scene;
  for (const to of [...scene.neighbors].reverse()) {
    const share = Math.min(1, Math.max(0, (to.similarity - leastSimilarity) / (1 - leastSimilarity)));
    const widthPx = 1 + 1.4 * share;
    // First the paper, wider, so that the line stands out from points of any colour.
    context.setLineDash([]);
    strokeBent(context, from, to, theme.paperCss, widthPx + 2.5, 0.7);
    context.setLineDash(to.isFar ? [2, 5] : []);
    strokeBent(context, from, to, theme.accentCss, widthPx, 0.4 + 0.45 * share);
  }
  context.setLineDash([]);
  for (const to of scene.neighbors) {
    const radiusPx = radiusOf(scene, to);
    disc(context, to, radiusPx + 2.5, theme.paperCss);
    disc(context, to, radiusPx + 1, to.color);
    ring(context, to, radiusPx + 2.5, theme.accentCss, 1.25);
  }
}

function drawHits(context: OverlayContext, scene: OverlayScene): void {
  const { hits, theme } = scene;
  const ringPx = (hit: OverlayPoint) => radiusOf(scene, hit) * 1.4 + ringGapPx;
  const badges = placeBadges(
    hits.map((hit, i) => ({
      xPx: hit.xPx,
      yPx: hit.yPx,
      radiusPx: ringPx(hit),
      widthPx: String(i + 1).length * badge.digitPx + 2 * badge.paddingPx + 2,
      heightPx: badge.heightPx,
    })),
  );
  for (const hit of hits) {
    ring(context, hit, ringPx(hit), theme.paperCss, 3.5);
    ring(context, hit, ringPx(hit), theme.inkCss, 1.5);
  }
  context.font = `650 ${badge.fontPx}px ${scene.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  // The last first: where numbers cannot help but overlap, the better hit's stays readable.
  for (let i = hits.length - 1; i >= 0; i--) {
    const place = badges[i];
    if (!place) continue;
    const { xPx, yPx } = place;
    const number = String(i + 1);
    const widthPx = number.length * badge.digitPx + 2 * badge.paddingPx + 2;
    box(context, xPx, yPx, widthPx + 2, badge.heightPx + 2, theme.paperCss);
    box(context, xPx, yPx, widthPx, badge.heightPx, theme.inkCss);
    context.fillStyle = theme.paperCss;
    context.fillText(number, xPx, yPx + 0.5);
  }
}

/** A ring and a small sign on it: plus for liked, minus for disliked. */
function drawMark(
  context: OverlayContext,
  scene: OverlayScene,
  place: PlacePx,
  color: string,
  isPlus: boolean,
): void {
  const { theme } = scene;
  const radiusPx = scene.pointRadiusPx + ringGapPx;
  ring(context, place, radiusPx, theme.paperCss, 4);
  ring(context, place, radiusPx, color, 2);
  const sign = { xPx: place.xPx - radiusPx - 3, yPx: place.yPx - radiusPx - 3 };
  disc(context, sign, 7.5, theme.paperCss);
  disc(context, sign, 6.5, color);
  context.strokeStyle = theme.paperCss;
  context.lineWidth = 1.75;
  context.beginPath();
  context.moveTo(sign.xPx - 3, sign.yPx);
  context.lineTo(sign.xPx + 3, sign.yPx);
  if (isPlus) {
    context.moveTo(sign.xPx, sign.yPx - 3);
    context.lineTo(sign.xPx, sign.yPx + 3);
  }
  context.stroke();
}

function drawSelected(context: OverlayContext, scene: OverlayScene, point: OverlayPoint): void {
  const { theme } = scene;
  const radiusPx = radiusOf(scene, point) * 1.3 + 1;
  disc(context, point, radiusPx + 6, theme.paperCss);
  disc(context, point, radiusPx, point.color);
  ring(context, point, radiusPx + 4, theme.accentCss, 2.25);
}

function drawHovered(context: OverlayContext, scene: OverlayScene, point: OverlayPoint): void {
  const { theme } = scene;
  const radiusPx = radiusOf(scene, point) * 1.25 + 0.75;
  disc(context, point, radiusPx + 2, theme.paperCss);
  disc(context, point, radiusPx, point.color);
  ring(context, point, radiusPx + 2.5, theme.inkCss, 1.5);
}

function drawCross(context: OverlayContext, scene: OverlayScene): void {
  const xPx = scene.size.widthPx / 2;
  const yPx = scene.size.heightPx / 2;
  for (const [color, widthPx] of [
    [scene.theme.paperCss, 4],
    [scene.theme.inkCss, 1.5],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = widthPx;
    context.beginPath();
    for (const [right, down] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      context.moveTo(xPx + right * 5, yPx + down * 5);
      context.lineTo(xPx + right * 12, yPx + down * 12);
    }
    context.stroke();
  }
}

const radiusOf = ({ pointRadiusPx }: OverlayScene, { sizeFactor = 1 }: OverlayPoint) =>
  pointRadiusPx * sizeFactor;

function strokeBent(
  context: OverlayContext,
  from: PlacePx,
  to: PlacePx,
  color: string,
  widthPx: number,
  opacity: number,
): void {
  const dx = to.xPx - from.xPx;
  const dy = to.yPx - from.yPx;
  context.globalAlpha = opacity;
  context.strokeStyle = color;
  context.lineWidth = widthPx;
  context.beginPath();
  context.moveTo(from.xPx, from.yPx);
  context.quadraticCurveTo(
    (from.xPx + to.xPx) / 2 - dy * bend,
    (from.yPx + to.yPx) / 2 + dx * bend,
    to.xPx,
    to.yPx,
  );
  context.stroke();
  context.globalAlpha = 1;
}

function ring(
  context: OverlayContext,
  place: PlacePx,
  radiusPx: number,
  color: string,
  widthPx: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = widthPx;
  context.beginPath();
  context.arc(place.xPx, place.yPx, radiusPx, 0, fullTurn);
  context.stroke();
}

function disc(context: OverlayContext, place: PlacePx, radiusPx: number, color: string): void {
  context.fillStyle = color;
  context.beginPath();
  context.arc(place.xPx, place.yPx, radiusPx, 0, fullTurn);
  context.fill();
}

function box(
  context: OverlayContext,
  xPx: number,
  yPx: number,
  widthPx: number,
  heightPx: number,
  color: string,
): void {
  context.fillStyle = color;
  context.beginPath();
  context.roundRect(xPx - widthPx / 2, yPx - heightPx / 2, widthPx, heightPx, badge.radiusPx);
  context.fill();
}
