/** A bibliography as people keep them: papers' titles with slips, without subtitles, in capitals, in braces, and no DOI. */
import { readPapersFromText } from '../../src/papers/read-papers.ts';
import { createRandom, type Random } from '../../src/random.ts';
import type { Paper } from '../../src/tables/paper.ts';

type Damage = (title: string, random: Random) => string;

const pick = (length: number, random: Random) => Math.floor(random() * length);

/** One letter replaced, left out, doubled or swapped with the next. */
function slip(title: string, random: Random): string {
  const at = pick(title.length - 1, random);
  const letter = title[at];
  const written = [
    'abcdefghijklmnopqrstuvwxyz'[pick(26, random)],
    '',
    letter + letter,
    title[at + 1] + letter,
  ];
  const kind = pick(4, random);
  return title.slice(0, at) + written[kind] + title.slice(at + (kind === 3 ? 2 : 1));
}

function slips(title: string, count: number, random: Random): string {
  let damaged = title;
  for (let i = 0; i < count; i++) damaged = slip(damaged, random);
  return damaged;
}

export const damages: Record<string, Damage> = {
  'as it is': (title) => title,
  capitals: (title) => title.toUpperCase(),
  'braces and TeX': (title) =>
    title
      .replace(/\b[A-Z]\w*/g, '{$&}')
      .replace(/é/g, "{\\'e}")
      .replace(/-/g, '--'),
  'hyphens and ands': (title) => title.replace(/(\p{L})-(\p{L})/gu, '$1 $2').replace(/ and /g, ' \\& '),
  'two slips': (title, random) => slips(title, 2, random),
  'a slip in ten letters': (title, random) => slips(title, Math.ceil(title.length / 10), random),
  'without its subtitle': (title) => title.replace(/(?::\s|\s[-–—]\s).*$/u, ''),
  'last fifth cut off': (title) => title.slice(0, Math.ceil(title.length * 0.8)),
};

/** Entry i is paper i, its title damaged; read from BibTeX with title and year alone. */
export async function damagedEntries(
  papers: readonly Paper[],
  damage: Damage,
  seed: number,
): Promise<Paper[]> {
  const random = createRandom(seed);
  const escaped = (text: string) => text.replace(/[&%#_]/g, '\\$&').replace(/[$~^]/g, ' ');
  const text = papers
    .map(({ title, year }, i) => {
      const damaged = damage(escaped(title), random).replace(/\\\\/g, '\\');
      return `@article{entry${i}, title = {${damaged}}${year === null ? '' : `, year = ${year}`}}`;
    })
    .join('\n');
  const entries: Paper[] = [];
  for await (const entry of readPapersFromText(text, 'refs.bib', { format: 'bibtex' })) {
    if ('paper' in entry) entries.push(entry.paper);
  }
  return entries;
}
