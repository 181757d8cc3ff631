import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelsOf, cssOf, oklchToWord, wordOf, wordToOklch } from '../../../web/map/oklch.ts';

const channel = fc.integer({ min: 0, max: 255 });

describe('oklchToWord and wordToOklch', () => {
  it('undo each other for every colour of the screen', () => {
    fc.assert(
      fc.property(channel, channel, channel, (red, green, blue) => {
        const word = wordOf(red, green, blue);
        const back = channelsOf(oklchToWord(wordToOklch(word)));
        for (const [i, value] of [red, green, blue].entries())
          expect(Math.abs(back[i] - value)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('agree with the published values for red, green, blue and white', () => {
    const red = wordToOklch(wordOf(255, 0, 0));
    expect(red.lightness).toBeCloseTo(0.628, 3);
    expect(red.chroma).toBeCloseTo(0.2577, 3);
    expect(red.hue).toBeCloseTo(29.23, 1);
    expect(wordToOklch(wordOf(0, 255, 0)).hue).toBeCloseTo(142.5, 1);
    expect(wordToOklch(wordOf(0, 0, 255)).hue).toBeCloseTo(264.05, 1);
    expect(wordToOklch(wordOf(255, 255, 255)).lightness).toBeCloseTo(1, 4);
  });

  it('lower the chroma of what the screen cannot show and keep its lightness and hue', () => {
    const shown = wordToOklch(oklchToWord({ lightness: 0.6, chroma: 0.5, hue: 200 }));
    expect(shown.lightness).toBeCloseTo(0.6, 1);
    expect(shown.hue).toBeCloseTo(200, -1);
    expect(shown.chroma).toBeLessThan(0.2);
  });
});

describe('words', () => {
  it('hold red in the lowest byte and an opaque alpha in the highest, as ImageData does', () => {
    const word = wordOf(1, 2, 3);
    expect([...new Uint8Array(Uint32Array.of(word).buffer)]).toEqual([1, 2, 3, 255]);
    expect(cssOf(word)).toBe('#010203');
  });
});
