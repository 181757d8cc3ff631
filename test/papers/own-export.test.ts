import { describe, expect, it } from 'vitest';
import { ownExport } from '../../src/papers/own-export.ts';

const exported = Object.fromEntries(
  'id title abstract authors year venue doi url categories keywords topics x y'
    .split(' ')
    .map((name) => [name, '']),
);

describe('ownExport', () => {
  it('gives back the first source and the facets, without what was computed', () => {
    expect(ownExport({ ...exported, source: 'a.bib', lists: [], volume: ['3'] })).toEqual({
      source: 'a.bib',
      facets: { volume: ['3'] },
    });
    expect(ownExport(exported)).toEqual({ source: null, facets: {} });
  });

  it('takes no other record for one, so that its own "topics" stay', () => {
    const { keywords: _, ...other } = exported;
    expect(ownExport(other)).toBeNull();
    expect(ownExport({ title: 'Bees', topics: ['bees'], x: 1, y: 2 })).toBeNull();
  });
});
