/** Questions to a site, answered by the engine that the program has, over the files of the site. */
import { NearbyError } from '../errors.ts';
import { ExactIndex } from '../index/exact-index.ts';
import type { VectorIndex } from '../index/vector-index.ts';
import { nearestName } from '../nearest-name.ts';
import { type CountQuery, FacetCounter, type FacetCounts } from '../search/count-facets.ts';
import { versionsOf } from '../search/describe-hits.ts';
import { parseQuestion } from '../search/parse-question.ts';
import type { SearchAnswer, SearchQuery } from '../search/search-types.ts';
import { noSimilarities, type QuestionEmbedder, Searcher } from '../search/searcher.ts';
import { similarToQuestion } from '../search/similar-to-question.ts';
import { type SuggestQuery, suggestNext } from '../search/suggest-next.ts';
import type { PaperDetail, PaperHead, Records } from '../server/api-types.ts';
import { encodeMap } from '../server/map-format.ts';
import { numbersTable } from '../server/numbers-table.ts';
import { paperAnswer, paperHeadAnswer, paperRecord } from '../server/paper-answers.ts';
import type { VectorTable } from '../tables/vector-table.ts';
import type { SiteCorpus } from './site-corpus.ts';
import type { SiteFiles } from './site-files.ts';
import type { SiteModel } from './site-model.ts';

const notes = {
  modelComing:
    'Found by words alone so far, similarities are not known yet (0 is shown): the model is on its way.',
  noModel:
    'This site came without a model for the browser, so texts are found by words alone, without similarities (0 is shown).',
};

type SiteSearcher = Searcher<SiteCorpus>;

/** A searcher, and the question as it can be asked of it. */
interface Asking<Query> {
  searcher: SiteSearcher;
  query: Query;
  notes: string[];
}

/** Every method may refuse with `site-file`, where a file does not come; a later call tries again. */
export class AskedSite {
  readonly #corpus: SiteCorpus;
  readonly #files: SiteFiles;
  /** null: the site has none. */
  readonly #model: SiteModel | null;
  readonly #withoutModel: SiteSearcher;
  readonly #withModel: SiteSearcher;

