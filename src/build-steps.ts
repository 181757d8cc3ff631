/** The steps of a build: what each takes from the corpus, which room it calls, and what it stores. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BuildOptions } from './build-defaults.ts';
import type { BuiltIndex } from './build-index.ts';
import { checkMemory } from './build-memory.ts';
import { DuplicateFinder } from './duplicates/find-duplicates.ts';
import { embedAll } from './embed/embed-all.ts';
import { openFittingEmbedder, triedTexts } from './embed/fitting-embedder.ts';
import { resolveModel } from './embed/resolve-model.ts';
import { NearbyError } from './errors.ts';
import { measureRecall } from './index/in-threads.ts';
import { alignLayout } from './layout/align-layout.ts';
import { countKeptNeighbors } from './layout/count-kept-neighbors.ts';
import { layoutGraph } from './layout/layout-graph.ts';
import { onePointAGroup } from './layout/one-point-a-group.ts';
import { placeRows } from './layout/place-rows.ts';
import { NeighborhoodMeasure } from './layout/trustworthiness.ts';
import { describeIssue } from './papers/describe-issue.ts';
import { findInputs, type ImportIssue, readPapers } from './papers/read-papers.ts';
import type { StageClock } from './progress.ts';
import { createRandom, sampleRows } from './random.ts';
import { Corpus, checkModel } from './store/corpus.ts';
import { type DuplicateGroups, groupMembers, ungrouped } from './tables/duplicate-groups.ts';
import { unplacedNames } from './tables/given-names.ts';
import { isAstray } from './tables/kept-neighbors.ts';
import type { Layout } from './tables/layout-table.ts';
import type { NeighborGraph } from './tables/neighbor-graph.ts';
import { type Paper, paperText } from './tables/paper.ts';
import { countWithoutTopic, type TopicTree } from './tables/topic-tree.ts';
import type { VectorTable } from './tables/vector-table.ts';
import { assignRows } from './topics/assign-rows.ts';
import { findTopicsInThread } from './topics/topics-thread.ts';

/** What came in, record by record. */
export interface ImportReport {
  /** Papers read in this run: those added and those known already. */
  entries: number;
  added: number;
  /** Recognised as already there. */
  known: number;
  /** Known papers that had no abstract and got one. */
  updated: number;
  /** Papers whose id was taken by another paper. */
  renamed: { asked: string; given: string }[];
  /** Records that could not be read, and warnings, one by one. */
  issues: ImportIssue[];
}

/** Points and topics as they were before a run, for `keepMap`. */
export interface CurrentMap {
  layout: Layout | null;
  topics: TopicTree | null;
}

export async function openOrCreate(
  folder: string,
  inputs: readonly string[],
  asked: Partial<Pick<BuildOptions, 'model' | 'seed'>>,
  { model, seed, keepMap, ...options }: BuildOptions,
): Promise<Corpus> {
  if (!Corpus.exists(folder)) {
    if (inputs.length === 0 || keepMap) throw new NearbyError('corpus-not-found', { folder });
    // A mistyped file is refused before there is a folder.
    await findInputs(inputs);
    const { name, dimensions, maxTokens, sha256 } = await resolveModel(model, options);
    // For people to read; nothing is computed from it.
    const createdAt = new Date().toISOString();
    return Corpus.create(folder, { model: { name, dimensions, maxTokens, sha256 }, seed, createdAt });
  }
  const corpus = Corpus.open(folder);
  if (asked.seed !== undefined && asked.seed !== corpus.settings.seed) {
    options.say(
      `The corpus keeps the seed that it was begun with, ${corpus.settings.seed}; ${seed} is for a new one.`,
    );
  }
  if (asked.model !== undefined && asked.model !== corpus.settings.model.name) {
    try {
      checkModel(corpus, await resolveModel(asked.model, options));
    } catch (error) {
      corpus.close();
      throw error;
    }
  }
  return corpus;
}

export async function importPapers(
  corpus: Corpus,
  inputs: readonly string[],
  { format, importBatch, onProgress }: BuildOptions,
): Promise<ImportReport> {
  const report: ImportReport = { entries: 0, added: 0, known: 0, updated: 0, renamed: [], issues: [] };
  if (inputs.length === 0) return report;
  const addedAt = new Date().toISOString();
  let batch: Paper[] = [];
  const store = () => {
    const { added, known, updated, renamed } = corpus.addPapers(batch, addedAt);
    report.added += added.length;
    report.known += known;
    report.updated += updated.length;
    report.renamed.push(...renamed);
    batch = [];
  };
  for await (const entry of readPapers(inputs, { format })) {
    if ('issue' in entry) {
      report.issues.push(entry.issue);
      continue;
    }
    report.entries++;
    if (batch.push(entry.paper) >= importBatch) store();
    onProgress({ stage: 'import', done: report.entries, total: null });
  }
  store();
  onProgress({ stage: 'import', done: report.entries, total: report.entries });
  if (report.entries === 0 && report.issues.some(({ severity }) => severity === 'skipped')) {
    throw new NearbyError('nothing-imported', { inputs, problems: report.issues.map(describeIssue) });
  }
  return report;
}

