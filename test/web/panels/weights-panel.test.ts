import { describe, expect, it } from 'vitest';
import { stepOf, weightSteps } from '../../../web/panels/weights-panel.ts';

describe('the places of a slider', () => {
  it('run from left out to the largest weight, with 1 among them', () => {
    expect(weightSteps).toEqual([...weightSteps].sort((a, b) => a - b));
    expect([weightSteps[0], weightSteps.at(-1), weightSteps.includes(1)]).toEqual([0, 10, true]);
  });

  it('are found for every weight that an address may have', () => {
    expect(weightSteps.map(stepOf)).toEqual([...weightSteps.keys()]);
    expect([0.04, 0.9, 7.4, 8].map((weight) => weightSteps[stepOf(weight)])).toEqual([0, 1, 5, 10]);
  });
});
