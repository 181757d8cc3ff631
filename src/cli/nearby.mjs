#!/usr/bin/env node
// The `nearby` command: installs what is missing, then hands over to main.ts.
import { ensureInstalled } from './install.mjs';

ensureInstalled();
const { keepProgram } = await import('./kept-program.mjs');
// Who wants to see where an error came from is shown the lines of the sources.
const kept = process.argv.includes('--verbose') ? null : await keepProgram();
if (kept === null) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { main } = await import(kept ?? './main.ts');

process.stdout.on('error', (error) => {
  // A reader that has seen enough (`nearby export | head`) is no error.
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(
    `The answer could not be written to standard output whole: ${error.message}. Free some space or lead it elsewhere.\n`,
  );
  process.exit(1);
});
process.exitCode = await main(process.argv.slice(2));
