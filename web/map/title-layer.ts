/** Titles of papers as they are drawn: those that are known are set once, come and go softly, and can be pointed at. */
import { drawHaloed, type LabelContext, type MapLabel, type VisibleLabel } from './draw-labels.ts';
import { LabelFades } from './label-fades.ts';
import { numberedHits } from './overlay-scene.ts';
import type { MapTheme } from './palette.ts';
import { PointGrid } from './point-grid.ts';
import type { Rows } from './point-levels.ts';
import { emptyData, type MapData } from './read-map.ts';
import type { SetLabel } from './set-label.ts';
import { setTitle } from './set-title.ts';
import { levelRadius, pointLevel, sizeFactors } from './splat-points.ts';
import {
  boxOfTitle,
  doMeet,
  type PlacedTitle,
  placeTitles,
  type TitleGround,
  titledRows,
} from './title-labels.ts';
import { titleOrder } from './title-order.ts';
import { type BoundsData, boundsOf, type SizePx, type Viewport } from './viewport.ts';
import { byWords, type TextWidth } from './word-widths.ts';

/** What decides which titles come first, and how far from their points they stand. */
export interface TitleLooks {
  /** A `pointLevel` a row. */
  levels: Uint8Array;
  /** Best first; null: nothing is asked. */
  hits: Rows | null;
  /** Whether the first hits have numbers. */
  ranked: boolean;
  /** A place in `sizeFactors` a row; null: all of one size. */
  sizes: Uint8Array | null;
}

export interface TitleView {
  view: Viewport;
  size: SizePx;
  /** Of topics, whether shown or not; and those in view. */
  names: readonly MapLabel[];
  visibleNames: readonly VisibleLabel[];
  /** Of normal points, CSS pixels. */
  pointRadiusPx: number;
  fontFamily: string;
  /** Where the part of the map that is seen ends; asked only where there are titles. */
  rightPx(): number;
}

export interface VisibleTitle extends PlacedTitle {
  /** 0…1 */
  opacity: number;
}

export interface TitleScene {
  titles: readonly VisibleTitle[];
  theme: MapTheme;
}

const always = { fromScale: 0, toScale: Infinity };
const never = { fromScale: Infinity, toScale: Infinity };
/** Between a point, or its ring and number, and its title; CSS pixels. */
const besidePointPx = 6;
const besideNumberPx = 20;

interface KnownTitle {
  row: number;
  title: SetLabel;
}

export class TitleLayer {
  readonly #titleOf: (row: number) => string | null;
  readonly #measure: TextWidth;
  #data: MapData = emptyData;
  #bounds: BoundsData = boundsOf([]);
  #gridOf = () => new PointGrid(emptyData.points);
  #looks: TitleLooks = { levels: new Uint8Array(0), hits: null, ranked: false, sizes: null };
  #comesBefore: TitleGround['comesBefore'] | null = null;
  #numbered: ReadonlySet<number> = new Set();
  #set = new Map<number, SetLabel | null>();
  #fades = new LabelFades();
  /** Shown, or on their way out. */
  #present = new Set<number>();

  /** In view at the last `at`. */
  visible: readonly VisibleTitle[] = [];
  /** Rows that would have a title if it were known, at the last `at`. */
  wanted: readonly number[] = [];

  /** @param titleOf null where it is not known yet. */
  constructor(titleOf: (row: number) => string | null, measure: TextWidth) {
    this.#titleOf = titleOf;
    this.#measure = measure;
  }

  /** Rows mean other papers from now on; `setLooks` is to follow. @param gridOf asked where there may be titles only. */
  setData(data: MapData, gridOf: () => PointGrid, bounds: BoundsData): void {
    this.#data = data;
    this.#gridOf = gridOf;
    this.#bounds = bounds;
    this.forgetSetting();
    this.#fades = new LabelFades();
    this.#present.clear();
    this.visible = [];
    this.wanted = [];
  }

  setLooks(looks: TitleLooks): void {
    this.#looks = looks;
    this.#comesBefore = null;
    this.#numbered = new Set(looks.ranked ? looks.hits?.slice(0, numberedHits) : []);
  }

  /** Titles are set anew when next drawn: the font has changed. */
  forgetSetting(): void {
    this.#set.clear();
  }

