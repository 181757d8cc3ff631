import { NearbyError } from '../errors.ts';

/**
 * One unit vector from the token vectors of one text: their mean, or the first. A plain loop, in double precision.
 *
 * There is no attention mask because there is no padding: texts go through a model one by one (see text-model.ts), so
 * every row of `tokenVectors` is a token of this text.
 *
 * @param tokenVectors length tokens × dimensions, token after token.
 * @param vector where it is written; its length is the number of dimensions.
 * @throws NearbyError `bad-vector` where a token vector holds NaN or infinity.
 */
export function poolTokens(tokenVectors: Float32Array, pooling: 'mean' | 'cls', vector: Float32Array): void {
  const dimensions = vector.length;
  const end = pooling === 'cls' ? Math.min(dimensions, tokenVectors.length) : tokenVectors.length;
  const sum = new Float64Array(dimensions);
  for (let start = 0; start < end; start += dimensions) {
    for (let i = 0; i < dimensions; i++) sum[i] += tokenVectors[start + i];
  }
  unitVector(sum, vector);
}

/**
 * Scales a sum to length 1: the mean is the sum divided by the number of tokens, and this takes that factor away again.
 *
 * A sum of zero (an empty text in a static model, whose marks have zero vectors) has no direction. It gets the constant
 * one, every number 1/√dimensions: finite, and the same for all such texts.
 *
 * @throws NearbyError `bad-vector` where the sum holds NaN or infinity.
 */
export function unitVector(sum: Float64Array, vector: Float32Array): void {
  const dimensions = vector.length;
  let squares = 0;
  for (let i = 0; i < dimensions; i++) squares += sum[i] * sum[i];
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length)) throw new NearbyError('bad-vector', { row: 0, length });
  if (length === 0) vector.fill(1 / Math.sqrt(dimensions));
  else for (let i = 0; i < dimensions; i++) vector[i] = sum[i] / length;
}
