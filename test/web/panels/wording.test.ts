import { describe, expect, it } from 'vitest';
import { otherVersions } from '../../../web/panels/hover-card.ts';
import { groupCount, topicCount } from '../../../web/panels/info-dialog.ts';
import { paperCount } from '../../../web/panels/paper-count.ts';
import { similarityText } from '../../../web/panels/similarity.ts';
import { versionCount, versionName } from '../../../web/panels/version-list.ts';
import { ordinal } from '../../../web/panels/why-lines.ts';

describe('similarityText', () => {
  it('shows two digits, a minus sign below zero, and no minus before zero', () => {
    expect([0.8349, 1, -0.25, -0.001].map(similarityText)).toEqual(['0.83', '1.00', '−0.25', '0.00']);
  });
});

describe('ordinal', () => {
  it('ends as one says it', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '102nd',
      '111th',
    ]);
  });
});

describe('paperCount', () => {
  it('says one paper, and many with their thousands apart', () => {
    expect([0, 1, 2, 12345].map(paperCount)).toEqual(['0 papers', '1 paper', '2 papers', '12,345 papers']);
  });
});

describe('versions of a paper', () => {
  it('are counted in words', () => {
    expect([1, 2, 1200].map(versionCount)).toEqual([
      '1 more version',
      '2 more versions',
      '1,200 more versions',
    ]);
    expect(groupCount({ groups: 0, papersInGroups: 0 })).toBe('none: each paper is there once');
    expect(groupCount({ groups: 1, papersInGroups: 3 })).toBe('1 paper in 3 versions or copies');
    expect(groupCount({ groups: 2, papersInGroups: 1005 })).toBe('2 papers in 1,005 versions or copies');
  });

  it('are named by year and venue, without a venue by the file, without all by the id', () => {
    const version = { id: 'a', title: 'A', year: 2019, venue: 'arXiv', source: 'a.bib' };
    expect(versionName(version)).toBe('2019 · arXiv');
    expect(versionName({ ...version, venue: '' })).toBe('2019 · a.bib');
    expect(versionName({ ...version, year: null })).toBe('arXiv');
    expect(versionName({ ...version, year: null, venue: '', source: '' })).toBe('a');
  });

  it('are counted on the map', () => {
    const representative = Int32Array.of(2, 1, 2, 2);
    expect([0, 1, 2].map((row) => otherVersions(representative, row))).toEqual([2, 0, 2]);
    expect(otherVersions(null, 1)).toBe(0);
  });
});

describe('topicCount', () => {
  it('adds up the levels, however many there are', () => {
    expect([[], [3], [12, 26], [14, 110, 105]].map(topicCount)).toEqual([
      '0',
      '3',
      '38, coarse to fine: 12 + 26',
      '229, coarse to fine: 14 + 110 + 105',
    ]);
  });
});
