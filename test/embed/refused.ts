import { NearbyError } from '../../src/errors.ts';

/** The refusal that a promise ends in: its code, its sentence, and what it crossed over from. */
export async function refusalOf(promise: Promise<unknown>): Promise<NearbyError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof NearbyError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
