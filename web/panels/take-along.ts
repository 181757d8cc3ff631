/** Taking papers along: a menu of formats for some papers, and one of citations for the open one. */

import { type ExportFormat, formatTable } from '../../src/citations/export-formats.ts';
import { type CitationStyle, citationOf } from '../../src/citations/plain-citation.ts';
import type { PaperDetail } from '../../src/server/api-types.ts';
import { type Api, sentenceOf } from '../api.ts';
import { download } from '../download.ts';
import {
  exportedPaper,
  exportLimits,
  exportName,
  exportText,
  gatherPapers,
  type PaperChoice,
} from '../export-papers.ts';
import { Latest } from '../latest.ts';
import { type PageStore, shownValue } from '../page-state.ts';
import { viewLimits } from '../part-reader.ts';
import { searchRequestOf } from '../view-state.ts';
import { announce } from './announce.ts';
import { paperCount } from './paper-count.ts';
import { openMenu } from './popup-menu.ts';

/** The formats that a person is offered; JSON Lines are for programs, and come from the terminal. */
const offered: readonly { format: ExportFormat; note: string }[] = [
  { format: 'bibtex', note: 'for LaTeX and reference managers' },
  { format: 'ris', note: 'for Zotero, EndNote, Mendeley' },
  { format: 'csv', note: 'for spreadsheets' },
  { format: 'json', note: 'everything; Nearby reads it back' },
];

const citations: readonly { style: CitationStyle; text: string; note: string }[] = [
  { style: 'plain', text: 'As text', note: 'in the manner of APA' },
  { style: 'bibtex', text: 'BibTeX', note: '' },
  { style: 'ris', text: 'RIS', note: '' },
];

export interface TakeAlong {
  /**
   * Opens the menu of formats at a button; what is chosen is written and downloaded.
   * @param choose the papers, asked for when a format is chosen; `count` where it is known before.
   * @param say where it is said what became of it; a dialog has a line of its own.
   */
  exportFrom(
    button: HTMLElement,
    count: number,
    choose: () => PaperChoice | Promise<PaperChoice>,
    say?: (text: string) => void,
  ): void;
  /** The same for the answer as it is listed; where it lists what filters let through, for all of these. */
  exportResults(button: HTMLElement): void;
  /** Opens the menu of citations at a button; what is chosen is copied. */
  citeFrom(button: HTMLElement, paper: PaperDetail): void;
}

export function takeAlong(store: PageStore, api: Api): TakeAlong {
  const latest = new Latest();
  const topics = () => shownValue(store.state.topics)?.topics ?? [];

  const write = async (
    format: ExportFormat,
    choose: () => PaperChoice | Promise<PaperChoice>,
    say: (text: string) => void,
  ) => {
    say('Collecting the papers …');
    try {
      const { ending, mediaType } = formatTable[format];
      const result = await latest.run(async (signal) => {
        const choice = await choose();
        return { choice, ...(await gatherPapers(api, choice, signal)) };
      });
      if (!result.current) return;
      const { choice, papers, unknown, left } = result.answer;
      if (papers.length === 0) {
        say('There is no paper to export: this corpus has none of them.');
        return;
      }
      const text = exportText(
        papers.map((paper) => exportedPaper(paper, topics())),
        format,
      );
      const corpus = shownValue(store.state.info)?.corpus ?? '';
      const name = exportName(corpus, choice.what, papers.length, ending);
      download(new Blob([text], { type: `${mediaType};charset=utf-8` }), name);
      say(savedSentence(name, papers.length, unknown.length, left));
    } catch (failure) {
      say(`The papers could not be exported. ${sentenceOf(failure)}`);
    }
  };

  const copy = async (style: CitationStyle, name: string, { versions: _, ...record }: PaperDetail) => {
    const text = citationOf(exportedPaper(record, topics()), style);
    announce(
      (await copied(text)) ? `Citation copied (${name}).` : `The browser did not let it be copied: ${text}`,
    );
  };

  const results = async (): Promise<PaperChoice> => {
    const { asked, answer } = store.state;
    const value = shownValue(answer);
    const request = searchRequestOf(asked);
    const what = asked.text.trim() || (asked.like.length > 0 ? 'similar' : 'filtered');
    const listed = { rows: (value?.hits ?? []).map(({ row }) => row), what };
    if (!value || !request || value.hits.length >= (value.total ?? 0)) return listed;
    const { hits } = await api.search({ ...request, k: viewLimits.k });
    return { rows: hits.map(({ row }) => row), what };
  };

  return {
    exportResults(button) {
      const { hits, total = 0 } = shownValue(store.state.answer) ?? { hits: [] };
      this.exportFrom(button, Math.max(hits.length, Math.min(total, viewLimits.k)), results);
    },
    exportFrom(button, count, choose, say = announce) {
      const title = `Export ${paperCount(Math.min(count, exportLimits.maxPapers))} as`;
      const items = offered.map(({ format, note }) => ({
        ...{ text: formatTable[format].name, note },
        does: () => void write(format, choose, say),
      }));
      openMenu(button, title, items);
    },
    citeFrom(button, paper) {
      const items = citations.map(({ style, text, note }) => ({
        ...{ text, note },
        does: () => void copy(style, text === 'As text' ? 'text' : text, paper),
      }));
      openMenu(button, 'Copy the citation', items);
    },
  };
}

function savedSentence(name: string, papers: number, unknown: number, left: number): string {
  const parts = [`${paperCount(papers)} saved as ${name}.`];
  if (unknown > 0) parts.push(`${unknown} are not in this corpus and were left out.`);
  if (left > 0) {
    parts.push(
      `${left} more were left out: the page writes ${exportLimits.maxPapers} at once, "nearby export" in the terminal all.`,
    );
  }
  return parts.join(' ');
}

/** By the clipboard, or, where the browser has none or forbids it, by a field that is selected. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement as HTMLElement | null;
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'visually-hidden';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    focused?.focus();
    return done;
  }
}
