/**
 * How much each part of a question counts, 1 by default; 0 leaves the part out of the question. Papers given as examples
 * are not in the answer whatever they weigh, and "phrases" and -excluded words hold as filters do.
 *
 * | way       | what the weights multiply                                                                            |
 * |-----------|------------------------------------------------------------------------------------------------------|
 * | `all`     | the vectors that are added up; of `unlike`, `questionVectorDefaults.dislikedShare`                   |
 * | `any`     | the cosine to each text, liked paper and topic; the share of the nearness to the disliked ones       |
 * | `learned` | the weight in training of the text, of each liked paper, of the topic, and of the disliked ones       |
 *
 * Words, where they count, count as much as the text does by meaning: fuse-scores.ts. Only proportions matter.
 */
import { NearbyError } from '../errors.ts';

/** Each 0…10. */
export interface PartWeights {
  text: number;
  like: number;
  /** Of disliked papers. */
  unlike: number;
  /** Of topics and an area of the map. */
  near: number;
}

export const defaultWeights: Readonly<PartWeights> = { text: 1, like: 1, unlike: 1, near: 1 };

/** Ten times as much as another part is as good as alone. */
export const maxWeight = 10;

/** @throws NearbyError `bad-option` for a weight that is no number from 0 to `maxWeight`. */
export function wholeWeights(given: Partial<PartWeights> = {}): PartWeights {
  const weights = { ...defaultWeights };
  for (const part of Object.keys(weights) as (keyof PartWeights)[]) {
    const value = given[part] ?? weights[part];
    if (!(value >= 0 && value <= maxWeight)) {
      throw new NearbyError('bad-option', {
        name: `weight of ${part}`,
        value,
        expected: `a number from 0 to ${maxWeight}`,
      });
    }
    weights[part] = value;
  }
  return weights;
}