/** Embeds the rows that have no vector yet; every batch is stored as soon as it is finished. */
export async function embedPapers(
  corpus: Corpus,
  { embedChunk, processes, onProgress, ...options }: BuildOptions,
): Promise<void> {
  const pending = corpus.rowsWithoutVector();
  if (pending.length === 0) return;
  checkMemory(corpus.rows, corpus.settings.model.dimensions, options.maxMemory);
  const model = await resolveModel(corpus.settings.model.name, { ...options, onProgress });
  checkModel(corpus, model);
  const before = corpus.rows - pending.length;
  if (before > 0) options.say(`${before} of ${corpus.rows} papers are embedded already.`);
  const first = corpus.papers(pending.subarray(0, triedTexts)).map(paperText);
  const embedder = await openFittingEmbedder(model, first, pending.length, processes);
  try {
    for (let start = 0; start < pending.length; start += embedChunk) {
      const rows = pending.subarray(start, start + embedChunk);
      await embedAll(embedder, corpus.papers(rows).map(paperText), {
        onBatch: (positions, { vectors, cut }) => {
          corpus.saveVectors(
            positions.map((position) => rows[position]),
            vectors,
            cut,
          );
        },
        onProgress: ({ done }) => onProgress({ stage: 'embed', done: start + done, total: pending.length }),
      });
    }
  } finally {
    await embedder.close();
  }
}

/** True where every derived table fits the papers, so that nothing is left to do. */
export function isFinished(corpus: Corpus): boolean {
  return corpus.duplicates() !== null && hasMap(corpus) && corpus.keptNeighbors() !== null;
}

/** What may be missing yet are groups of duplicates and kept neighbours: in a corpus from before there were any. */
export function hasMap(corpus: Corpus): boolean {
  return (
    corpus.graph() !== null &&
    corpus.layout()?.rows === corpus.rows &&
    corpus.topics() !== null &&
    corpus.figures() !== null
  );
}

/**
 * Whether what is on the map stays where it is: in `add`, and where a run without inputs finishes an `add` that was
 * interrupted. To be asked before papers come in.
 */
export function keepsMap(corpus: Corpus, inputs: readonly string[], { keepMap }: BuildOptions): boolean {
  if (inputs.length === 0) return keepMap || corpus.keepsMap;
  corpus.saveKeepsMap(keepMap);
  return keepMap;
}

/** What `keepMap` keeps, also of a run that was interrupted when papers were in already. */
export function currentMap(corpus: Corpus): CurrentMap {
  return { layout: corpus.layout(), topics: corpus.lastTopics() };
}

/** Whether nothing is lost with a corpus: its papers are in the files, and what takes time has not begun. */
export function isWorthless(corpus: Corpus): boolean {
  return corpus.rowsWithoutVector().length === corpus.rows;
}

/** What a person asked of duplicates in this run, kept for the next. */
export function keepGrouping(corpus: Corpus, { grouped }: BuildOptions): void {
  if (grouped !== undefined) corpus.saveDuplicateSettings({ ...corpus.duplicateSettings, grouped });
}

/** Papers read before others get a turn: the threads that this is done beside. Some 10 ms. */
const readInATurn = 1000;

/** What duplicates are told by, of all papers: read while threads find their neighbours. Null where it is not needed. */
export async function readForDuplicates(corpus: Corpus): Promise<DuplicateFinder | null> {
  if (corpus.duplicates() || !corpus.duplicateSettings.grouped) return null;
  const finder = new DuplicateFinder();
  let read = 0;
  for (const paper of corpus.allPapers()) {
    finder.add(paper);
    if (++read % readInATurn === 0) await nextTurn();
  }
  return finder;
}

/** Which papers are one, as the person wants it: stored, or found in the papers and their neighbour graph. */
export function groupDuplicates(
  corpus: Corpus,
  graph: NeighborGraph,
  finder: DuplicateFinder | null,
): DuplicateGroups {
  const stored = corpus.duplicates();
  if (stored) return stored;
  const rowsApart = corpus.duplicateSettings.apart
    .map((id) => corpus.rowOf(id))
    .filter((row) => row !== null);
  const groups = finder ? finder.find(graph, new Set(rowsApart)) : ungrouped(corpus.rows);
  corpus.saveDuplicates(groups);
  return groups;
}

/**
 * A layout that an interrupted run stored is taken as it is. A new one, of a corpus that had one, is turned to lie on that: as far
 * as it is told, a person's map stays where it was.
 */
