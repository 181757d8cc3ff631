import { describe, expect, it } from 'vitest';
import { byWords } from '../../../web/map/word-widths.ts';

describe('byWords', () => {
  const measured: string[] = [];
  const measure = (text: string, font: string) => {
    measured.push(`${font}:${text}`);
    return text.length * (font === 'small' ? 5 : 8);
  };

  it('gives the width of the whole, and measures each word once a font', () => {
    const width = byWords(measure);
    for (const text of ['graph neural networks', 'neural graph', 'networks', '']) {
      expect(width(text, 'small')).toBe(text.length * 5);
      expect(width(text, 'large')).toBe(text.length * 8);
    }
    expect(new Set(measured).size).toBe(measured.length);
    expect(measured).toContain('small:graph');
    expect(measured).not.toContain('small:neural graph');
  });
});
