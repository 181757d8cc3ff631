/** How a question can be narrowed, from the grammar of the parser: for the help of "search" and for the README. */
import { questionRules, questionSyntax } from '../search/query-fields.ts';

/** Lines for a terminal. */
export function askingHelp(): string {
  const written = questionSyntax.map(({ write }) => write.join('  '));
  const lines = questionSyntax.map(({ finds }, i) => `  ${written[i]}\n      ${finds}`);
  return [
    'In a question (quote it for the shell; after "--" it may begin with a hyphen):',
    ...lines,
    ...questionRules,
  ].join('\n');
}

/** The README's table; `npm run reference` prints it. */
export function askingReference(): string {
  const rows = questionSyntax.map(
    ({ write, finds }) => `| ${write.map((text) => `\`${text}\``).join(' ')} | ${finds} |`,
  );
  return ['| in a question | finds |', '|---|---|', ...rows, '', questionRules.join(' ')].join('\n');
}
