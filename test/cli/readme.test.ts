import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { askingReference } from '../../src/cli/asking-help.ts';
import { commandReference } from '../../src/cli/reference.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it('lists the commands and options that there are ("npm run reference" prints the list)', () => {
    const [, written] = /<!-- commands -->\n([\s\S]*?)\n<!-- end of commands -->/.exec(readme) ?? [];
    expect(written?.trim()).toBe(commandReference());
  });

  it('tells how a question can be narrowed as the parser does', () => {
    const [, written] = /<!-- asking -->\n([\s\S]*?)\n<!-- end of asking -->/.exec(readme) ?? [];
    expect(written?.trim()).toBe(askingReference());
  });
});
