import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstUnseen, noteVisit } from '../../web/last-visit.ts';

const minute = 60_000;
const start = Date.parse('2026-11-20T10:00:00Z');
const run = (addedAt: string, firstRow: number) => ({ addedAt, firstRow, rows: 2 });
const first = run('2026-11-16T08:00:00.000Z', 0);
const second = run('2026-11-21T08:00:00.000Z', 2);
const corpus = { corpus: 'mine', arrivals: [first] };
const grown = { corpus: 'mine', arrivals: [first, second] };

let stored: Map<string, string>;
beforeEach(() => {
  stored = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('the last visit', () => {
  it('is none at the first, and then the one before, with what was there', () => {
    expect(noteVisit(corpus, start)).toBeNull();
    const next = noteVisit(grown, start + 24 * 60 * minute);
    expect(next).toEqual({ at: '2026-11-20T10:00:00.000Z', newest: first.addedAt });
    expect(firstUnseen(next!, grown)).toBe(second.addedAt);
    expect(firstUnseen(next!, corpus)).toBeNull();
  });

  it('stays the same through a reload, so that what is new does not become old by it', () => {
    noteVisit(corpus, start);
    const visit = noteVisit(grown, start + 24 * 60 * minute);
    expect(noteVisit(grown, start + 24 * 60 * minute + 5 * minute)).toEqual(visit);
    const later = noteVisit(grown, start + 24 * 60 * minute + 50 * minute);
    expect(firstUnseen(later!, grown)).toBeNull();
  });

  it('is of one corpus only', () => {
    noteVisit(corpus, start);
    expect(noteVisit({ corpus: 'other', arrivals: [second] }, start + 60 * minute)).toBeNull();
  });

  it('makes everything new that has a date where nothing had one', () => {
    noteVisit({ corpus: 'mine', arrivals: [] }, start);
    const key = [...stored.keys()][0];
    stored.set(`${key}${second.addedAt}`, stored.get(key)!);
    const visit = noteVisit({ corpus: 'mine', arrivals: [second] }, start + 60 * minute);
    expect(firstUnseen(visit!, { arrivals: [second] })).toBe(second.addedAt);
  });

  it.each([
    'rubbish',
    '{}',
    '[]',
    'null',
    '7',
    '{"at":"soon","newest":null,"before":null}',
    '{"at":"2026-11-20","newest":3}',
  ])('is none where the browser keeps %s', (value) => {
    noteVisit(corpus, start);
    stored.set([...stored.keys()][0], value);
    expect(noteVisit(corpus, start + 60 * minute)).toBeNull();
  });

  it('is none where the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('full');
      },
    });
    noteVisit(corpus, start);
    expect(noteVisit(corpus, start + 60 * minute)).toBeNull();
  });
});
