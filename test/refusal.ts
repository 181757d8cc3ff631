import { expect } from 'vitest';
import { type ErrorCode, NearbyError } from '../src/errors.ts';

/** The refusal that a promise, or a call, ends in; anything else fails the test. */
export async function refusalOf(work: Promise<unknown> | (() => unknown)): Promise<NearbyError> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (thrown) {
    if (thrown instanceof NearbyError) return thrown;
    throw thrown;
  }
  throw new Error('Nothing was refused.');
}

/** The same for a call that does not wait: it must refuse with this code and a sentence that matches. */
export function expectRefusal(work: () => unknown, code: ErrorCode, sentence: RegExp): NearbyError {
  let thrown: unknown;
  try {
    work();
  } catch (caught) {
    thrown = caught;
  }
  expect(thrown).toBeInstanceOf(NearbyError);
  const refusal = thrown as NearbyError;
  expect({ code: refusal.code, message: refusal.message }).toEqual({
    code,
    message: expect.stringMatching(sentence),
  });
  return refusal;
}
