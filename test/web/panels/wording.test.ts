import { describe, expect, it } from 'vitest';
import { paperCount, topicCount } from '../../../web/panels/info-dialog.ts';
import { similarityText } from '../../../web/panels/similarity.ts';
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
