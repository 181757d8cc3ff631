import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UndoHistory } from '../../web/undo-history.ts';
import { emptyFilter, firstView, type ViewState } from '../../web/view-state.ts';

describe('UndoHistory', () => {
  it('goes back and forward over changes of what is asked, and names them', () => {
    const history = new UndoHistory(firstView);
    const liked = { ...firstView, like: ['a'] };
    const filtered = { ...liked, filter: { ...emptyFilter, yearFrom: 2020 }, colorBy: 'year' as const };
    history.note(liked, 'push');
    history.note(filtered, 'push');
    expect(history.undo()).toMatchObject({ asked: { like: ['a'] }, changed: 'filters, colouring' });
    expect(history.undo()).toMatchObject({ asked: { like: [] }, changed: 'liked papers' });
    expect(history.undo()).toBeNull();
    expect(history.redo()).toMatchObject({ asked: { like: ['a'] }, changed: 'liked papers' });
    expect(history.redo()).toMatchObject({ asked: { colorBy: 'year' } });
    expect(history.redo()).toBeNull();
  });

  it('takes no notice of opened papers, the view of the map and longer lists, and leaves these as they are', () => {
    const history = new UndoHistory(firstView);
    history.note({ ...firstView, selected: 'a', view: { xData: 1, yData: 2, scale: 3 }, k: 60 }, 'push');
    expect(history.canUndo).toBe(false);
    history.note({ ...firstView, text: 'x', selected: 'b' }, 'push');
    expect(Object.keys(history.undo()!.asked)).not.toEqual(expect.arrayContaining(['selected']));
  });

  it('makes one step of a run of typing, and another of a slider', () => {
    const history = new UndoHistory(firstView);
    for (const text of ['a', 'ab', 'abc']) history.note({ ...firstView, text }, 'typing');
    const typed = { ...firstView, text: 'abc' };
    for (const diversity of [0.1, 0.2]) history.note({ ...typed, diversity }, 'typing');
    expect(history.undo()).toMatchObject({ asked: { text: 'abc', diversity: 0 }, changed: 'variety' });
    expect(history.undo()).toMatchObject({ asked: { text: '' }, changed: 'question' });
    expect(history.canUndo).toBe(false);
  });

  it('forgets what was undone when something else is asked', () => {
    const history = new UndoHistory(firstView);
    history.note({ ...firstView, text: 'a' }, 'push');
    history.undo();
    history.note({ ...firstView, text: 'b' }, 'push');
    expect(history.canRedo).toBe(false);
  });

  it('comes to where it was by as many steps forward as back', () => {
    const change = fc.record({
      text: fc.constantFrom('', 'a', 'b'),
      diversity: fc.constantFrom(0, 0.5),
      step: fc.constantFrom('push' as const, 'typing' as const, 'none' as const, 'replace' as const),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), fc.nat(40), (changes, most) => {
        const history = new UndoHistory(firstView);
        let now: ViewState = firstView;
        for (const { step, ...parts } of changes) {
          now = { ...now, ...parts };
          history.note(now, step);
        }
        let back = 0;
        while (back < most && history.undo()) back++;
        let last: object = now;
        for (let forward = 0; forward < back; forward++) last = history.redo()!.asked;
        expect(last).toMatchObject({ text: now.text, diversity: now.diversity });
        expect(history.canRedo).toBe(false);
      }),
    );
  });
});
