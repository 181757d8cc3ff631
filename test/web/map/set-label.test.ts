import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines, setLabel } from '../../../web/map/set-label.ts';

/** Every letter is 7 pixels wide. */
const width = (text: string) => text.length * 7;

describe('breakLines', () => {
  it('keeps words in their order, whole phrases from the first on, and no line wider than the widest word or the limit', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,14},?$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(words, (list) => {
        const lines = breakLines(list.join(' '), width, 140);
        const limit = Math.max(140, ...list.map(width));
        for (const line of lines) if (!line.endsWith(' …')) expect(width(line)).toBeLessThanOrEqual(limit);
        expect(lines.length).toBeLessThanOrEqual(3);
        const shown = lines.join(' ');
        const all = list.join(' ');
        if (!shown.endsWith(' …')) expect(shown === all || all.startsWith(`${shown}, `)).toBe(true);
      }),
    );
  });

  it('breaks after a comma rather than within a phrase, and evenly', () => {
    expect(breakLines('sparse attention, long sequences', width, 140)).toEqual([
      'sparse attention,',
      'long sequences',
    ]);
    expect(breakLines('molecular property prediction', width, 140)).toHaveLength(2);
  });

  it('gives up the last phrases of a name that takes too many lines, not words of them', () => {
    const name = 'deep learning theory, gradient descent dynamics, wide networks';
    expect(breakLines(name, width, 80).join(' ')).toBe('deep learning theory');
  });

  it('leaves a long word whole and shortens what takes too many lines', () => {
    expect(breakLines('electroencephalographically', width, 100)).toEqual(['electroencephalographically']);
    const lines = breakLines('one two three four five six seven eight nine ten', width, 60);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/ …$/);
  });

  it('gives one empty line for an empty name', () => {
    expect(breakLines('  ', width, 100)).toEqual(['']);
  });
});

describe('setLabel', () => {
  const sizeOf = (level: number, share: number, factor?: number) =>
    Number(/([\d.]+)px/.exec(setLabel('name', level, share, 'serif', width, factor).font)![1]);

  it('sets heavier topics and coarser levels larger', () => {
    expect(sizeOf(0, 1)).toBeGreaterThan(sizeOf(0, 0));
    expect(sizeOf(0, 0)).toBeGreaterThan(sizeOf(1, 0));
    expect(sizeOf(1, 0)).toBeGreaterThan(sizeOf(2, 0));
    expect(sizeOf(5, 0)).toBe(sizeOf(2, 0));
  });

  it('never sets letters too small to read', () => {
    expect(sizeOf(2, 0, 0.5)).toBeGreaterThanOrEqual(11);
  });

  it('measures the box of all lines', () => {
    const { lines, widthPx, heightPx, lineHeightPx } = setLabel(
      'sparse attention, long sequences, retrieval',
      1,
      0,
      'serif',
      width,
    );
    expect(widthPx).toBe(Math.max(...lines.map(width)));
    expect(heightPx).toBe(lines.length * lineHeightPx);
  });
});
