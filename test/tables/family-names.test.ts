import { describe, expect, it } from 'vitest';
import { differentAuthors, familyName, shareAuthor } from '../../src/tables/family-names.ts';

describe('familyName', () => {
  it.each([
    ['Jane Müller', 'muller'],
    ['J. R. Müller', 'muller'],
    ['Müller JR', 'muller'],
    ['WEI LI', 'li'],
    ['John Smith Jr.', 'smith'],
    ['Plato', 'plato'],
    ["Brian O'Neil", "o'neil"],
    ['张伟', '张伟'],
    ['', ''],
  ])('of %s is %s', (author, family) => {
    expect(familyName(author)).toBe(family);
  });
});

describe('lists of authors', () => {
  it('are different only where both name somebody and nobody is in both', () => {
    expect(differentAuthors(['Ann Adams'], ['Bob Brown'])).toBe(true);
    expect(differentAuthors(['Ann Adams', 'Carl Cole'], ['C. Cole'])).toBe(false);
    expect(differentAuthors([], ['Bob Brown'])).toBe(false);
    expect(shareAuthor([], ['Bob Brown'])).toBe(false);
    expect(shareAuthor(['B. Brown'], ['Bob Brown'])).toBe(true);
  });
});
