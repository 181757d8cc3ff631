/** Corpora that are asked as the product asks them: the bundled sample, and the held-out papers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCorpus } from '../../../src/build-corpus.ts';
import { buildDefaults } from '../../../src/build-defaults.ts';
import { samplePapers } from '../../../src/cli/sample.ts';
import type { EmbeddedTexts, Embedder } from '../../../src/embed/embedder.ts';
import { chooseIndex } from '../../../src/index/choose-index.ts';
import { ExactIndex } from '../../../src/index/exact-index.ts';
import type { VectorIndex } from '../../../src/index/vector-index.ts';
import { openSearcher } from '../../../src/search/open-searcher.ts';
import { type QuestionEmbedder, Searcher } from '../../../src/search/searcher.ts';
import { Corpus } from '../../../src/store/corpus.ts';
import { type Paper, paperText } from '../../../src/tables/paper.ts';
import type { VectorTable } from '../../../src/tables/vector-table.ts';
import { paperOf } from '../../paper-of.ts';
import { type HeldOutPaper, heldOutSet } from './held-out.ts';
import type { OpenModel } from './open-model.ts';

export interface MeasuredCorpus {
  /** What the table calls it. */
  set: string;
  searcher: Searcher;
  /** The corpus's model. */
  embedder: QuestionEmbedder;
  /** Ends it; its files go. */
  close(): Promise<void>;
}

/** What the table calls the bundled sample. */
export const sampleSet = 'sample';

/** The bundled sample, built and opened as `npm start` does it. */
export async function openSample({ name, embedder }: OpenModel): Promise<MeasuredCorpus> {
  const folder = mkdtempSync(join(tmpdir(), 'nearby-eval-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const corpus = join(folder, 'sample');
    await buildCorpus(corpus, [samplePapers], { model: name });
    const searcher = await openSearcher(corpus, { processes: 0 });
    const close = async () => {
      await searcher.close();
      remove();
    };
    return { set: sampleSet, searcher, embedder, close };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The held-out papers with the index that a build chooses; without topics and map, which no measure here asks for. */
export async function openHeldOut(
  papers: readonly HeldOutPaper[],
  { embedder }: OpenModel,
): Promise<MeasuredCorpus> {
  const choose = async (vectors: VectorTable) =>
    (await chooseIndex(vectors, { hnsw: { seed: buildDefaults.seed } })).index;
  const { searcher, close } = await searcherOver(papers.map(heldOutAsPaper), embedder, choose);
  return { set: heldOutSet, searcher, embedder, close: async () => close() };
}

/** Two sources, two names: conferences by their field, arXiv by its category. Apart, a paper of the other name counts as wrong. */
const sameCategory: Readonly<Record<string, string>> = {
  ...{ 'cs/vision': 'cs.CV', 'cs/nlp': 'cs.CL', 'cs/robotics': 'cs.RO' },
  ...{ 'cs/machine learning': 'cs.LG', 'cs/ai': 'cs.AI' },
};

function heldOutAsPaper({ title, abstract, category, keywords, year }: HeldOutPaper, row: number): Paper {
  const categories = category === '' ? [] : [sameCategory[category] ?? category];
  return paperOf({ id: `paper-${row}`, title, abstract, categories, keywords, year: year ?? null });
}

/** A searcher over papers, in a folder of its own that goes when it is closed. */
export async function searcherOver(
  papers: readonly Paper[],
  embedder: Embedder,
  indexOf: (vectors: VectorTable) => VectorIndex | Promise<VectorIndex> = (vectors) =>
    new ExactIndex(vectors),
): Promise<{ searcher: Searcher; close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'nearby-eval-'));
  const corpus = emptyCorpus(join(folder, 'corpus'), embedder);
  const close = () => {
    corpus.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // Words are looked up in the store; the vectors need not go there.
    corpus.addPapers(papers);
    const texts = Array.from(corpus.allPapers(), paperText);
    const { vectors } = await embedder.embed(texts, 'document');
    const index = await indexOf(vectors);
    const layout = { rows: corpus.rows, points: new Float32Array(2 * corpus.rows) };
    const asked = remembering(embedder);
    return {
      searcher: new Searcher({ corpus, embedder: asked, index, vectors, topics: null, layout }),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function emptyCorpus(folder: string, { model }: Pick<Embedder, 'model'>): Corpus {
  const { name, dimensions, maxTokens, sha256 } = model;
  const createdAt = new Date().toISOString();
  const { seed } = buildDefaults;
  return Corpus.create(folder, { model: { name, dimensions, maxTokens, sha256 }, seed, createdAt });
}

/** The same text is asked in several ways; its vector is the same. */
function remembering(embedder: Embedder): QuestionEmbedder {
  const known = new Map<string, Promise<EmbeddedTexts>>();
  return {
    embed: (texts, kind) => {
      const key = JSON.stringify([kind, texts]);
      const found = known.get(key) ?? embedder.embed(texts, kind);
      known.set(key, found);
      return found;
    },
  };
}
