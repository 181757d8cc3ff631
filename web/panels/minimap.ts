/**
 * The whole map in small, in wide windows, while one is near: a frame shows what is seen, a click or a drag moves it. It is
 * for the pointer alone: the map's own keys (arrows, 0) do the same, so it is hidden from screen readers.
 */
import { byId, element } from '../element.ts';
import { minimapView, paintMinimap, seenFrame } from '../map/minimap-picture.ts';
import { mapTheme } from '../map/palette.ts';
import { type BoundsData, boundsOf, type SizePx, toData, type Viewport } from '../map/viewport.ts';
import { type PageStore, shownValue } from '../page-state.ts';

/** CSS pixels. */
const mini: SizePx = { widthPx: 160, heightPx: 112 };

export interface MinimapStage {
  /** Tells every view that is drawn, and how large the map is. */
  watchView(listener: (view: Viewport, size: SizePx) => void): void;
  /** Brings a place to the middle. */
  centre(xData: number, yData: number): void;
}

export function minimap(store: PageStore, stage: MinimapStage): void {
  const mount = byId('minimap');
  const canvas = element('canvas', { class: 'minimap-picture' });
  const frame = element('div', { class: 'minimap-frame' });
  mount.append(canvas, frame);
  let bounds: BoundsData | null = null;
  let last: { view: Viewport; size: SizePx } | null = null;

  store.subscribePatiently(
    (state) => [state.map, state.theme],
    ({ map, theme }) => {
      const data = shownValue(map);
      bounds = data && data.rows > 0 ? boundsOf(data.points) : null;
      if (!data || !bounds) return;
      const ratio = Math.min(2, devicePixelRatio || 1);
      canvas.width = Math.round(mini.widthPx * ratio);
      canvas.height = Math.round(mini.heightPx * ratio);
      const context = canvas.getContext('2d');
      if (!context) return;
      const image = context.createImageData(canvas.width, canvas.height);
      paintMinimap(image.data, canvas.width, canvas.height, data.points, bounds, mapTheme(theme));
      context.putImageData(image, 0, 0);
      showFrame();
    },
  );
  function showFrame(): void {
    const seen = bounds && last && seenFrame(last.view, last.size, bounds, mini);
    mount.hidden = !seen;
    if (!seen) return;
    frame.style.left = `${seen.leftPx}px`;
    frame.style.top = `${seen.topPx}px`;
    frame.style.width = `${seen.widthPx}px`;
    frame.style.height = `${seen.heightPx}px`;
  }
  stage.watchView((view, size) => {
    last = { view, size };
    showFrame();
  });

  const move = (event: PointerEvent) => {
    if (!bounds) return;
    const box = canvas.getBoundingClientRect();
    const place = toData(minimapView(bounds, mini), mini, event.clientX - box.left, event.clientY - box.top);
    stage.centre(place.xData, place.yData);
  };
  mount.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    // Neither a selection of text nor the end of what has the focus.
    event.preventDefault();
    mount.setPointerCapture(event.pointerId);
    move(event);
  });
  mount.addEventListener('pointermove', (event) => {
    if (mount.hasPointerCapture(event.pointerId)) move(event);
  });
}
