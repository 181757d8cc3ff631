/*
 * The grammar of BibTeX files (https://www.bibtex.org/Format): entries, fields, @string, "#", braces and quotes, and
 * names. Values stay as they are written: what TeX is in them is for clean-text.ts.
 *
 * A reader of our own, because @retorquere/bibtex-parser 9.0 reads the TeX of every value even when asked for it raw:
 * 3–9 ms an entry with an abstract (ours: 0.02 ms), an entry lost for each "$" that stands alone, and "a < b" changed to
 * "a ¡ b". It also brings 15 MB of packages, a language model for English among them.
 */

export interface BibtexEntry {
  /** "article", "string", … in lower case. */
  kind: string;
  /** As written; '' where there is none. */
  key: string;
  /** Values by the names of the fields in lower case; of a field that is given twice, the first. */
  fields: ReadonlyMap<string, string>;
  /** What is wrong with it, as the end of a sentence; the fields before that are there. */
  problem: string | null;
}

/** One after the other; what stands outside of entries is a comment. An entry that is broken costs no other. */
export function* bibtexEntries(text: string): Generator<BibtexEntry> {
  const strings = new Map<string, string>();
  for (const chunk of chunksOf(text)) {
    const kind = chunk.kind.toLowerCase();
    if (kind === 'comment' || kind === 'preamble') continue;
    let entry = parseEntry(kind, chunk.body, strings, false);
    // "\{" counts as a brace for BibTeX, but not for everyone who writes it.
    if (entry.problem !== null) {
      const again = parseEntry(kind, chunk.body, strings, true);
      if (again.problem === null) entry = again;
    }
    if (kind === 'string') for (const [name, value] of entry.fields) strings.set(name, value);
    else yield entry;
  }
}

/** From each "@kind{" at the beginning of a line to the next: so far an entry can reach whose end is missing. */
function* chunksOf(text: string): Generator<{ kind: string; body: string }> {
  const starts = /^[ \t]*@([A-Za-z]+)\s*[{(]/gm;
  let before: { kind: string; start: number } | null = null;
  for (const match of text.matchAll(starts)) {
    if (before) yield { kind: before.kind, body: text.slice(before.start, match.index) };
    before = { kind: match[1], start: match.index + match[0].length };
  }
  if (before) yield { kind: before.kind, body: text.slice(before.start) };
}

/** @param body what stands after "@kind{", with the closing brace and what follows it */
function parseEntry(
  kind: string,
  body: string,
  strings: ReadonlyMap<string, string>,
  escapes: boolean,
): BibtexEntry {
  const fields = new Map<string, string>();
  // A key has no "=": then the entry has none and begins with a field, as every @string does.
  const keyed = kind === 'string' ? null : /^\s*([^\s,={}()"#]*)\s*(?:,|(?=[})]))/.exec(body);
  const key = keyed?.[1] ?? '';
  const finished = (problem: string | null): BibtexEntry => ({ kind, key, fields, problem });

  let at = keyed?.[0].length ?? 0;
  for (;;) {
    at = after(/[\s,]*/y, body, at);
    if (at >= body.length) return finished(`its closing brace is missing after ${nameOfLast(fields)}`);
    if (body[at] === '}' || body[at] === ')') return finished(null);
    const name = /([^\s,={}()"#]+)\s*=\s*/y;
    name.lastIndex = at;
    const found = name.exec(body);
    if (!found) return finished(`there is no field where it says ${JSON.stringify(body.slice(at, at + 30))}`);
    const value = parseValue(body, name.lastIndex, strings, escapes);
    if (value === null) return finished(`the value of "${found[1]}" has no end`);
    const field = found[1].toLowerCase();
    const line = value.text.replace(/\s+/g, ' ');
    // A blank at the end of a string may be what parts it from the word it is joined to.
    if (!fields.has(field)) fields.set(field, kind === 'string' ? line : line.trim());
    at = value.end;
  }
}

/** Pieces in braces, in quotes or bare, joined by "#"; null where a brace or quote is never closed. */
function parseValue(
  body: string,
  start: number,
  strings: ReadonlyMap<string, string>,
  escapes: boolean,
): { text: string; end: number } | null {
  let text = '';
  let at = start;
  for (;;) {
    const sign = body[at];
    if (sign === '{' || sign === '"') {
      const end = closing(body, at, escapes);
      if (end < 0) return null;
      text += body.slice(at + 1, end);
      at = end + 1;
    } else {
      const end = after(/[^\s,#{}()"=]*/y, body, at);
      const word = body.slice(at, end);
      text += strings.get(word.toLowerCase()) ?? word;
      at = end;
    }
    const next = after(/\s*/y, body, at);
    if (body[next] !== '#') return { text, end: at };
    at = after(/\s*/y, body, next + 1);
  }
}

/** Where the brace or quote at `start` is closed, or −1. A quote inside braces closes nothing. */
function closing(body: string, start: number, escapes: boolean): number {
  const signs = /[{}"]/g;
  signs.lastIndex = start + 1;
  let depth = 0;
  for (let found = signs.exec(body); found; found = signs.exec(body)) {
    const { index } = found;
    if (escapes && body[index - 1] === '\\') continue;
    if (found[0] === '"') {
      if (body[start] === '"' && depth === 0) return index;
    } else if (found[0] === '{') depth++;
    else if (depth > 0) depth--;
    else return body[start] === '{' ? index : -1;
  }
  return -1;
}

/** A name as BibTeX divides it: "von Family, Given", "von Family, Jr, Given", or as people write it. */
export interface BibtexName {
  given: string;
  family: string;
  suffix: string;
}

/** The names in a field of persons, divided by "and"; "others" is none. What stands in braces is not divided. */
export function bibtexNames(value: string): BibtexName[] {
  return divided(value, /\s+and\s+/iy)
    .map((name) => divided(name, /\s*,\s*/y))
    .map(([first, second = '', third = '']) =>
      third === ''
        ? { family: first.trim(), given: second.trim(), suffix: '' }
        : { family: first.trim(), given: third.trim(), suffix: second.trim() },
    )
    .filter(({ family }) => family !== '' && family.toLowerCase() !== 'others');
}

/** A text taken apart where a sticky pattern matches outside of braces. */
function divided(text: string, divider: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}') depth--;
    else if (depth <= 0 && /[\s,]/.test(text[i])) {
      divider.lastIndex = i;
      const found = divider.exec(text);
      if (!found) continue;
      parts.push(text.slice(start, i));
      start = i + found[0].length;
      i = start - 1;
    }
  }
  return [...parts, text.slice(start)];
}

function after(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

function nameOfLast(fields: ReadonlyMap<string, string>): string {
  const last = [...fields.keys()].at(-1);
  return last === undefined ? 'its key' : `"${last}"`;
}