  constructor(corpus: SiteCorpus, files: SiteFiles, model: SiteModel | null) {
    const { layout, topics, groups } = corpus;
    const rarity = () => corpus.rarity();
    const tables = { corpus, layout, topics, groups, ...vectorsWhenAsked(corpus), rarity };
    const embedder: QuestionEmbedder = {
      embed: async (texts, kind) => (await this.#neededModel()).embed(texts, kind),
    };
    this.#corpus = corpus;
    this.#files = files;
    this.#model = model;
    this.#withoutModel = new Searcher({ ...tables, embedder: null });
    this.#withModel = new Searcher({ ...tables, embedder });
  }

  /** @throws NearbyError as `Searcher.search`, and `site-lacks` for a text by meaning where there is no model. */
  async search(query: SearchQuery): Promise<SearchAnswer> {
    const asking = await this.#asking(query);
    const answer = await this.#files.whenHere(() => asking.searcher.search(asking.query));
    // Said already, and better.
    const others = answer.notes.filter((note) => asking.notes.length === 0 || note !== noSimilarities);
    return { ...answer, notes: [...asking.notes, ...others] };
  }

  /** @throws as `search`. */
  async suggest(query: SuggestQuery): Promise<SearchAnswer> {
    const { searcher } = await this.#asking({ ...query, mode: 'meaning' });
    return this.#files.whenHere(() => suggestNext(searcher, query));
  }

  async countFacets(asked: CountQuery): Promise<FacetCounts & { tookMs: number }> {
    const startedMs = performance.now();
    const { searcher, query } = await this.#asking(asked);
    const counts = await this.#files.whenHere(() => new FacetCounter(searcher).count(query));
    return { ...counts, tookMs: performance.now() - startedMs };
  }

  /** The body of /api/map/similarity. @throws as `search`. */
  async similarity(asked: Omit<SuggestQuery, 'k' | 'filter'>): Promise<Uint8Array<ArrayBuffer>> {
    const { searcher, query } = await this.#asking({ ...asked, mode: 'meaning' });
    const data = await this.#files.whenHere(() => similarToQuestion(searcher, query));
    return encodeMap({ rows: data.length, columns: [{ name: 'similarity', perRow: 1, data }] });
  }

  /** The body of /api/map/numbers. */
  async numbers(facet: string): Promise<Uint8Array<ArrayBuffer>> {
    return encodeMap(await this.#files.whenHere(() => numbersTable(this.#corpus, facet)));
  }

  heads(rows: readonly number[]): Promise<{ papers: PaperHead[] }> {
    const { layout, topics } = this.#corpus;
    return this.#files.whenHere(() => ({
      papers: this.#corpus.papers(rows).map((paper, i) => paperHeadAnswer(rows[i], paper, layout, topics)),
    }));
  }

  records({ rows = [], ids = [] }: { rows?: number[]; ids?: string[] }): Promise<Records> {
    const { layout, topics } = this.#corpus;
    const found = ids.map((id) => ({ id, row: this.#corpus.rowOf(id) }));
    const all = [...rows, ...found.flatMap(({ row }) => row ?? [])];
    return this.#files.whenHere(() => ({
      papers: this.#corpus.papers(all).map((paper, i) => paperRecord(all[i], paper, layout, topics)),
      unknown: found.filter(({ row }) => row === null).map(({ id }) => id),
    }));
  }

  /** @throws NearbyError `unknown-paper`. */
  paper(id: string): Promise<PaperDetail> {
    const { layout, topics, groups } = this.#corpus;
    return this.#files.whenHere(() => {
      const row = this.#corpus.rowOf(id);
      if (row === null) {
        throw new NearbyError('unknown-paper', { ids: [id], nearest: nearestName(id, this.#corpus.ids()) });
      }
      const versions = versionsOf(row, groups, this.#corpus);
      return paperAnswer(row, this.#corpus.paper(row), layout, topics, versions, this.#corpus.kept());
    });
  }

  /**
   * Who answers: by meaning where the model is here or must be; else by words, while the model comes. It is fetched for texts
   * only: examples have their vectors.
   */
  async #asking<Query extends Pick<SearchQuery, 'text' | 'mode'>>(query: Query): Promise<Asking<Query>> {
    const text = query.text?.trim() ?? '';
    // Side by side, since search looks its words up one after the other.
    await this.#corpus.words.load(text);
    if (this.#model?.isHere) return { searcher: this.#withModel, query, notes: [] };
    const byWords = query.mode === 'words' || parseQuestion(text).plainText === '';
    if (byWords) return { searcher: this.#withoutModel, query, notes: [] };
    if (query.mode === 'meaning') {
      await this.#neededModel();
      return { searcher: this.#withModel, query, notes: [] };
    }
    // That it fails is said by who tells how far it has come, and the words are answered all the same.
    this.#model?.open().catch(() => null);
    return {
      searcher: this.#withoutModel,
      query: { ...query, mode: 'words' },
      notes: [this.#model ? notes.modelComing : notes.noModel],
    };
  }

  async #neededModel(): Promise<QuestionEmbedder> {
    if (this.#model) return this.#model.open();
    const { name } = this.#corpus.settings.model;
    throw new NearbyError('site-lacks', { what: `finding a text by meaning with the model "${name}"` });
  }
}

/** Vectors and index that are read when a question first needs them: one of words alone does not. */
function vectorsWhenAsked(corpus: SiteCorpus): { vectors: VectorTable; index: VectorIndex } {
  const { rows, settings } = corpus;
  const { dimensions } = settings.model;
  let opened: ExactIndex | null = null;
  const index = () => {
    opened ??= new ExactIndex(corpus.vectors());
    return opened;
  };
  return {
    vectors: {
      rows,
      dimensions,
      get data() {
        return corpus.vectors().data;
      },
    },
    index: {
      kind: 'exact',
      rows,
      dimensions,
      search: (...asked) => index().search(...asked),
      searchMany: (...asked) => index().searchMany(...asked),
      distances: (...asked) => index().distances(...asked),
    },
  };
}
