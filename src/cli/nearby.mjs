#!/usr/bin/env node
// The `nearby` command: installs what is missing, then hands over to main.ts, which tsx reads as it is.
import { ensureInstalled } from './install.mjs';

ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./main.ts');

// A reader that has seen enough (`nearby export | head`) is no error.
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
