import { describe, expect, it } from 'vitest';
import type { SearchQuery } from '../../src/search/search-types.ts';
import { unknownWordsDefaults } from '../../src/search/unknown-words.ts';
import { wordsQueryDefaults } from '../../src/search/words-query.ts';
import { smallSearcher } from './small-corpus.ts';

const { searcher } = smallSearcher();
const notesFor = async (text: string, query: Partial<SearchQuery> = {}) =>
  (await searcher.search({ text, k: 3, mode: 'fused', ...query })).notes;
const note = (typed: string, meant: string) => `No paper has the word "${typed}". Did you mean "${meant}"?`;

describe('a word that no paper has', () => {
  it.each([
    ['one letter left out', 'glacers', 'glaciers'],
    ['one too many', 'Methodds', 'methods'],
    ['two the wrong way round, in a long word', 'photogrpahs', 'photographs'],
  ])('is asked back where a common word is nearly it: %s', async (_, typed, meant) => {
    expect(await notesFor(`${typed} of the north`)).toEqual([note(typed, meant)]);
    expect((await notesFor(`${typed} of the north`, { mode: 'words' })).at(0)).toBe(note(typed, meant));
  });

  it.each([
    ['in the index as another form of a word that papers have', 'glacier surveyed'],
    ['that begins with another letter', 'placiers'],
    ['of so few letters that many are like it', 'norht'],
    ['with two slips in seven letters', 'mthodds'],
    ['that is like no other', 'zyzzyvas'],
    ['in capitals: an abbreviation', 'GLACERS'],
    ['with digits or other letters', 'glacers2 gläcers'],
    ['that is excluded', 'ice -glacers'],
  ])('is not, where it is one %s', async (_, text) => {
    expect(await notesFor(text)).toEqual([]);
  });

  it('is not asked back by meaning, where words do not count, nor in a pasted passage', async () => {
    expect(await notesFor('glacers', { mode: 'meaning' })).toEqual([]);
    expect(await notesFor(`glacers ${'ice '.repeat(wordsQueryDefaults.maxWordsForOperators)}`)).toEqual([]);
  });

  it('is one of a few that are named', async () => {
    const notes = await notesFor('glacers methodds photogrpahs sensorrs computerrs');
    expect(notes).toHaveLength(unknownWordsDefaults.atMost);
  });
});
