import { describe, expect, it } from 'vitest';
import { levelsOfRows } from '../../../web/map/point-levels.ts';

const codes = Int32Array.of(0, 0, 1, -1);

describe('levelsOfRows', () => {
  it('draws all rows normally while nothing is asked or hidden', () => {
    expect([...levelsOfRows(codes, new Set(), null)]).toEqual([1, 1, 1, 1]);
  });

  it('draws rows of hidden codes faint', () => {
    expect([...levelsOfRows(codes, new Set([0, -1]), null)]).toEqual([0, 0, 1, 0]);
  });

  it('lifts hits and draws all else faint, hidden hits too', () => {
    expect([...levelsOfRows(codes, new Set(), [2, 0])]).toEqual([2, 0, 2, 0]);
    expect([...levelsOfRows(codes, new Set([0]), [2, 0])]).toEqual([0, 0, 2, 0]);
  });

  it('leaves the others as they are beside the hits where their colours count', () => {
    expect([...levelsOfRows(codes, new Set([1]), [0], true)]).toEqual([2, 1, 0, 1]);
  });

  it('draws all rows faint where a question has no hits', () => {
    expect([...levelsOfRows(codes, new Set(), [])]).toEqual([0, 0, 0, 0]);
  });
});
