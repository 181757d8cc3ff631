import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tellingPhrases } from '../../src/search/telling-phrases.ts';

const paper = (title: string, abstract = '', keywords: string[] = []) => ({ title, abstract, keywords });
const bees = Array.from({ length: 12 }, (_, i) =>
  paper(
    'Honeybee colonies and their dances',
    `We study honeybee colonies with care. ${i % 3 === 0 ? 'Cheap sensors help.' : ''}`,
  ),
);
const ice = Array.from({ length: 12 }, (_, i) =>
  paper(
    'Glacier ice in a warmer climate',
    `We study glacier ice with care. ${i % 3 === 0 ? 'Cheap sensors help.' : ''}`,
    ['cheap sensors'],
  ),
);
const texts = (phrases: readonly { text: string }[]) => phrases.map(({ text }) => text);

describe('tellingPhrases', () => {
  it('names what each set says and the other does not, with the shares of papers', () => {
    const { a, b } = tellingPhrases(bees, ice, 5);
    expect(texts(a)).toContain('honeybee colonies');
    expect(texts(b)).toContain('glacier ice');
    expect(a.find(({ text }) => text === 'honeybee colonies')).toMatchObject({ own: 1, other: 0 });
    expect(texts([...a, ...b]).join(' ')).not.toMatch(/study|care/);
  });

  it('leaves out what both say as often, and the pieces of what is said', () => {
    const { a, b } = tellingPhrases([...bees], [...ice, ...bees.slice(0, 0)], 20);
    expect(texts(a)).not.toContain('cheap sensors');
    for (const list of [texts(a), texts(b)])
      for (const one of list)
        for (const other of list)
          if (one !== other) expect(` ${other.toLowerCase()} `).not.toContain(` ${one.toLowerCase()} `);
  });

  it('changes its sides where the sets change places', () => {
    const words = fc.constantFrom('bee', 'hive', 'nectar', 'glacier', 'snow', 'crevasse', 'sensor', 'map');
    const sets = fc.array(fc.array(words, { minLength: 1, maxLength: 5 }), { maxLength: 12 });
    fc.assert(
      fc.property(sets, sets, (one, other) => {
        const papersOf = (titles: string[][]) => titles.map((title) => paper(title.join(', ')));
        const [a, b] = [papersOf(one), papersOf(other)];
        const straight = tellingPhrases(a, b, 6);
        const turned = tellingPhrases(b, a, 6);
        expect(turned).toEqual({ a: straight.b, b: straight.a });
        for (const { own, other: rest } of [...straight.a, ...straight.b]) {
          expect(own).toBeGreaterThan(0);
          expect(own).toBeLessThanOrEqual(1);
          expect(rest).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('finds nothing in nothing', () => {
    expect(tellingPhrases([], [], 5)).toEqual({ a: [], b: [] });
    expect(tellingPhrases(bees, [], 5).b).toEqual([]);
  });
});