  /**
   * @param nowMs the time of the frame; `Infinity`: no fading.
   * @returns whether some titles are on their way: then the next frame is another one.
   */
  at(seen: TitleView, nowMs: number): boolean {
    const rows = this.#titledRows(seen);
    this.wanted = rows.filter((row) => this.#titleOf(row) === null);
    const shown = this.#known(rows, seen);
    if (shown.length === 0 && this.#present.size === 0) {
      this.visible = [];
      return false;
    }
    const isShown = new Set(shown.map(({ row }) => row));
    const going = this.#known(
      [...this.#present].filter((row) => !isShown.has(row)),
      seen,
    );
    const faded = this.#fades.at(
      [
        ...shown.map(({ row }) => ({ id: row, range: always })),
        ...going.map(({ row }) => ({ id: row, range: never })),
      ],
      seen.view.scale,
      nowMs,
    );
    const opacityOf = (row: number) => faded.opacities.get(row) ?? 0;
    this.#present = new Set(faded.opacities.keys());
    const staying = this.#place(shown, seen, seen.rightPx(), opacityOf);
    const left = going.filter(({ row }) => this.#present.has(row));
    const leaving = this.#place(left, seen, Infinity, opacityOf);
    this.visible = [...leaving.filter((one) => !hasOther(one, staying, seen.visibleNames)), ...staying];
    return faded.isFading;
  }

  /** Those that are known, as they stand when none fades any more; changes nothing. */
  atRest(seen: TitleView): VisibleTitle[] {
    return this.#place(this.#known(this.#titledRows(seen), seen), seen, seen.rightPx(), () => 1);
  }

  #titledRows({ names, view, size }: TitleView): number[] {
    const { points, representative } = this.#data;
    const { levels } = this.#looks;
    const orderOf = () => (this.#comesBefore ??= titleOrder({ ...this.#looks, representative }));
    const gridOf = this.#gridOf;
    const ground: TitleGround = {
      ...{ points, bounds: this.#bounds, levels, names },
      // Made where there may be titles only: the looks change at each step of the brush.
      get comesBefore() {
        return orderOf();
      },
      get grid() {
        return gridOf();
      },
    };
    return titledRows(ground, view, size);
  }

  #place(
    titles: readonly KnownTitle[],
    { visibleNames, view, size, pointRadiusPx }: TitleView,
    rightPx: number,
    opacityOf: (row: number) => number,
  ): VisibleTitle[] {
    const { sizes } = this.#looks;
    const offsetOf = (row: number) =>
      pointRadiusPx * levelRadius[pointLevel.lifted] * (sizes ? sizeFactors[sizes[row]] : 1) +
      (this.#numbered.has(row) ? besideNumberPx : besidePointPx);
    const { points } = this.#data;
    return placeTitles(titles, points, offsetOf, visibleNames, view, size, rightPx).map((placed) => ({
      ...placed,
      opacity: opacityOf(placed.row),
    }));
  }

  /** The row whose title is drawn at a place; null for none. */
  rowAt(xPx: number, yPx: number): number | null {
    const at = { leftPx: xPx, rightPx: xPx, topPx: yPx, bottomPx: yPx };
    return this.visible.find((one) => doMeet(at, boxOfTitle(one)))?.row ?? null;
  }

  #known(rows: readonly number[], { fontFamily }: TitleView): KnownTitle[] {
    return rows.flatMap((row) => {
      const title = this.#setOf(row, fontFamily);
      return title ? [{ row, title }] : [];
    });
  }

  #setOf(row: number, fontFamily: string): SetLabel | null {
    const known = this.#set.get(row);
    if (known !== undefined) return known;
    const title = this.#titleOf(row);
    if (title === null) return null;
    const set = setTitle(title, fontFamily, byWords(this.#measure));
    this.#set.set(row, set);
    return set;
  }
}

/** Whether another that stays stands in the room of one that goes. */
function hasOther(
  going: PlacedTitle,
  staying: readonly PlacedTitle[],
  names: readonly VisibleLabel[],
): boolean {
  const box = boxOfTitle(going);
  return (
    staying.some((other) => doMeet(box, boxOfTitle(other))) ||
    names.some(
      ({ label, xPx, yPx }) =>
        Math.abs((box.leftPx + box.rightPx) / 2 - xPx) < (going.title.widthPx + label.widthPx) / 2 &&
        Math.abs(going.yPx - yPx) < (going.title.heightPx + label.heightPx) / 2,
    )
  );
}

export function drawTitles(context: LabelContext, { titles, theme }: TitleScene): void {
  for (const { title, xPx, yPx, side, opacity } of titles) {
    context.textAlign = side === 'right' ? 'left' : 'right';
    drawHaloed(context, title, xPx, yPx, theme.inkSoftCss, theme.paperCss, opacity);
  }
}
