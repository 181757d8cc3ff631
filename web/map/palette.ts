/**
 * The colours of the map on its two themes.
 *
 * The swatches were found by simulated annealing over in-gamut OKLCH colours: they maximise the smallest distance in OKLab
 * between any two, on both themes, as seen with normal vision, protanopia, deuteranopia and tritanopia (simulated after
 * Machado, Oliveira & Fernandes, "A physiologically-based model for simulation of color vision deficiency", 2009). The
 * smallest is 0.05, about 2.5 times a just noticeable difference; the tests hold us to it. Chroma stays at or below 0.15,
 * so that no topic shouts. Twelve is where that smallest distance begins to fall below what small points need.
 */
import { cssOf, type Oklch, oklchToWord } from './oklch.ts';

export type ThemeName = 'light' | 'dark';

export interface MapTheme {
  name: ThemeName;
  /** Words: the ground, and points that belong nowhere. */
  paper: number;
  none: number;
  paperCss: string;
  inkCss: string;
  inkSoftCss: string;
  /** Selection and neighbour lines. */
  accentCss: string;
  likedCss: string;
  dislikedCss: string;
  /** Lightness of topic names that take their topic's hue: dark on light paper, light on dark paper. */
  nameLightness: number;
  /** How strongly the density shades the paper where it is greatest, 0…1. */
  shade: number;
  /** How much of a point remains when others are in the light, 0…1. */
  faint: number;
}

const swatchesOnLight: readonly Oklch[] = [
  { lightness: 0.53, chroma: 0.13, hue: 270 },
  { lightness: 0.68, chroma: 0.11, hue: 60 },
  { lightness: 0.68, chroma: 0.11, hue: 190 },
  { lightness: 0.58, chroma: 0.13, hue: 0 },
  { lightness: 0.48, chroma: 0.085, hue: 160 },
  { lightness: 0.63, chroma: 0.13, hue: 300 },
  { lightness: 0.78, chroma: 0.15, hue: 100 },
  { lightness: 0.48, chroma: 0.15, hue: 40 },
  { lightness: 0.73, chroma: 0.085, hue: 260 },
  { lightness: 0.78, chroma: 0.13, hue: 150 },
  { lightness: 0.48, chroma: 0.085, hue: 330 },
  { lightness: 0.58, chroma: 0.085, hue: 220 },
];

/** The same hues on both themes; on dark paper the same order of lightness, moved up. */
const swatches: Record<ThemeName, readonly number[]> = {
  light: swatchesOnLight.map(oklchToWord),
  dark: swatchesOnLight.map(({ lightness, chroma, hue }) =>
    oklchToWord({ lightness: 0.64 + (lightness - 0.48) * 0.8, chroma: chroma * 0.92, hue }),
  ),
};

/** What numbers are shown by: each ramp has hues of its own, so that one is not taken for another. */
export type RampName = 'year' | 'similarity' | 'trust';

/**
 * The stops of each ramp, from what matters least to what matters most: the newest, the most similar, the least to be
 * trusted. Lightness goes steadily away from the paper, so that the order is seen without seeing hue, and what matters most
 * stands out most. Hues run on below 0, so that between two stops there are only the hues between them.
 */
const rampStops: Record<RampName, Record<ThemeName, readonly Oklch[]>> = {
  year: {
    light: [
      { lightness: 0.84, chroma: 0.09, hue: 105 },
      { lightness: 0.72, chroma: 0.11, hue: 165 },
      { lightness: 0.58, chroma: 0.11, hue: 215 },
      { lightness: 0.46, chroma: 0.13, hue: 265 },
      { lightness: 0.34, chroma: 0.14, hue: 295 },
    ],
    dark: [
      { lightness: 0.4, chroma: 0.11, hue: 295 },
      { lightness: 0.51, chroma: 0.11, hue: 260 },
      { lightness: 0.64, chroma: 0.1, hue: 210 },
      { lightness: 0.77, chroma: 0.12, hue: 160 },
      { lightness: 0.91, chroma: 0.13, hue: 105 },
    ],
  },
  similarity: {
    light: [
      { lightness: 0.86, chroma: 0.025, hue: 95 },
      { lightness: 0.76, chroma: 0.1, hue: 75 },
      { lightness: 0.64, chroma: 0.15, hue: 48 },
      { lightness: 0.5, chroma: 0.17, hue: 20 },
      { lightness: 0.36, chroma: 0.14, hue: -10 },
    ],
    dark: [
      { lightness: 0.38, chroma: 0.04, hue: -30 },
      { lightness: 0.49, chroma: 0.11, hue: -5 },
      { lightness: 0.62, chroma: 0.15, hue: 25 },
      { lightness: 0.77, chroma: 0.14, hue: 65 },
      { lightness: 0.92, chroma: 0.11, hue: 100 },
    ],
  },
  trust: {
    light: [
      { lightness: 0.84, chroma: 0.04, hue: 200 },
      { lightness: 0.72, chroma: 0.06, hue: 235 },
      { lightness: 0.58, chroma: 0.1, hue: 290 },
      { lightness: 0.42, chroma: 0.16, hue: 335 },
    ],
    dark: [
      { lightness: 0.4, chroma: 0.04, hue: 235 },
      { lightness: 0.54, chroma: 0.08, hue: 270 },
      { lightness: 0.72, chroma: 0.13, hue: 320 },
      { lightness: 0.9, chroma: 0.09, hue: 350 },
    ],
  },
};

