import { NearbyError, reasonOf } from '../errors.ts';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html) that mean something of their own to us. */
export const sqliteCodes = { error: 1, readOnly: 8, cantOpen: 14 } as const;

const busy = [5 /* BUSY */, 6 /* LOCKED */];
const damaged = [11 /* CORRUPT */, 24 /* FORMAT */, 26 /* NOTADB */];
const unwritable = [
  3 /* PERM */, 8 /* READONLY */, 10 /* IOERR */, 13 /* FULL */, 18 /* TOOBIG */, 23 /* AUTH */,
];
/** Extended codes of IOERR that come from reading: the medium gives back less than was written. */
const unreadable = [266 /* READ */, 522 /* SHORT_READ */, 8458 /* CORRUPTFS */];

/** SQLite's primary result code in what `libsql` threw, or null where it is no error of SQLite. */
export function sqliteCodeOf(thrown: unknown): number | null {
  const code = extendedCodeOf(thrown);
  return code === null ? null : code & 0xff;
}

/**
 * The refusal for whatever went wrong while SQLite was at work; a refusal passes as it is.
 * @param path the database file, for what cannot be opened; `writing` tells whether it was to be written.
 */
export function sqliteRefusal(thrown: unknown, at: { folder: string; path: string; writing: boolean }) {
  if (thrown instanceof NearbyError) return thrown;
  const { folder, path, writing } = at;
  const reason = reasonOf(thrown);
  const extended = extendedCodeOf(thrown);
  const code = sqliteCodeOf(thrown);
  const cause = thrown;
  if (code === null || extended === null) return new NearbyError('internal', { reason }, { cause });
  if (busy.includes(code)) return new NearbyError('corpus-busy', { folder, reason }, { cause });
  if (damaged.includes(code) || unreadable.includes(extended)) {
    return new NearbyError('corpus-damaged', { folder, reason }, { cause });
  }
  if (code === sqliteCodes.cantOpen && !writing) {
    return new NearbyError('file-unreadable', { path, reason: 'SQLite cannot open it' }, { cause });
  }
  if (code === sqliteCodes.cantOpen) {
    return new NearbyError('corpus-write', { folder, reason: `SQLite cannot open "${path}"` }, { cause });
  }
  if (unwritable.includes(code)) return new NearbyError('corpus-write', { folder, reason }, { cause });
  return new NearbyError('internal', { reason }, { cause });
}

/** `libsql` gives the code as `rawCode`, but errors of opening carry it only at the end of their text: `…: 14")`. */
function extendedCodeOf(thrown: unknown): number | null {
  if (!(thrown instanceof Error)) return null;
  if ('rawCode' in thrown && typeof thrown.rawCode === 'number') return thrown.rawCode;
  const atOpening = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(thrown.message);
  return atOpening ? Number(atOpening[1]) : null;
}
