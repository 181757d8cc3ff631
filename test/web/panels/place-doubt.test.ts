import { describe, expect, it } from 'vitest';
import { placeDoubt } from '../../../web/panels/place-doubt.ts';

describe('placeDoubt', () => {
  it('says in words how few of its nearest are near a paper', () => {
    expect(placeDoubt({ kept: 0, of: 15, isTrusted: false })).toMatch(
      /^None of the 15 papers .* are near it/,
    );
    expect(placeDoubt({ kept: 1, of: 15, isTrusted: false })).toMatch(
      /^Only 1 of the 15 papers .* is near it/,
    );
    expect(placeDoubt({ kept: 4, of: 15, isTrusted: false })).toMatch(
      /^Only 4 of the 15 papers .* are near it/,
    );
  });

  it('says nothing of a place that is trusted, or was not counted', () => {
    expect(placeDoubt({ kept: 5, of: 15, isTrusted: true })).toBeNull();
    expect(placeDoubt(null)).toBeNull();
  });
});
