import { availableParallelism, cpus, totalmem } from 'node:os';

/** The line that stands beside every figure: date, machine, Node. */
export function machineLine(): string {
  const date = new Date().toISOString().slice(0, 10);
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${date} · ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${gib} GiB · Node ${process.versions.node}`;
}

/** Minimum, median and 95th percentile of times in milliseconds. */
export function spread(timesMs: number[]): { minMs: number; p50Ms: number; p95Ms: number } {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { minMs: sorted[0], p50Ms: at(0.5), p95Ms: at(0.95) };
}
