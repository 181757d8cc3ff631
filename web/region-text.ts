/** An area of the map as a value and as text in the address: x and y of each corner in turn, joined by commas. */
import type { Region } from '../src/server/api-types.ts';

/** The server's limits, as in view-state.ts. */
export const cornerLimits = { least: 3, most: 200 };

/** Four digits: a pixel or less where the area fills a window, and an address that can still be sent. */
const digits = 4;

export function roundedRegion(region: Region): Region {
  return region.map(([xData, yData]) => [rounded(xData), rounded(yData)]);
}

export function writeRegion(region: Region): string {
  return roundedRegion(region).flat().join(',');
}

/** @returns null for anything but 3 to 200 pairs of usable numbers. */
export function readRegion(text: string): Region | null {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const corners = numbers.length / 2;
  if (!Number.isInteger(corners) || corners < cornerLimits.least || corners > cornerLimits.most) return null;
  if (!numbers.every((number) => Math.abs(number) < 1e12)) return null;
  return Array.from({ length: corners }, (_, i) => [rounded(numbers[2 * i]), rounded(numbers[2 * i + 1])]);
}

/** Without "−0", which an address does not tell from 0. */
const rounded = (value: number) => Number(value.toPrecision(digits)) + 0;
