import { createHash } from 'node:crypto';

/**
 * The first 16 bytes of a text's SHA-256: what identity keys are stored and compared as, for they hold the head of an
 * abstract and would make the table of keys as large as the papers. At 10^9 keys two collide with a chance of 10^−21.
 */
export function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest().subarray(0, 16);
}
