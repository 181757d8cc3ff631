import { describe, expect, it } from 'vitest';
import { encodeMap } from '../../../src/server/map-format.ts';
import { readMap } from '../../../web/map/read-map.ts';
import { syntheticMap } from './synthetic-map.ts';

describe('syntheticMap', () => {
  const made = syntheticMap(2000);

  it('is a map that the page reads, with every row of a topic counted', () => {
    const data = readMap(encodeMap(made.map).buffer);
    expect(data.rows).toBe(2000);
    expect(data.topicLevels).toHaveLength(3);
    for (const [level, topicOfRow] of data.topicLevels.entries()) {
      const sizes = made.topics.topics.filter((topic) => topic.level === level).map(({ size }) => size);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(
        topicOfRow.filter((topic) => topic >= 0).length,
      );
    }
  });

  it('is the same for the same seed, and another for another', () => {
    expect(syntheticMap(2000)).toEqual(made);
    expect(syntheticMap(2000, 6).map.columns[0].data).not.toEqual(made.map.columns[0].data);
  });
});
