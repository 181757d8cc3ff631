import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arxivNumber, identityKeys, lettersAndDigits, paperText } from '../../src/tables/paper.ts';
import { paperOf } from '../paper-of.ts';

const paper = paperOf({ id: 'a', title: 'Bees' });

describe('lettersAndDigits', () => {
  it('is the same for a title in another case, spacing, punctuation or accents', () => {
    const written = ['Naïve Bayes: a re-view', 'NAIVE BAYES – A REVIEW', 'naive  bayes, “a review”'];
    expect(new Set(written.map(lettersAndDigits))).toEqual(new Set(['naivebayesareview']));
    expect(lettersAndDigits('ΟΔΟΣ ΑΒΓ')).toBe(lettersAndDigits('οδός αβγ'));
  });
});

describe('arxivNumber', () => {
  it('is found in ids, addresses and DOIs, without its version', () => {
    for (const text of [
      'arXiv:2404.06512v2',
      'https://arxiv.org/pdf/2404.06512',
      '10.48550/arXiv.2404.06512',
    ]) {
      expect(arxivNumber(text)).toBe('2404.06512');
    }
    expect(arxivNumber('https://arxiv.org/abs/cs/0112017v1')).toBe('cs/0112017');
    expect(arxivNumber('2404.06512')).toBeNull();
  });
});

describe('identityKeys', () => {
  it('are the title with the head of the abstract, the DOI and the arXiv number', () => {
    const keys = identityKeys({
      ...paper,
      abstract: 'On bees.',
      doi: '10.1/X',
      url: 'https://arxiv.org/abs/2404.06512',
    });
    expect(keys).toEqual(['text:bees|onbees', 'doi:10.1/x', 'arxiv:2404.06512']);
  });

  it('have the arXiv number of a facet where address and DOI are others', () => {
    const facets = { arxiv: ['1805.02262'] };
    expect(identityKeys({ ...paper, doi: '10.1/X', facets })).toContain('arxiv:1805.02262');
  });

  it('have the head of an abstract as if all of it had been looked at', () => {
    const signs = ['a', 'B', 'é', 'e\u0301', ' ', '.', 'Σ', '𝒜', 'ﬃ', '한', '½', '\u0301', '\ud835'];
    const abstract = fc
      .array(fc.constantFrom(...signs), { minLength: 100, maxLength: 1000 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(abstract, (text) => {
        const [key] = identityKeys({ ...paper, abstract: text });
        expect(key).toBe(`text:bees|${lettersAndDigits(text).slice(0, 200)}`);
      }),
    );
  });

  it('tell titles of nothing but symbols apart', () => {
    expect(identityKeys({ ...paper, title: '∀∃' })).not.toEqual(identityKeys({ ...paper, title: '∃∀' }));
  });
});

describe('paperText', () => {
  it('is the title alone where there is no abstract', () => {
    expect(paperText(paper)).toBe('Bees');
    expect(paperText({ title: 'Bees', abstract: 'On bees.' })).toBe('Bees\nOn bees.');
  });
});
