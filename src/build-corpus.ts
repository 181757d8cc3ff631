/**
 * The story of a build, from files to a corpus that can be searched. Each step is one room of `src`; build-steps.ts says
 * what goes in and what is stored. A step finds what an earlier run stored and goes on from there, so a build may be
 * killed at any moment and run again.
 */
import { type BuildOptions, buildDefaults } from './build-defaults.ts';
import { indexAndGraph } from './build-index.ts';
import { sideBySide } from './build-side-by-side.ts';
import * as step from './build-steps.ts';
import { StageClock } from './progress.ts';
import { Corpus } from './store/corpus.ts';
import type { Figures } from './tables/figures.ts';
import type { VectorTable } from './tables/vector-table.ts';

/** What a build did and what the corpus holds after it. */
export interface BuildReport extends step.ImportReport {
  folder: string;
  model: string;
  /** Papers in the corpus. */
  papers: number;
  /** Topics of all levels. */
  topics: number;
  /** Papers that are there in several versions or copies. */
  groups: number;
  figures: Figures;
  /** True where everything was there already. */
  unchanged: boolean;
}

/**
 * Reads `inputs` (files, folders, "-") into the corpus in `folder`, made where there is none, and brings every stage up
 * to date. Without inputs it finishes what is unfinished.
 * @throws NearbyError `corpus-not-found` without inputs and corpus, `corpus-model` for another model than the corpus's,
 *   `nothing-imported` when every record was bad, and what the rooms refuse.
 */
export async function buildCorpus(
  folder: string,
  inputs: readonly string[],
  options: Partial<BuildOptions> = {},
): Promise<BuildReport> {
  const merged = { ...buildDefaults, ...options };
  const clock = new StageClock();
  const isNew = !Corpus.exists(folder);
  const corpus = await step.openOrCreate(folder, inputs, options, merged);
  try {
    const settings = { ...merged, keepMap: step.keepsMap(corpus, inputs, merged) && !merged.relayout };
    const map = step.currentMap(corpus);
    step.keepGrouping(corpus, settings);
    const imported = await clock.time('import', () => step.importPapers(corpus, inputs, settings));
    await clock.time('embed', () => step.embedPapers(corpus, settings));
    const unchanged = !settings.relayout && step.isFinished(corpus);
    if (!unchanged) {
      const vectors = corpus.vectors();
      const { index, graph, groups } = await clock.time('index', () =>
        findRelated(corpus, vectors, settings),
      );
      if (settings.relayout || !step.hasMap(corpus)) {
        const layout = await clock.time('layout', () =>
          step.layOut(corpus, graph, groups, vectors, map, settings),
        );
        await clock.time('topics', () => step.nameTopics(corpus, graph, vectors, layout, map, settings));
        await sideBySide(
          () => clock.time('measure', () => step.measure(corpus, index, vectors, layout, clock, settings)),
          async () => step.countKept(corpus, graph, map, settings),
        );
      }
      // In a corpus from before they were counted.
      step.countKept(corpus, graph, map, settings);
    }
    return { ...imported, ...step.outcome(corpus), unchanged };
  } catch (error) {
    // Left behind, it would hold the next try to its model, and stand among the corpora that can be asked. What came
    // through standard input cannot be read again, and stays.
    const isThereStill = corpus.rows === 0 || !inputs.includes('-');
    if (isNew && isThereStill && step.isWorthless(corpus)) corpus.discard();
    throw error;
  } finally {
    corpus.close();
  }
}

/**
 * What is near what: index, neighbour graph and groups of duplicates. Papers are read for the groups while threads find their
 * neighbours; a function of its own, so that what was read is not held through the stages that come after.
 */
async function findRelated(corpus: Corpus, vectors: VectorTable, settings: BuildOptions) {
  const [{ index, graph }, finder] = await sideBySide(
    () => indexAndGraph(corpus, vectors, settings),
    () => step.readForDuplicates(corpus),
  );
  return { index, graph, groups: step.groupDuplicates(corpus, graph, finder) };
}
