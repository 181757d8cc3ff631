/** A generator of numbers in [0, 1), the same sequence for the same seed on every machine. */
export type Random = () => number;

/**
 * Seeded generator (mulberry32, 32 bits of state, period 2^32): enough for sampling, starting positions and tests,
 * not for cryptography. Source: https://github.com/cprosche/mulberry32 (public domain).
 *
 * @param seed any integer; only its low 32 bits count.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * `count` different rows out of `rows`, in ascending order; all of them where `count >= rows`.
 * Selection sampling (Knuth, TAOCP vol. 2, 3.4.2, algorithm S): one pass, no shuffle array.
 */
export function sampleRows(rows: number, count: number, random: Random): Int32Array {
  const wanted = Math.min(rows, count);
  const sample = new Int32Array(wanted);
  let taken = 0;
  for (let row = 0; taken < wanted; row++) {
    if (random() * (rows - row) < wanted - taken) sample[taken++] = row;
  }
  return sample;
}
