import { describe, expect, it } from 'vitest';
import { expectRefusal } from '../../refusal.ts';
import { qualityDefaults, readOptions, sections } from './options.ts';

describe('readOptions', () => {
  it('gives the defaults where nothing is said', () => {
    expect(readOptions([])).toEqual({
      ...{ ...qualityDefaults, against: null, json: null },
      only: new Set(Object.keys(sections)),
    });
  });

  it('reads every flag, in both ways of writing, and a folder at any place', () => {
    const asked = ['--model', 'new', 'sets', '--against=old', '--corpora', 'papers', '--json', 'out.jsonl'];
    expect(readOptions(asked)).toMatchObject({
      ...{ sets: 'sets', corpora: 'papers', model: 'new', against: 'old', json: 'out.jsonl' },
    });
  });

  it('refuses a flag that there is not, with the one that is meant', () => {
    expectRefusal(() => readOptions(['--modle', 'new']), 'unknown-option', /"--modle".*mean "--model"/);
    expectRefusal(() => readOptions(['-m', 'new']), 'unknown-option', /no "-m".*--corpora/);
    expectRefusal(() => readOptions(['--no-model']), 'unknown-option', /no "--no-model"/);
  });

  it('refuses a flag without a value', () => {
    expectRefusal(() => readOptions(['--model']), 'bad-option', /--model is missing/);
    expectRefusal(() => readOptions(['--against', '']), 'bad-option', /--against is "".*bundled model/);
    expectRefusal(() => readOptions(['--json', '--model', 'x']), 'bad-option', /--json is missing/);
  });

  it('measures only what is asked for, and refuses what there is not', () => {
    expect(readOptions(['--only', 'known-item, filters']).only).toEqual(new Set(['known-item', 'filters']));
    expectRefusal(() => readOptions(['--only', 'filter']), 'bad-option', /--only is "filter".*known-item/);
    expectRefusal(() => readOptions(['--only', 'toString']), 'bad-option', /--only is "toString"/);
  });

  it('refuses two folders', () => {
    expectRefusal(() => readOptions(['one', 'two']), 'bad-option', /\["one","two"\].*one folder/);
  });
});
