/** The signals by which a person ends a command: Ctrl-C, a request to end, a terminal that closes. */
export const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type StopSignal = (typeof stopSignals)[number];

/**
 * Ends the process as the signal does by itself, so that a shell's loop ends too. To be called by a listener that was
 * registered with `once`. `process.exit` would wait for reads that may never end: of a pipe that nobody writes to.
 */
export function dieOf(signal: StopSignal): void {
  // Windows has no such ending.
  if (process.platform === 'win32') process.exit(1);
  process.kill(process.pid, signal);
}
