/** The sentences of a text, as places in it. */

/** A stretch of a text: UTF-16 offsets, so that `text.slice(start, end)` is it; `end` is not part of it. */
export interface TextSpan {
  start: number;
  end: number;
}

export const sentenceDefaults = {
  /** In characters. What is shorter ("RESULTS.", "(p < 0.05).") is joined to a neighbour: alone it says too little. */
  shortest: 20,
  /** No more than these, the first. Abstracts have 5 to 15 sentences; a whole paper in place of one has hundreds. */
  atMost: 40,
  /** Characters that are looked at, the first: the segmenter's time grows with their square where a text is all dots. */
  longest: 20_000,
};

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Full stops that end no sentence; the last kind are initials ("J.", "U.S."). Letter case counts: "no." is a word. */
const abbreviations = String.raw`[eE]\.\s?g [iI]\.\s?e al [cC]f vs viz resp approx ca pp w\.r\.t a\.k\.a
  [fF]igs? [eE]qs? Eqn Secs? Tabs? Refs? Nos? Vol Chap Thm Def Dr Prof Mrs? St (?:\p{Lu}\.)*\p{Lu}`.split(
  /\s+/,
);

/** The segmenter ends a sentence after them where a capital or a bracket follows. */
const abbreviated = new RegExp(String.raw`(?:^|[\s([{"'“‘])(?:${abbreviations.join('|')})\.\s*$`, 'u');

/**
 * Sentences in their order, without the white space between them; they do not overlap and hold every other character up
 * to the limits. [] for a blank text.
 */
export function sentencesOf(whole: string, options: Partial<typeof sentenceDefaults> = {}): TextSpan[] {
  const { shortest, atMost, longest } = { ...sentenceDefaults, ...options };
  const sentences: TextSpan[] = [];
  // Not inside a surrogate pair.
  const text = whole.length <= longest ? whole : whole.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
  let start = 0;
  // A line break ends a sentence for the segmenter; in an abstract it ends a line. Same length: the offsets stay.
  for (const { segment, index } of segmenter.segment(text.replace(/[\r\n\v\f\u0085\u2028\u2029]/g, ' '))) {
    const end = index + segment.length;
    if (text.slice(start, end).trim().length < shortest || abbreviated.test(segment)) continue;
    sentences.push(trimmed(text, start, end));
    start = end;
    if (sentences.length === atMost) return sentences;
  }
  if (text.slice(start).trim() === '') return sentences;
  const rest = trimmed(text, start, text.length);
  const last = sentences.at(-1);
  // What is left over was too short, or ends as an abbreviation does: only the short one is joined to the one before.
  if (last && rest.end - rest.start < shortest) last.end = rest.end;
  else sentences.push(rest);
  return sentences;
}

function trimmed(text: string, start: number, end: number): TextSpan {
  const piece = text.slice(start, end);
  const from = start + piece.length - piece.trimStart().length;
  return { start: from, end: from + piece.trim().length };
}
