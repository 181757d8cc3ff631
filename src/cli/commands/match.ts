import { collectBibliography } from '../../papers/collect-bibliography.ts';
import { describeIssue } from '../../papers/describe-issue.ts';
import { readPapers } from '../../papers/read-papers.ts';
import { type GapAnswer, GapFinder } from '../../search/find-gaps.ts';
import { type Match, PaperMatcher } from '../../search/match-papers.ts';
import { limits } from '../../server/api-schemas.ts';
import { type MatchAnswer, matchAnswer } from '../../server/match-file.ts';
import { Corpus } from '../../store/corpus.ts';
import { folderToAsk } from '../corpus-folder.ts';
import { counted } from '../counted.ts';
import type { OptionValues } from '../options.ts';
import { printJson } from '../print-json.ts';
import { filterOptions } from '../question-options.ts';
import { filterOf } from './ask.ts';

/**
 * `nearby match FILE...`: what became of each entry, and with `--gaps` what the found ones lack. That entries are absent is
 * an answer, exit code 0; files without any entry are not.
 */
export async function match(files: string[], options: OptionValues): Promise<void> {
  const corpus = Corpus.open(options.corpus ?? folderToAsk(), { readOnly: true });
  try {
    const bibliography = await collectBibliography(readPapers(files, { format: options.format ?? null }));
    const matches = await new PaperMatcher(corpus, corpus.rows).match(bibliography.entries);
    const answer = matchAnswer(bibliography, matches);
    const gaps = options.gaps ? gapsOf(corpus, matches, options) : null;
    if (options.json) {
      printJson(gaps ? { ...answer, gaps } : answer);
      return;
    }
    for (const issue of bibliography.issues) process.stderr.write(`${describeIssue(issue)}\n`);
    const isFiltered = filterOptions.some((option) => options[option] !== undefined);
    print([...matchLines(answer), ...(gaps ? gapLines(gaps, isFiltered) : [])]);
  } finally {
    corpus.close();
  }
}

function gapsOf(corpus: Corpus, matches: readonly Match[], options: OptionValues): GapAnswer {
  const ids = matches.flatMap((match) => (match.status === 'found' ? [match.id] : []));
  if (ids.length === 0) {
    const notes = ['No entry was found, so there is nothing to be near to.'];
    return { hits: [], order: 'nearest', notes, tookMs: 0 };
  }
  // In a corpus without a map no paper lies in any area.
  const layout = corpus.layout() ?? { rows: 0, points: new Float32Array(0) };
  const [vectors, topics, groups] = [corpus.vectors(), corpus.topics(), corpus.duplicates()];
  const finder = new GapFinder({ corpus, vectors, topics, layout, groups });
  return finder.find({ ids, k: options.k ?? limits.defaultK, filter: filterOf(options) });
}

function matchLines({ entries, counts }: MatchAnswer): string[] {
  const { found, ambiguous, absent, papers } = counts;
  const lines = [
    `${counted(entries.length, 'record')}: ${found} found (${counted(papers, 'paper')} of the corpus), ` +
      `${ambiguous} ambiguous, ${absent} absent.`,
  ];
  for (const { status, label, reason, candidates = [] } of entries) {
    if (status !== 'ambiguous') continue;
    lines.push(`Ambiguous: ${label}`, `     ${reason}`);
    for (const { id, title, year, similarity } of candidates) {
      lines.push(`     ${similarity.toFixed(2)}  ${id}  ${title}${year === null ? '' : ` (${year})`}`);
    }
  }
  for (const { status, label, key } of entries)
    if (status === 'absent') lines.push(`Absent: ${label}  [${key}]`);
  return lines;
}

function gapLines({ hits, notes }: GapAnswer, isFiltered: boolean): string[] {
  for (const note of notes) process.stderr.write(`Note: ${note}\n`);
  if (hits.length === 0 && isFiltered) return ['', 'Nothing is near them. Loosen the filters.'];
  // The notes say why.
  if (hits.length === 0) return [];
  const lines = ['', 'Near to them and not among them:'];
  hits.forEach(({ id, title, similarity, year, nearTo, why }, i) => {
    const near = nearTo === 0 ? 'nearest' : `near to ${nearTo} of them, nearest`;
    lines.push(
      `${String(i + 1).padStart(3)}. ${similarity.toFixed(3)}  ${title}`,
      `     ${id}${year === null ? '' : `  ${year}`}`,
      `     ${near}: ${why.like.map(({ title }) => title).join('; ')}`,
    );
  });
  return lines;
}

const print = (lines: readonly string[]) => process.stdout.write(`${lines.join('\n')}\n`);
