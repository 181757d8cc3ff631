/** The command line: words into commands, refusals into sentences and exit codes (0 done, 1 not possible, 2 asked wrongly). */
import { CommanderError, Command as Program } from 'commander';
import { NearbyError, reasonOf } from '../errors.ts';
import { type Command, commandTable } from './command-table.ts';
import { commanderOption, type OptionValues } from './options.ts';
import { version } from './version.ts';

/** The program with all its commands; it throws instead of ending the process. */
export function createProgram(): Program {
  const program = new Program('nearby')
    .description('Find related research papers on your own machine.')
    .version(version)
    .option('--verbose', 'on an error, print also what led to it')
    .showSuggestionAfterError()
    .showHelpAfterError('What can be given, with examples: nearby COMMAND --help')
    .exitOverride();
  for (const command of commandTable) addCommand(program, command);
  program.addHelpText('after', '\nHelp on one command, with examples: nearby COMMAND --help');
  return program;
}

function addCommand(program: Program, { usage, says, options, examples, more, run }: Command): void {
  const made = program
    .command(usage)
    .description(says)
    .exitOverride()
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`)
    .action(async (...received: unknown[]) => {
      // commander hands over the arguments (variadic ones as one array), then the options, then the command itself.
      const given = received
        .slice(0, -2)
        .flat()
        .filter((argument) => argument !== undefined) as string[];
      await run(given, received[received.length - 2] as OptionValues);
    });
  if (more) made.addHelpText('after', () => `\n${more()}`);
  for (const name of options) made.addOption(commanderOption(name));
}

/** Runs one command line and gives its exit code. */
export async function main(argv: readonly string[]): Promise<0 | 1 | 2> {
  const verbose = argv.includes('--verbose');
  try {
    const words = argv.filter((word) => word !== '--verbose');
    const program = createProgram();
    if (words.length === 0) {
      program.outputHelp();
      return 0;
    }
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (thrown) {
    // commander has printed its own sentence already (help and version included).
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
    const refusal =
      thrown instanceof NearbyError
        ? thrown
        : new NearbyError('internal', { reason: reasonOf(thrown) }, { cause: thrown });
    process.stderr.write(`${refusal.message}\n`);
    if (verbose)
      for (let led: unknown = refusal; led instanceof Error; led = led.cause)
        process.stderr.write(`${led.stack}\n`);
    return refusal.exitCode;
  }
}
