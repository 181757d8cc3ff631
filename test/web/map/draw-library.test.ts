import { expect, it } from 'vitest';
import {
  drawOverlay,
  isBlank,
  type OverlayContext,
  type OverlayScene,
} from '../../../web/map/draw-overlay.ts';
import { mapTheme } from '../../../web/map/palette.ts';
import { recordingContext } from './recording-context.ts';

const scene: OverlayScene = {
  size: { widthPx: 400, heightPx: 300 },
  theme: mapTheme('light'),
  fontFamily: 'serif',
  pointRadiusPx: 3,
  selected: null,
  neighbors: [],
  hits: [],
  liked: [],
  disliked: [],
  library: [],
  collection: [],
  areas: [],
  hovered: null,
  question: null,
  showCross: false,
};

it('draws any number of papers of a bibliography in two strokes, and none off the canvas', () => {
  const library = Array.from({ length: 5000 }, (_, i) => ({ xPx: i, yPx: 10 }));
  const context = recordingContext<OverlayContext>();
  drawOverlay(context, { ...scene, library });
  expect(isBlank({ ...scene, library })).toBe(false);
  expect(context.calls.filter(({ name }) => name === 'stroke')).toHaveLength(2);
  expect(context.calls.filter(({ name }) => name === 'moveTo')).toHaveLength(400 + 8);
});
