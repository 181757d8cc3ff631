import { NearbyError, reasonOf } from '../../errors.ts';
import { newAnswers } from '../../search/new-answers.ts';
import type { OpenSearcher } from '../../search/open-searcher.ts';
import type { SearchAnswer, SearchQuery } from '../../search/search-types.ts';
import { searchRequestSchema } from '../../server/api-schemas.ts';
import { validate } from '../../server/validate.ts';
import { Corpus, type Watch } from '../../store/corpus.ts';
import { askCorpus } from '../ask-corpus.ts';
import { folderToAsk } from '../corpus-folder.ts';
import type { OptionValues } from '../options.ts';
import { printLook, printWatches, type WatchLine } from '../print-watches.ts';
import { asksQuestion, queryOf } from './ask.ts';

const maxNameLength = 100;

/** `nearby watch [NAME] [TEXT...]`: saves a query, looks what is new for it, lists the saved ones, or deletes one. */
export async function watch([given, ...words]: string[], options: OptionValues): Promise<void> {
  const folder = options.corpus ?? folderToAsk();
  const name = given === undefined ? null : checkedName(given);
  const asksAnew = asksQuestion(words, options);
  if (options.peek || options.delete) {
    const flag = options.peek ? '--peek' : '--delete';
    if (options.peek && options.delete) throw misused('--peek', 'either --peek or --delete');
    if (name === null) throw misused(flag, `a name: nearby watch NAME ${flag}`);
    if (asksAnew) throw misused(flag, `no query beside it: nearby watch NAME ${flag}`);
  } else if (name === null && asksAnew) {
    throw misused('NAME', 'the name to save the query under, first: nearby watch NAME TEXT');
  }

  if (name === null) return list(folder, options.json ?? false);
  if (options.delete) return remove(folder, name);
  const asked = asksAnew && queryOf({ text: words.join(' '), like: options.like ?? [] }, options);
  const query = asked ? validate(searchRequestSchema, asked, 'query') : null;
  if (options.peek) return look(folder, name, null, options);
  // Open for writing before anything is asked: where a build is at work, it is said before the answer and not after.
  await writing(folder, (corpus) => look(folder, name, query, options, corpus));
}

/**
 * Asks a query, the one given or the saved one, and prints what is new.
 * @param corpus where it is saved, with what it has seen, once that is printed; absent to look only.
 */
async function look(
  folder: string,
  name: string,
  given: SearchQuery | null,
  options: OptionValues,
  corpus?: Corpus,
): Promise<void> {
  await askCorpus(folder, async (searcher) => {
    const { watches } = searcher.corpus;
    if (given && watches.has(name)) process.stderr.write(`Note: the saved query "${name}" is replaced.\n`);
    const earlier = given ? null : watches.get(name);
    const question = given ?? questionOf(name, earlier!);
    const answer = await answerSince(searcher, question, earlier);
    const rows = searcher.vectors.rows;
    await printLook({ name, earlier, rows, k: question.k, answer }, options.json ?? false);
    corpus?.watches.save(name, {
      question: { ...question },
      seenRows: rows,
      lookedAt: new Date().toISOString(),
    });
  });
}

/** Everything that fits at the first look, and where papers have gone, since nobody can say then which are new. */
function answerSince(
  searcher: OpenSearcher,
  question: SearchQuery,
  earlier: Watch | null,
): Promise<SearchAnswer> {
  if (earlier === null || earlier.seenRows > searcher.vectors.rows) return searcher.search(question);
  return newAnswers(searcher, question, earlier.seenRows);
}

async function list(folder: string, json: boolean): Promise<void> {
  const lines = await askCorpus(folder, async (searcher) => {
    const lines: WatchLine[] = [];
    for (const name of searcher.corpus.watches.names()) lines.push(await lineOf(searcher, name));
    return lines;
  });
  printWatches(lines, json);
}

/** One that cannot be read or asked is listed with the reason. */
async function lineOf(searcher: OpenSearcher, name: string): Promise<WatchLine> {
  try {
    const watch = searcher.corpus.watches.get(name);
    const question = questionOf(name, watch);
    const { hits } = await answerSince(searcher, question, watch);
    return { name, question, lookedAt: watch.lookedAt, waiting: hits.length, problem: null };
  } catch (error) {
    if (!(error instanceof NearbyError)) throw error;
    return { name, question: null, lookedAt: null, waiting: null, problem: error.message };
  }
}

async function remove(folder: string, name: string): Promise<void> {
  await writing(folder, async (corpus) => corpus.watches.remove(name));
  process.stderr.write(`The saved query "${name}" is deleted.\n`);
}

/** A corpus may come from someone else, or from another version of Nearby. */
function questionOf(name: string, { question }: Watch): SearchQuery {
  try {
    return validate(searchRequestSchema, question, 'query');
  } catch (error) {
    throw new NearbyError('watch-unreadable', { name, reason: reasonOf(error) }, { cause: error });
  }
}

async function writing(folder: string, work: (corpus: Corpus) => Promise<void>): Promise<void> {
  const corpus = Corpus.open(folder);
  try {
    await work(corpus);
  } finally {
    corpus.close();
  }
}

function checkedName(given: string): string {
  const name = given.trim();
  if (name !== '' && name.length <= maxNameLength && !/\p{Cc}/u.test(name)) return name;
  const expected = `a name of 1 to ${maxNameLength} characters, without control characters`;
  throw new NearbyError('bad-option', { name: 'NAME', value: given, expected });
}

const misused = (name: string, expected: string) =>
  new NearbyError('bad-option', { name, value: name.startsWith('--') || undefined, expected });
