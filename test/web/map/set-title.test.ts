import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setTitle, titleStyle } from '../../../web/map/set-title.ts';

const measure = (text: string) => [...text].length * 6;
const linesOf = (title: string) => setTitle(title, 'serif', measure)?.lines;

describe('setTitle', () => {
  it('leaves a short title whole and breaks a longer one between words', () => {
    expect(linesOf('Maxout Networks')).toEqual(['Maxout Networks']);
    expect(linesOf('Scalable Neural Network  Kernels of Some')).toEqual([
      'Scalable Neural Network',
      'Kernels of Some',
    ]);
  });

  it('ends in an ellipsis, and in no comma before it, what does not fit', () => {
    expect(linesOf('Multi-Layer Deep Networks: Structural Credit Models, Then More')).toEqual([
      'Multi-Layer Deep Networks:',
      'Structural Credit Models…',
    ]);
    expect(linesOf('x'.repeat(60))).toEqual([`${'x'.repeat(26)}…`]);
  });

  it('has no setting for a title without letters', () => {
    expect(linesOf(' \n ')).toBeUndefined();
  });

  it('keeps within its two lines and their width, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (title) => {
        const set = setTitle(title, 'serif', measure);
        if (!set) {
          expect(title.trim()).toBe('');
          return;
        }
        expect(set.lines.length).toBeLessThanOrEqual(titleStyle.maxLines);
        expect(set.widthPx).toBeLessThanOrEqual(titleStyle.maxWidthPx);
        const words = title.split(/\s+/).filter(Boolean).join(' ');
        if (!set.lines.some((line) => line.endsWith('…'))) expect(set.lines.join(' ')).toBe(words);
      }),
    );
  });
});
