import { describe, expect, it } from 'vitest';
import { onePointAGroup } from '../../src/layout/one-point-a-group.ts';
import { ungrouped } from '../../src/tables/duplicate-groups.ts';

describe('onePointAGroup', () => {
  const layout = { rows: 4, points: Float32Array.of(0, 1, 10, 11, 20, 21, 30, 31) };
  const groups = ungrouped(4);
  groups.representative.set([2, 1, 2, 2]);
  groups.rule.set([0, 255, 0, 0]);
  const rowsOf = (kept: number) => [...onePointAGroup(layout, groups, kept).points];

  it('puts all of a group where the row is that stands for it', () => {
    expect(rowsOf(0)).toEqual([20, 21, 10, 11, 20, 21, 20, 21]);
    expect([...layout.points]).toEqual([0, 1, 10, 11, 20, 21, 30, 31]);
  });

  it('moves no row that was on the map, and new ones onto it', () => {
    expect(rowsOf(2)).toEqual([0, 1, 10, 11, 0, 1, 0, 1]);
    expect(rowsOf(3)).toEqual([0, 1, 10, 11, 20, 21, 20, 21]);
    expect(rowsOf(4)).toEqual([...layout.points]);
  });
});
