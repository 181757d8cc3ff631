import { beforeEach, describe, expect, it, vi } from 'vitest';
import { describeModel } from '../../src/embed/model-description.ts';
import { loadTokenizers } from '../../src/embed/runtime.ts';
import { Tokenizer } from '../../src/embed/tokenizer.ts';
import { libraryTokenizer } from './library-tokenizer.ts';
import { tinyModel, tinyTokenizer } from './tiny-model.ts';

vi.mock('../../src/embed/runtime.ts', async (original) => {
  const real = await original<typeof import('../../src/embed/runtime.ts')>();
  return { ...real, loadTokenizers: vi.fn(real.loadTokenizers) };
});

beforeEach(() => vi.mocked(loadTokenizers).mockClear());

const mark = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
const theText = { Sequence: { id: 'A', type_id: 0 } };
const template = (...single: object[]) => ({ ...tinyTokenizer.post_processor, single });
const bert = { type: 'BertProcessing', sep: ['[SEP]', 3], cls: ['[CLS]', 2] };

const folderWith = (post_processor: object | null) =>
  tinyModel({ 'tokenizer.json': { ...tinyTokenizer, post_processor } });

async function expectLibraryMarks(folder: string, expected: number[]): Promise<void> {
  const library = await libraryTokenizer(folder);
  vi.mocked(loadTokenizers).mockClear();
  const tokenizer = await Tokenizer.open(await describeModel(folder, 'm'));
  for (const text of ['', 'cats', 'dog [MASK] star'])
    expect([...tokenizer.encode(text).ids]).toEqual(library(text, true));
  expect([...tokenizer.encode('cat').ids]).toEqual(expected);
}

describe('marks around a text are those of the library', () => {
  it.each([
    ['of a template', template(mark('[CLS]'), theText, mark('[SEP]')), [2, 4, 3]],
    ['of a template with several', template(mark('[SEP]'), mark('[CLS]'), theText), [3, 2, 4]],
    ['of a template without any', template(theText), [4]],
    ['of a template that names a word', template(theText, mark('dog')), [4, 5]],
    ['by name, whatever id stands beside it', { ...bert, cls: ['[CLS]', 99] }, [2, 4, 3]],
    ['of BertProcessing', bert, [2, 4, 3]],
    ['of a token that is not in the vocabulary', template(mark('[BOS]'), theText), [1, 4]],
    ['where there are none', null, [4]],
  ])('%s, read without it', async (_, postProcessor, expected) => {
    await expectLibraryMarks(folderWith(postProcessor), expected);
    expect(loadTokenizers).not.toHaveBeenCalled();
  });

  it.each([
    ['of another kind', { ...bert, type: 'RobertaProcessing' }, [2, 4, 3]],
    ['of several in sequence', { type: 'Sequence', processors: [bert] }, [2, 4, 3]],
  ])('%s, read by it', async (_, postProcessor, expected) => {
    await expectLibraryMarks(folderWith(postProcessor), expected);
    expect(loadTokenizers).toHaveBeenCalledOnce();
  });
});
