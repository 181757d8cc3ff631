import { describe, expect, it } from 'vitest';
import { parseQuestion } from '../../../src/search/parse-question.ts';
import { questionRules, questionSyntax } from '../../../src/search/query-fields.ts';
import { askingHint, askingRules, askingSyntax } from '../../../web/panels/asking-help.ts';

describe("the page's help on asking", () => {
  it('is the grammar of the parser', () => {
    expect(askingSyntax).toEqual(questionSyntax);
    expect(askingRules).toEqual(questionRules);
  });

  it('has a hint that the parser understands', () => {
    const parsed = parseQuestion(askingHint.replace(/^[^:]*: | \(.*$/g, ''));
    expect(parsed.fields.map(({ field }) => field)).toEqual(['author', 'year']);
    expect(parsed).toMatchObject({ requiredPhrases: ['a phrase'], notes: [] });
    expect(parsed.excludedPhrases).toHaveLength(1);
  });
});
