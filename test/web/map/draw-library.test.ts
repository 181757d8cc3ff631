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
  added: [],
  areas: [],
  hovered: null,
  question: null,
  showCross: false,
};

it('draws each kind in a shape of its own', () => {
  const shapeOf = (kind: 'library' | 'collection' | 'added') => {
    const context = recordingContext<OverlayContext>();
    const drawn = { ...scene, [kind]: [{ xPx: 100, yPx: 100 }] };
    expect(isBlank(drawn)).toBe(false);
    drawOverlay(context, drawn);
    const corners = context.calls.filter(({ name }) => name === 'moveTo' || name === 'lineTo');
    // Closed, around the point.
    expect(corners.at(-1)?.args).toEqual(corners[0].args);
    for (const { args } of corners)
      expect(Math.hypot((args[0] as number) - 100, (args[1] as number) - 100)).toBeGreaterThan(
        scene.pointRadiusPx,
      );
    return corners.map(({ args }) => args.map(Number).map(Math.round));
  };
  expect(shapeOf('library')).toHaveLength(5);
  expect(shapeOf('collection')).toHaveLength(5);
  expect(shapeOf('library')).not.toEqual(shapeOf('collection'));
  expect(shapeOf('added')).toHaveLength(4);
});

it('draws any number of papers of a bibliography in two strokes, and none off the canvas', () => {
  const library = Array.from({ length: 5000 }, (_, i) => ({ xPx: i, yPx: 10 }));
  const context = recordingContext<OverlayContext>();
  drawOverlay(context, { ...scene, library });
  expect(isBlank({ ...scene, library })).toBe(false);
  expect(context.calls.filter(({ name }) => name === 'stroke')).toHaveLength(2);
  expect(context.calls.filter(({ name }) => name === 'moveTo')).toHaveLength(400 + 8);
});
