/** The README's lists of commands, options and ways to ask, made from the tables that parsers use: `npm run reference` prints them. */
import { askingReference } from './asking-help.ts';
import { commandTable } from './command-table.ts';
import { describe, type OptionName, optionTable } from './options.ts';

export function commandReference(): string {
  const commands = commandTable.map(({ usage, says, options, examples }) => {
    const flags = options.map((name) => `\`${optionTable[name].flags.split(' ')[0]}\``).join(' ');
    return `**\`${usage}\`**: ${says}.\nOptions: ${flags}\n\n\`\`\`sh\n${examples.join('\n')}\n\`\`\``;
  });
  const names = Object.keys(optionTable) as OptionName[];
  const rows = names.map((name) => `| \`${optionTable[name].flags}\` | ${describe(optionTable[name])} |`);
  return [...commands, ['| option | what |', '|---|---|', ...rows].join('\n')].join('\n\n');
}

/** Both lists of the README. */
export function reference(): string {
  return `${askingReference()}\n\n${commandReference()}`;
}
