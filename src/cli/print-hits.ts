import { WriteStream } from 'node:tty';
import type { HitOrder, SimilarityParts } from '../search/search-types.ts';
import type { SearchAnswer, SearchHit } from '../search/searcher.ts';
import type { TextSpan } from '../search/sentences.ts';
import { snippetOf } from '../search/snippet.ts';
import { printJson } from './print-json.ts';

/** Hits for people on standard output, or the whole answer as JSON for programs; notes go to standard error. */
export function printHits(answer: SearchAnswer, json: boolean): void {
  if (json) {
    printJson(answer);
    return;
  }
  for (const note of answer.notes) process.stderr.write(`Note: ${note}\n`);
  if (answer.hits.length === 0)
    process.stdout.write('No paper fits. Loosen the filters or ask in other words.\n');
  if ((answer.total ?? 0) > answer.hits.length)
    process.stderr.write(`Note: ${answer.total} papers fit; these are the newest.\n`);
  answer.hits.forEach((hit, i) => {
    process.stdout.write(`${formatHit(hit, i + 1, answer.order)}\n`);
  });
}

/** Rank, similarity (where there is something to be similar to) and title; what the paper is; why it is here, in full where that was asked for. */
function formatHit(hit: SearchHit, rank: number, order: HitOrder): string {
  const about = [hit.authors.slice(0, 3).join(', '), hit.venue, hit.year ?? ''].filter(Boolean).join(' · ');
  const versions = hit.versions.map(
    ({ id, year, source }) => `${id} (${[year, source].filter(Boolean).join(', ')})`,
  );
  const why = [
    versions.length > 0 ? `also: ${versions.join(', ')}` : '',
    hit.why.text && hit.why.text.words.length > 0 ? `words: ${hit.why.text.words.join(', ')}` : '',
    hit.why.like.length > 1 ? `most like: ${hit.why.like[0].title}` : '',
    hit.why.sentence ? `nearest sentence: “${snippetOf(hit.why.sentence.text)}”` : '',
    ...hit.why.like.map(({ title, shared }) =>
      shared && shared.length > 0 ? `shared with ${title}: ${shared.join(', ')}` : '',
    ),
    hit.why.parts ? formatParts(hit.similarity, hit.why.parts) : '',
  ].filter(Boolean);
  return [
    `${String(rank).padStart(3)}. ${order === 'newest' ? '' : `${hit.similarity.toFixed(3)}  `}${boldIn(hit.title, hit.why.text?.marks.title ?? [])}`,
    `     ${[hit.id, about].filter(Boolean).join('  ')}`,
    ...why.map((line) => `     ${line}`),
  ].join('\n');
}

/**
 * The words of the question in a title, bold on a terminal. NO_COLOR and TERM=dumb are heeded; FORCE_COLOR marks in pipes
 * too.
 */
function boldIn(title: string, marks: readonly TextSpan[]): string {
  const toTerminal = process.stdout.isTTY || process.env.FORCE_COLOR !== undefined;
  if (!toTerminal || !WriteStream.prototype.hasColors()) return title;
  let text = '';
  let end = 0;
  for (const mark of marks) {
    text += `${title.slice(end, mark.start)}\u001b[1m${title.slice(mark.start, mark.end)}\u001b[22m`;
    end = mark.end;
  }
  return text + title.slice(end);
}

/** "0.612 = 0.301 text + 0.350 liked-paper − 0.039 disliked-paper". */
function formatParts(similarity: number, { text, like, unlike, near, others }: SimilarityParts): string {
  const parts = [
    ...(text === null ? [] : [{ of: 'text', part: text }]),
    ...[...like, ...unlike].map(({ id, part }) => ({ of: id, part })),
    ...(near === null ? [] : [{ of: 'near', part: near }]),
    ...(others === 0 ? [] : [{ of: 'other examples', part: others }]),
  ];
  const terms = parts.map(({ of, part }, i) => {
    const sign = part < 0 ? (i === 0 ? '−' : ' − ') : i === 0 ? '' : ' + ';
    return `${sign}${Math.abs(part).toFixed(3)} ${of}`;
  });
  return `similarity: ${similarity.toFixed(3)} = ${terms.join('')}`;
}
