/** One way in which Nearby refuses; what its parts are, errors.ts says. */
export interface Refusal<Values> {
  httpStatus: number;
  exitCode: 1 | 2;
  says: (values: Values) => string;
}

/** Ties a sentence to the type of the values that it names. */
export function refusal<Values>(
  httpStatus: number,
  exitCode: 1 | 2,
  says: (values: Values) => string,
): Refusal<Values> {
  return { httpStatus, exitCode, says };
}
