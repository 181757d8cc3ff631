/**
 * What the person had seen of a corpus when they were here last, kept in this browser. Storage may be absent, full or hold
 * rubbish: then there was no last visit.
 */
import type { Info } from '../src/server/api-types.ts';
import { readStored, writeStored } from './theme.ts';

/** What was there at a visit. */
export interface Visit {
  /** When it was; ISO 8601, UTC. */
  at: string;
  /** When the newest of its papers came; null where that was not known. */
  newest: string | null;
}

interface Kept extends Visit {
  before: Visit | null;
}

/** Coming back within this time goes on with the same visit: a reload does not make what is new old. */
const sameVisitMs = 30 * 60_000;

type Corpus = Pick<Info, 'corpus' | 'arrivals'>;

/** The visit before this one, or null; and keeps that this one is. */
export function noteVisit(info: Corpus, nowMs = Date.now()): Visit | null {
  const key = `nearby-visit:${info.corpus}:${info.arrivals[0]?.addedAt ?? ''}`;
  const kept = readKept(readStored(key));
  const isSame = kept !== null && nowMs - Date.parse(kept.at) < sameVisitMs;
  const before = isSame ? kept.before : kept && { at: kept.at, newest: kept.newest };
  const now: Kept = {
    at: new Date(nowMs).toISOString(),
    newest: info.arrivals.at(-1)?.addedAt ?? null,
    before,
  };
  writeStored(key, JSON.stringify(now));
  return before;
}

/** The first run that the visit had not seen brings what is new since; null where nothing has come. */
export function firstUnseen({ newest }: Visit, { arrivals }: Pick<Info, 'arrivals'>): string | null {
  const unseen = arrivals.find(({ addedAt }) => newest === null || Date.parse(addedAt) > Date.parse(newest));
  return unseen?.addedAt ?? null;
}

function readKept(stored: string | null): Kept | null {
  try {
    const value: unknown = JSON.parse(stored ?? 'null');
    return isVisit(value) && 'before' in value && (value.before === null || isVisit(value.before))
      ? { at: value.at, newest: value.newest, before: value.before }
      : null;
  } catch {
    return null;
  }
}

function isVisit(value: unknown): value is Visit {
  if (typeof value !== 'object' || value === null) return false;
  const { at, newest } = value as Partial<Visit>;
  return isMoment(at) && (newest === null || isMoment(newest));
}

const isMoment = (value: unknown): value is string =>
  typeof value === 'string' && Number.isFinite(Date.parse(value));