export async function layOut(
  corpus: Corpus,
  graph: NeighborGraph,
  groups: DuplicateGroups,
  vectors: VectorTable,
  { layout: before }: CurrentMap,
  { keepMap, relayout, say, onProgress }: BuildOptions,
): Promise<Layout> {
  const stored = relayout ? null : corpus.freshLayout();
  if (stored) return stored;
  const { seed } = corpus.settings;
  if (keepMap && before) {
    const layout = onePointAGroup(placeRows(before, graph), groups, before.rows);
    corpus.saveLayout(layout);
    return layout;
  }
  const made = onePointAGroup(await layoutGraph(graph, vectors, { seed, onProgress }), groups, 0);
  const { layout, drift } = before ? alignLayout(made, before) : { layout: made, drift: 0 };
  if (before) {
    say(
      `The new map is turned to lie on the old one; papers moved by ${(100 * drift).toFixed(0)} % of half its side on average.`,
    );
  }
  corpus.dropTopics();
  corpus.saveLayout(layout);
  return layout;
}

/** Of each paper's nearest, how many are near it on the map; stored. Counted where they are not, or no longer hold. */
export function countKept(
  corpus: Corpus,
  graph: NeighborGraph,
  { layout: before }: CurrentMap,
  { keepMap, say }: BuildOptions,
): void {
  const layout = corpus.layout();
  if (corpus.keptNeighbors() !== null || layout?.rows !== corpus.rows) return;
  const kept = countKeptNeighbors(graph, layout);
  corpus.saveKeptNeighbors(kept);
  if (!keepMap || !before || before.rows === corpus.rows) return;
  let astray = 0;
  for (let row = before.rows; row < kept.rows; row++) if (isAstray(kept, row)) astray++;
  const added = corpus.rows - before.rows;
  say(
    `Of ${added} new ${added === 1 ? 'paper' : 'papers'} on the map ${astray} ${astray === 1 ? 'stands' : 'stand'} far from most of what is nearest.` +
      ' With --relayout all papers are laid out and topics found anew.',
  );
}

export async function nameTopics(
  corpus: Corpus,
  graph: NeighborGraph,
  vectors: VectorTable,
  layout: Layout,
  { topics: before }: CurrentMap,
  { keepMap, say, onProgress }: BuildOptions,
): Promise<void> {
  const topics =
    keepMap && before
      ? assignRows(before, graph)
      : await findTopicsInThread(
          graph,
          corpus.allPapers(),
          vectors,
          layout,
          { seed: corpus.settings.seed },
          (done) => onProgress({ stage: 'topics', done, total: corpus.rows, note: 'reading phrases' }),
        );
  corpus.saveTopics(topics);
  for (const { name, members } of unplacedNames(topics, corpus.topicNames.all()))
    say(`No topic fits the ${members.length} papers that were named "${name}" any more. The name is kept.`);
  onProgress({ stage: 'topics', done: corpus.rows, total: corpus.rows });
}

/**
 * Measures index and map against their exact twins on a sample of rows, by one exact scan for both, and stores the figures: the
 * build is finished.
 */
export async function measure(
  corpus: Corpus,
  { kind, note, file }: BuiltIndex,
  vectors: VectorTable,
  layout: Layout,
  { seconds }: StageClock,
  { keepMap, measuredRows, measuredRowsAdding, onProgress }: BuildOptions,
): Promise<void> {
  const { seed } = corpus.settings;
  const wanted = keepMap ? measuredRowsAdding : measuredRows;
  const sample = sampleRows(corpus.rows, wanted, createRandom(seed));
  onProgress({ stage: 'measure', done: 0, total: sample.length });
  const neighborhoods = new NeighborhoodMeasure(layout);
  const recallAt10 = await measureRecall(
    10,
    vectors,
    file,
    sample,
    (row, distances) => neighborhoods.add(row, distances),
    (done, total) => onProgress({ stage: 'measure', done, total }),
  );
  const { trustworthiness, continuity } = neighborhoods.measure;
  corpus.saveFigures({
    indexKind: kind,
    indexNote: note,
    recallAt10,
    trustworthinessAt15: trustworthiness,
    continuityAt15: continuity,
    textsCut: corpus.textsCut(),
    papersWithoutAbstract: corpus.hasAbstract().filter((has) => has === 0).length,
    papersWithoutTopic: countWithoutTopic(corpus.topics(), corpus.rows),
    seconds: { ...seconds },
    seed,
    builtAt: new Date().toISOString(),
  });
}

/** What the corpus holds, for the report. */
export function outcome(corpus: Corpus) {
  const figures = corpus.figures();
  if (!figures) throw new NearbyError('corpus-unfinished', { folder: corpus.folder, missing: 'figures' });
  return {
    folder: corpus.folder,
    model: corpus.settings.model.name,
    papers: corpus.rows,
    topics: corpus.topics()?.topics.length ?? 0,
    groups: groupMembers(corpus.duplicates() ?? ungrouped(corpus.rows)).size,
    figures,
  };
}
