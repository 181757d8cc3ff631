/**
 * Words of a text, one pass over its characters: letters and digits, joined by hyphens and apostrophes inside, with plus
 * signs behind ("C++"). In characters of a regular expression: `[\p{L}\p{N}]+(?:[-‐‑'’][\p{L}\p{N}]+)*\++`, the plus signs
 * optional.
 */

const letter = 1;
const capital = 2;
const digit = 4;
const space = 8;
const sentenceEnd = 16;
const joiner = 32;
const known = 128;

/** What each of the first 65,536 characters is, filled as they are met: asking a regular expression takes 50 times as long. */
const kinds = new Uint8Array(65_536);

function kindOf(character: string): number {
  return (
    known |
    (/\p{L}/u.test(character) ? letter : 0) |
    (/\p{Lu}/u.test(character) ? capital : 0) |
    (/\p{N}/u.test(character) ? digit : 0) |
    (/\s/.test(character) ? space : 0) |
    (/[.!?:]/.test(character) ? sentenceEnd : 0) |
    (/[-‐‑'’]/.test(character) ? joiner : 0)
  );
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0xd800 && code <= 0xdbff) return kindOf(String.fromCodePoint(text.codePointAt(at)!));
  const kind = kinds[code];
  if (kind !== 0) return kind;
  kinds[code] = kindOf(text[at]);
  return kinds[code];
}

/** Where the character after this one begins. */
const after = (text: string, at: number) => at + (text.codePointAt(at)! > 0xffff ? 2 : 1);

/**
 * @param take is given each word, possessive "'s" cut off; whether nothing but spaces stands between it and the one before;
 *   and whether a sentence ends there.
 */
export function scanWords(
  text: string,
  take: (word: string, isJoined: boolean, afterSentence: boolean) => void,
): void {
  const part = letter | digit;
  let at = 0;
  let isFirst = true;
  while (at < text.length) {
    const gap = at;
    let onlySpaces = true;
    let sentenceEnded = false;
    for (; at < text.length; at = after(text, at)) {
      const kind = kindAt(text, at);
      if (kind & part) break;
      if (!(kind & space)) onlySpaces = false;
      if (kind & sentenceEnd) sentenceEnded = true;
    }
    if (at >= text.length) return;
    const isJoined = !isFirst && onlySpaces && at > gap;
    const start = at;
    for (;;) {
      while (at < text.length && kindAt(text, at) & part) at = after(text, at);
      if (at + 1 < text.length && kindAt(text, at) & joiner && kindAt(text, at + 1) & part) at++;
      else break;
    }
    while (text[at] === '+') at++;
    const isPossessive =
      text[at - 1] === 's' && (text[at - 2] === "'" || text[at - 2] === '’') && at - 2 > start;
    take(text.slice(start, isPossessive ? at - 2 : at), isJoined, sentenceEnded);
    isFirst = false;
  }
}

/** Whether more than this share of the letters are capitals. */
export function mostlyCapitals(text: string, share = 0.6): boolean {
  let letters = 0;
  let capitals = 0;
  for (let at = 0; at < text.length; at = after(text, at)) {
    const kind = kindAt(text, at);
    if (!(kind & letter)) continue;
    letters++;
    if (kind & capital) capitals++;
  }
  return letters > 0 && capitals / letters > share;
}
