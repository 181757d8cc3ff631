import { describe, expect, it } from 'vitest';
import { linearOfWord, linearToOklab, wordToOklch } from '../../../web/map/oklch.ts';
import { mapTheme, type RampName, rampWords, swatchCount, swatchWords } from '../../../web/map/palette.ts';

/** Machado, Oliveira & Fernandes (2009), full severity, on linear sRGB. */
const visions: Record<string, number[][]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const seenAs = (word: number, vision: number[][]) => {
  const linear = linearOfWord(word);
  return linearToOklab(
    vision.map((row) =>
      Math.min(
        1,
        Math.max(
          0,
          row.reduce((sum, v, i) => sum + v * linear[i], 0),
        ),
      ),
    ),
  );
};
const distance = (a: number[], b: number[]) => Math.hypot(...a.map((value, i) => value - b[i]));

describe.each(['light', 'dark'] as const)('the palette on the %s theme', (theme) => {
  it.each(Object.keys(visions))('keeps all swatches apart for %s vision', (name) => {
    const words = swatchWords(theme);
    expect(words).toHaveLength(swatchCount);
    // 0.02 is about one just noticeable difference in OKLab.
    const least = name === 'normal' ? 0.075 : name === 'tritanopia' ? 0.04 : 0.05;
    for (let i = 0; i < words.length; i++) {
      for (let j = 0; j < i; j++) {
        const between = distance(seenAs(words[i], visions[name]), seenAs(words[j], visions[name]));
        expect(between, `swatches ${j} and ${i}`).toBeGreaterThan(least);
      }
    }
  });

  it('keeps every swatch and the grey apart from the paper', () => {
    const { paper, none } = mapTheme(theme);
    for (const word of [...swatchWords(theme), none]) {
      expect(Math.abs(wordToOklch(word).lightness - wordToOklch(paper).lightness)).toBeGreaterThan(0.18);
    }
  });

  it.each<RampName>(['year', 'similarity', 'trust'])(
    'has a ramp of %s whose lightness goes steadily away from the paper',
    (ramp) => {
      const lightness = rampWords(ramp, theme, 24).map((word) => wordToOklch(word).lightness);
      for (let i = 1; i < lightness.length; i++) {
        const step = lightness[i] - lightness[i - 1];
        expect(theme === 'light' ? -step : step).toBeGreaterThan(0.005);
      }
    },
  );

  it('has ink that reads on its paper (contrast 7 or more)', () => {
    const { inkCss, inkSoftCss, paperCss } = mapTheme(theme);
    expect(contrast(inkCss, paperCss)).toBeGreaterThan(7);
    expect(contrast(inkSoftCss, paperCss)).toBeGreaterThan(7);
  });
});

/** WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(css: string): number {
  const value = Number.parseInt(css.slice(1), 16);
  const word = ((value & 255) << 16) | (value & 0xff00) | (value >>> 16);
  const [r, g, b] = linearOfWord(word);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
