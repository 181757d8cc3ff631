/**
 * Colours in OKLCH (Björn Ottosson, "A perceptual color space for image processing", 2020,
 * https://bottosson.github.io/posts/oklab/): equal steps look equally large, so that a palette can be reasoned about.
 * A colour in use is a *word*: what a Uint32Array over ImageData holds, 0xAABBGGRR on little-endian machines.
 */

export interface Oklch {
  /** 0 black … 1 white. */
  lightness: number;
  /** 0 grey … about 0.3; reduced where the screen cannot show it. */
  chroma: number;
  /** Degrees: about 30 red, 100 yellow, 150 green, 260 blue, 330 magenta. */
  hue: number;
}

/** The opaque word of a colour; chroma is lowered until sRGB can show it, lightness and hue stay. */
export function oklchToWord(color: Oklch): number {
  let low = 0;
  let high = color.chroma;
  let rgb = linearOf(color, high);
  if (!inGamut(rgb)) {
    // 12 halvings bring the chroma within 0.0001 of the edge, below one step of 8 bits.
    for (let i = 0; i < 12; i++) {
      const middle = (low + high) / 2;
      if (inGamut(linearOf(color, middle))) low = middle;
      else high = middle;
    }
    rgb = linearOf(color, low);
  }
  const [red, green, blue] = rgb.map((value) => Math.round(255 * encode(Math.min(1, Math.max(0, value)))));
  return wordOf(red, green, blue);
}

/** The inverse of `oklchToWord`, up to the rounding to 8 bits. */
export function wordToOklch(word: number): Oklch {
  const [lightness, a, b] = linearToOklab(linearOfWord(word));
  return {
    lightness,
    chroma: Math.hypot(a, b),
    hue: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360,
  };
}

/** Channels 0…255 to a word; alpha 255 is opaque. */
export function wordOf(red: number, green: number, blue: number, alpha = 255): number {
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

export function channelsOf(word: number): [red: number, green: number, blue: number] {
  return [word & 255, (word >>> 8) & 255, (word >>> 16) & 255];
}

/** "#rrggbb" for canvas and CSS; alpha is left out. */
export function cssOf(word: number): string {
  return `#${channelsOf(word)
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`;
}

/** Linear-light sRGB, 0…1 a channel. */
export function linearOfWord(word: number): [number, number, number] {
  const [red, green, blue] = channelsOf(word);
  return [decode(red / 255), decode(green / 255), decode(blue / 255)];
}

export function linearToOklab([r, g, b]: readonly number[]): [number, number, number] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function linearOf({ lightness, hue }: Oklch, chroma: number): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function inGamut(rgb: readonly number[]): boolean {
  return rgb.every((value) => value >= -1e-4 && value <= 1 + 1e-4);
}

// The transfer function of sRGB (IEC 61966-2-1) and its inverse.
function encode(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
}

function decode(encoded: number): number {
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}