/** The colours of a theme, by what they are for. */
type Inks = Record<'paper' | 'none' | 'ink' | 'inkSoft' | 'accent' | 'liked' | 'disliked', Oklch>;

function makeTheme(
  name: ThemeName,
  inks: Inks,
  others: Pick<MapTheme, 'nameLightness' | 'shade' | 'faint'>,
): MapTheme {
  const css = (color: Oklch) => cssOf(oklchToWord(color));
  return {
    name,
    paper: oklchToWord(inks.paper),
    none: oklchToWord(inks.none),
    paperCss: css(inks.paper),
    inkCss: css(inks.ink),
    inkSoftCss: css(inks.inkSoft),
    accentCss: css(inks.accent),
    likedCss: css(inks.liked),
    dislikedCss: css(inks.disliked),
    ...others,
  };
}

const themes: Record<ThemeName, MapTheme> = {
  light: makeTheme(
    'light',
    {
      paper: { lightness: 0.984, chroma: 0.004, hue: 85 },
      none: { lightness: 0.74, chroma: 0.006, hue: 260 },
      ink: { lightness: 0.27, chroma: 0.018, hue: 265 },
      inkSoft: { lightness: 0.44, chroma: 0.018, hue: 265 },
      accent: { lightness: 0.3, chroma: 0.03, hue: 265 },
      liked: { lightness: 0.46, chroma: 0.14, hue: 255 },
      disliked: { lightness: 0.5, chroma: 0.15, hue: 45 },
    },
    { nameLightness: 0.36, shade: 0.3, faint: 0.16 },
  ),
  dark: makeTheme(
    'dark',
    {
      paper: { lightness: 0.185, chroma: 0.014, hue: 265 },
      none: { lightness: 0.5, chroma: 0.012, hue: 265 },
      ink: { lightness: 0.96, chroma: 0.006, hue: 265 },
      inkSoft: { lightness: 0.82, chroma: 0.012, hue: 265 },
      accent: { lightness: 0.97, chroma: 0.01, hue: 90 },
      liked: { lightness: 0.76, chroma: 0.11, hue: 245 },
      disliked: { lightness: 0.76, chroma: 0.13, hue: 60 },
    },
    { nameLightness: 0.9, shade: 0.34, faint: 0.2 },
  ),
};

/** How many groups get a colour of their own. */
export const swatchCount = swatchesOnLight.length;

export function mapTheme(name: ThemeName): MapTheme {
  return themes[name];
}

/** Words; the first few are the farthest from each other. */
export function swatchWords(name: ThemeName): readonly number[] {
  return swatches[name];
}

/** `steps` (≥ 2) words from what matters least to what matters most, nearly equally far from each other in lightness. */
export function rampWords(ramp: RampName, name: ThemeName, steps: number): number[] {
  const stops = rampStops[ramp][name];
  return Array.from({ length: steps }, (_, step) => {
    const place = (step / (steps - 1)) * (stops.length - 1);
    const i = Math.min(stops.length - 2, Math.floor(place));
    const [from, to, share] = [stops[i], stops[i + 1], place - i];
    return oklchToWord({
      lightness: from.lightness + (to.lightness - from.lightness) * share,
      chroma: from.chroma + (to.chroma - from.chroma) * share,
      hue: from.hue + (to.hue - from.hue) * share,
    });
  });
}
