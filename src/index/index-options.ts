import { NearbyError } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';

/** Larger than that, HNSW looks at more rows than the exact scan of any table that it is meant for would. */
export const maxEf = 100_000;

/**
 * The defaults with what was given in their place; what was given as undefined is left at its default.
 * @throws NearbyError `unknown-option` for a name that the defaults do not have.
 */
export function mergeOptions<Options extends object>(defaults: Options, given: Partial<Options>): Options {
  const merged = { ...defaults };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaults, name)) {
      const valid = Object.keys(defaults);
      throw new NearbyError('unknown-option', { name, nearest: nearestName(name, valid), valid });
    }
    if (value !== undefined) Object.assign(merged, { [name]: value });
  }
  return merged;
}

/** @throws NearbyError `bad-option` unless `value` is a whole number from `from` to `to`, both included. */
export function checkWhole(name: string, value: unknown, from: number, to: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to) return;
  const range = to === Number.MAX_SAFE_INTEGER ? `of at least ${from}` : `from ${from} to ${to}`;
  throw new NearbyError('bad-option', { name, value, expected: `a whole number ${range}` });
}
