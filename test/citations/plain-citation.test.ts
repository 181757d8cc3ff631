import { describe, expect, it } from 'vitest';
import { personName } from '../../src/citations/person-name.ts';
import { citationOf, plainCitation } from '../../src/citations/plain-citation.ts';
import { paperOf } from '../paper-of.ts';

const paper = {
  ...paperOf({
    id: 'a',
    title: 'Why cats nap',
    authors: ['Jean-Pierre R. de la Poe', 'Rick Roe Jr.', 'OpenAI'],
  }),
  ...{ topics: [], x: null, y: null },
};

describe('plainCitation', () => {
  it('names authors, year, title, venue and DOI as APA does', () => {
    expect(plainCitation({ ...paper, year: 2021, venue: 'Journal of Tests', doi: '10.1000/x' })).toBe(
      'de la Poe, J.-P. R., Roe, R., Jr., & OpenAI. (2021). Why cats nap. Journal of Tests. https://doi.org/10.1000/x',
    );
  });

  it('goes without what is not known', () => {
    expect(plainCitation({ ...paper, authors: [], title: 'Why?' })).toBe('Why? (n.d.).');
    expect(plainCitation({ ...paper, authors: ['Ann Poe'], url: 'https://a.org/1' })).toBe(
      'Poe, A. (n.d.). Why cats nap. https://a.org/1',
    );
  });

  it('names of more than 20 authors the first 19 and the last', () => {
    const authors = Array.from({ length: 30 }, (_, i) => `Ann Poe${String.fromCharCode(97 + i)}`);
    const text = plainCitation({ ...paper, authors });
    expect(text.match(/Poe./g)).toHaveLength(20);
    expect(text).toContain(`Poes, A., … Poe${String.fromCharCode(97 + 29)}, A.`);
  });
});

describe('citationOf', () => {
  it('leaves abstract and keywords out of what is copied', () => {
    const long = { ...paper, abstract: 'Of naps.', keywords: ['naps'] };
    for (const style of ['bibtex', 'ris', 'plain'] as const) {
      expect(citationOf(long, style)).toContain('Why cats nap');
      expect(citationOf(long, style)).not.toMatch(/Of naps|keywords|KW/);
    }
  });
});

describe('personName', () => {
  it.each([
    ['Ann Poe', 'Ann', 'Poe', ''],
    ['Ann van der Poe', 'Ann', 'van der Poe', ''],
    ['Rick Roe III', 'Rick', 'Roe', 'III'],
  ])('takes %s apart', (name, given, family, suffix) => {
    expect(personName(name)).toEqual({ given, family, suffix });
  });

  it.each(['Plato', 'Poe JR', 'Poe, Ann', 'van Poe', 'Centre for Tests', 'CMS Collaboration', '王小明'])(
    'leaves %s whole',
    (name) => expect(personName(name)).toBeNull(),
  );
});
