/** The parameters of an address, read one by one: each is taken, or left out with a note that says why. */
import type { Region } from '../src/server/api-types.ts';
import type { Viewport } from './map/viewport.ts';
import { cornerLimits, readRegion } from './region-text.ts';
import type { SizeBy } from './size-by.ts';

/** The server's limits, in `limits` of src/server/api-schemas.ts: the page takes only types from there. */
export const viewLimits = {
  textLength: 20_000,
  examples: 200,
  idLength: 1000,
  k: 1000,
  facetValues: 1000,
  weight: 10,
};

/** Reads the parameters one by one and collects what it had to leave out. */
export class PartReader {
  readonly notes: string[] = [];
  private readonly query: URLSearchParams;

  constructor(query: URLSearchParams) {
    this.query = query;
  }

  text(): string {
    const text = this.query.get('q') ?? '';
    if (text.length <= viewLimits.textLength) return text;
    this.leftOut('q', text, `a question of at most ${viewLimits.textLength} characters`);
    return '';
  }

  oneOf<Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value {
    const given = this.query.get(name);
    if (given === null) return otherwise;
    const value = values.find((candidate) => candidate === given);
    if (value !== undefined) return value;
    this.leftOut(name, given, `one of ${values.join(', ')}`);
    return otherwise;
  }

  integer(name: string, least: number, most: number): number | null {
    const given = this.query.get(name);
    if (given === null) return null;
    const value = Number(given);
    if (/^-?\d+$/.test(given) && value >= least && value <= most) return value + 0;
    this.leftOut(name, given, `a whole number from ${least} to ${most}`);
    return null;
  }

  /** From 0 up, with at most seven digits, as they are written. */
  number(name: string, most: number): number | null {
    const given = this.query.get(name);
    if (given === null) return null;
    const value = Number(given);
    if (/^\d{1,2}(\.\d{1,6})?$/.test(given) && value <= most) return value;
    this.leftOut(name, given, `a number from 0 to ${most}`);
    return null;
  }

  topicPair(name: string): [number, number] | null {
    const given = this.query.get(name);
    if (given === null) return null;
    const [a, b] = given.split(',').map(Number);
    if (/^\d{1,9},\d{1,9}$/.test(given) && a !== b) return [a, b];
    this.leftOut(name, given, 'the ids of two topics, joined by a comma');
    return null;
  }

  /** A date, or a time in UTC, as the server takes it. */
  moment(name: string): string | null {
    const given = this.query.get(name);
    if (given === null) return null;
    const written = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d(\.\d{1,9})?Z)?$/.exec(given);
    const moment = written ? new Date(given) : null;
    // A day that there is not (2026-02-30) is taken for a later one, or for none.
    if (moment && Number.isFinite(moment.getTime()) && moment.toISOString().startsWith(written![1]))
      return given;
    this.leftOut(name, given, 'a date such as 2026-11-21');
    return null;
  }

  region(name: string): Region | null {
    const given = this.query.get(name);
    if (given === null) return null;
    const region = readRegion(given);
    if (!region) {
      const { least, most } = cornerLimits;
      this.leftOut(name, given, `${least} to ${most} corners, x and y of each in turn`);
    }
    return region;
  }

  integers(name: string, given: string[]): number[] {
    const values = new Set<number>();
    for (const part of given) {
      if (/^-?\d{1,9}$/.test(part) && values.size < viewLimits.facetValues) values.add(Number(part) + 0);
      else this.leftOut(name, part, 'whole numbers');
    }
    return [...values];
  }

  id(name: string): string | null {
    const given = this.query.get(name);
    if (given === null) return null;
    if (given.length >= 1 && given.length <= viewLimits.idLength) return given;
    this.leftOut(name, given, 'the id of a paper');
    return null;
  }

  ids(name: string): string[] {
    const ids = new Set<string>();
    for (const given of this.query.getAll(name)) {
      if (given.length < 1 || given.length > viewLimits.idLength)
        this.leftOut(name, given, 'the id of a paper');
      else if (ids.size >= viewLimits.examples)
        this.leftOut(name, given, `at most ${viewLimits.examples} papers`);
      else ids.add(given);
    }
    return [...ids];
  }

  facets(): Record<string, string[]> {
    const facets = new Map<string, Set<string>>();
    for (const [parameter, value] of this.query) {
      if (!parameter.startsWith('f.') || parameter.length === 2) continue;
      const name = parameter.slice(2);
      const values = facets.get(name) ?? new Set();
      if (name.length > 200 || value.length > 1000 || values.size >= viewLimits.facetValues) {
        this.leftOut(parameter, value, 'a facet value of at most 1000 characters');
        continue;
      }
      facets.set(name, values.add(value));
    }
    // fromEntries defines own properties, so that a facet called "__proto__" is a facet.
    return Object.fromEntries([...facets].map(([name, values]) => [name, [...values]]));
  }

  sizeBy(): SizeBy {
    const given = this.query.get('size');
    if (given === null) return 'none';
    if (given === 'similarity') return given;
    if (/^f\..{1,200}$/su.test(given)) return given as SizeBy;
    this.leftOut('size', given, '"similarity", or "f." and the name of a facet');
    return 'none';
  }

  viewport(): Viewport | null {
    const given = this.query.get('at');
    if (given === null) return null;
    const parts = given.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    const [xData, yData, scale] = parts;
    const usable =
      parts.length === 3 && parts.every((part) => Number.isFinite(part) && Math.abs(part) < 1e12);
    if (usable && scale > 1e-9) return { xData: xData + 0, yData: yData + 0, scale };
    this.leftOut('at', given, 'three numbers: x, y and scale');
    return null;
  }

  /** Names the parameters that are none of the known ones. */
  unknown(known: RegExp): void {
    for (const name of new Set(this.query.keys())) {
      if (!known.test(name))
        this.notes.push(`The address has a part "${shortened(name)}" that this page does not know.`);
    }
  }

  private leftOut(name: string, given: string, expected: string): void {
    this.notes.push(
      `The address says ${name}=${shortened(given)}; expected is ${expected}. That part was left out.`,
    );
  }
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
