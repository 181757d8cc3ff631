/** Papers as a file of the person's own: their full records from the server, written by the page. */
import { type ExportFormat, formatTable } from '../src/citations/export-formats.ts';
import type { ExportedPaper } from '../src/citations/exported-paper.ts';
import type { PaperRecord, RecordsRequest, Topic } from '../src/server/api-types.ts';
import type { Api } from './api.ts';

/** Which papers, by row, by id, or both. */
export interface PaperChoice {
  rows?: readonly number[];
  ids?: readonly string[];
  /** In a few words, for the name of the file: the question, the topic's name. */
  what: string;
}

export const exportLimits = {
  /** Papers in one file: some 20 MB with abstracts, made in memory; the terminal writes any number. */
  maxPapers: 10_000,
  /** In one request (`limits.maxRecords` of the server). */
  batch: 500,
};

export interface Gathered {
  papers: PaperRecord[];
  /** Ids that the corpus does not have. */
  unknown: string[];
  /** How many were left out for being more than `exportLimits.maxPapers`. */
  left: number;
}

/** In the order asked, rows first. Rejects as `Api` does. */
export async function gatherPapers(
  api: Pick<Api, 'records'>,
  { rows = [], ids = [] }: Omit<PaperChoice, 'what'>,
  signal?: AbortSignal,
): Promise<Gathered> {
  const asked = [...rows.map((row) => ({ row })), ...ids.map((id) => ({ id }))];
  const taken = asked.slice(0, exportLimits.maxPapers);
  const papers: PaperRecord[] = [];
  const unknown: string[] = [];
  for (let start = 0; start < taken.length; start += exportLimits.batch) {
    const batch = taken.slice(start, start + exportLimits.batch);
    const request: RecordsRequest = {
      rows: batch.flatMap((part) => ('row' in part ? [part.row] : [])),
      ids: batch.flatMap((part) => ('id' in part ? [part.id] : [])),
    };
    const answer = await api.records(request, signal);
    papers.push(...answer.papers);
    unknown.push(...answer.unknown);
  }
  return { papers, unknown, left: asked.length - taken.length };
}

/** @param topics all of the corpus, by id; none where they could not be fetched. */
export function exportedPaper(record: PaperRecord, topics: readonly Topic[]): ExportedPaper {
  const { row: _, topics: topicIds, xData, yData, ...paper } = record;
  const names = topicIds.flatMap((id) => topics[id]?.name ?? []);
  const { id, title, abstract, authors, year, venue, url, doi, categories, keywords, source, lists, facets } =
    paper;
  return {
    ...{ id, title, abstract, authors, year, venue, url, doi, categories, keywords, source, lists, facets },
    ...{ topics: names, x: xData, y: yData },
  };
}

export function exportText(papers: readonly ExportedPaper[], format: ExportFormat): string {
  return [...formatTable[format].write(papers)].join('');
}

/** "sample-vision-transformers-12-papers.bib": letters, digits and hyphens, so that every system takes it. */
export function exportName(corpus: string, what: string, papers: number, ending: string): string {
  const count = papers === 1 ? '1-paper' : `${papers}-papers`;
  return `${[corpus, what].map(plainName).filter(Boolean).join('-') || 'nearby'}-${count}${ending}`;
}

/** At most 40 characters, ending with a word. */
export function plainName(text: string): string {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  let name = '';
  for (const word of words.filter(Boolean)) {
    if (name && name.length + word.length >= 40) break;
    name = name ? `${name}-${word}` : word.slice(0, 40);
  }
  return name;
}
