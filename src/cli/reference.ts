/** The README's list of commands and options, made from the tables that the parser uses: `npm run reference` prints it. */
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
