/** Papers and their neighbour graph → which of them are duplicates or versions of one paper. */
import {
  type DuplicateGroups,
  type DuplicateRule,
  duplicateRules,
  fullness,
  noRule,
  ungrouped,
} from '../tables/duplicate-groups.ts';
import { differentAuthors, familyName } from '../tables/family-names.ts';
import { type NeighborGraph, neighborsOf } from '../tables/neighbor-graph.ts';
import { lettersAndDigits, numberKeys, type Paper } from '../tables/paper.ts';
import { type TitleParts, titleLikeness, titleParts } from './title-likeness.ts';

/** How near is the same; README.md has the figures. */
export const duplicateDefaults = {
  /**
   * Cosine of two papers, from which nearly equal titles make them one. Lower finds more versions whose abstracts
   * differ, and begins to join papers of one series.
   */
  similarity: 0.8,
  /** Share of the words that two titles have in common, misspelt ones too (`titleLikeness`). */
  titleLikeness: 0.85,
  /** Years between a preprint and its publication, where only title and an author say that they are one paper. */
  years: 4,
  /** Words of a title that says by itself what paper it is: with fewer it may be another "Editorial" by the same person. */
  titleWords: 4,
  /**
   * Rows that one DOI or arXiv number may have and be believed: it is then a paper with its versions. Above, it is more
   * likely that of the proceedings, written at every paper in it, and joins only those of equal titles.
   */
  believedRows: 10,
};

/** What is compared of a paper. What few papers are asked for is worked out when it is asked for. */
class Facts {
  readonly keys: readonly string[];
  /** Down to letters and digits. */
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number | null;
  readonly hasAbstract: boolean;
  readonly doi: string;
  readonly #title: string;
  #parts: TitleParts | null = null;

  constructor(paper: Paper) {
    this.keys = numberKeys(paper);
    this.title = lettersAndDigits(paper.title) || paper.title;
    this.authors = paper.authors;
    this.year = paper.year;
    this.hasAbstract = paper.abstract !== '';
    this.doi = paper.doi.toLowerCase();
    this.#title = paper.title;
  }

  get parts(): TitleParts {
    this.#parts ??= titleParts(this.#title);
    return this.#parts;
  }

  families(): string[] {
    return [...new Set(this.authors.map(familyName))].filter((name) => name !== '');
  }
}

/**
 * Two rows are one paper by the first of these that holds, and so are those that are one paper with it in turn:
 *
 * - `doi`, `arxiv`: the same DOI; the same arXiv number, whatever its version.
 * - `title`: the same title down to letters and digits, of `titleWords` or more, an author in common, and years that fit.
 * - `near`: neighbours in the graph of `similarity`, their titles nearly equal, and no two lists of authors without a
 *   name in common. Without abstracts only titles of `titleWords` or more that no two DOIs speak against.
 *
 * Nothing depends on the order of the rows but the graph itself (which of many equal neighbours it holds).
 *
 * Papers go by before their graph is there: what is compared of them is kept, and the papers themselves need not be.
 */
export class DuplicateFinder {
  readonly #facts: Facts[] = [];
  readonly #records: { id: string; fullness: number; length: number }[] = [];
  readonly #byKey: Buckets = new Map();
  readonly #byTitle: Buckets = new Map();

  /** Takes the papers one by one, in row order. */
  add(paper: Paper): void {
    const row = this.#facts.length;
    const facts = new Facts(paper);
    this.#facts.push(facts);
    for (const key of facts.keys) put(this.#byKey, key, row);
    put(this.#byTitle, facts.title, row);
    this.#records.push({ id: paper.id, fullness: fullness(paper), length: paper.abstract.length });
  }

  /**
   * @param graph of as many rows as there were papers.
   * @param apart rows that a person keeps out of every group.
   */
  find(
    graph: NeighborGraph,
    apart: ReadonlySet<number> = new Set(),
    options = duplicateDefaults,
  ): DuplicateGroups {
    const facts = this.#facts;
    const groups = ungrouped(graph.rows);
    const parents = groups.representative.slice();
    const join = (a: number, b: number, rule: DuplicateRule) => {
      if (a === b) return;
      const code = duplicateRules.indexOf(rule);
      // `noRule` is larger than all.
      groups.rule[a] = Math.min(groups.rule[a], code);
      groups.rule[b] = Math.min(groups.rule[b], code);
      parents[rootOf(parents, a)] = rootOf(parents, b);
    };

    joinByKeys(facts, shared(this.#byKey, apart), options, join);
    joinByTitle(facts, shared(this.#byTitle, apart), options, join);
    joinNear(facts, graph, options, (a, b, rule) => {
      if (!apart.has(a) && !apart.has(b)) join(a, b, rule);
    });

    const joined = [...groups.rule.keys()].filter((row) => groups.rule[row] !== noRule);
    const best = new Map<number, number>();
    for (const row of joined) {
      const root = rootOf(parents, row);
      const holder = best.get(root);
      if (holder === undefined || this.#isFuller(row, holder)) best.set(root, row);
    }
    for (const row of joined) groups.representative[row] = best.get(rootOf(parents, row))!;
    return groups;
  }

  #isFuller(a: number, b: number): boolean {
    const [one, other] = [this.#records[a], this.#records[b]];
    const more = one.fullness - other.fullness || one.length - other.length;
    return more === 0 ? one.id < other.id : more > 0;
  }
}

/** As `DuplicateFinder` of papers that are at hand, in row order. */
export function findDuplicates(
  papers: Iterable<Paper>,
  ...asked: Parameters<DuplicateFinder['find']>
): DuplicateGroups {
  const finder = new DuplicateFinder();
  for (const paper of papers) finder.add(paper);
  return finder.find(...asked);
}

type Join = (a: number, b: number, rule: DuplicateRule) => void;

function joinByKeys(
  facts: readonly Facts[],
  sameKey: Buckets,
  { believedRows }: typeof duplicateDefaults,
  join: Join,
): void {
  for (const [key, rows] of sameKey) {
    const rule = key.startsWith('doi:') ? 'doi' : 'arxiv';
    const believed =
      rows.length <= believedRows ? [rows] : bucketsOf(facts, rows, ({ title }) => [title]).values();
    for (const same of believed) for (const row of same) join(same[0], row, rule);
  }
}

function joinByTitle(
  facts: readonly Facts[],
  sameTitle: Buckets,
  { titleWords, years }: typeof duplicateDefaults,
  join: Join,
): void {
  const yearOf = (row: number) => facts[row].year;
  const speaking = (fact: Facts) => (fact.parts.words.length < titleWords ? [] : fact.families());
  const byAuthor = [...sameTitle.values()].flatMap((same) => [...bucketsOf(facts, same, speaking).values()]);
  for (const rows of byAuthor) {
    const dated = rows.filter((row) => yearOf(row) !== null).sort((a, b) => yearOf(a)! - yearOf(b)!);
    for (let i = 1; i < dated.length; i++)
      if (yearOf(dated[i])! - yearOf(dated[i - 1])! <= years) join(dated[i - 1], dated[i], 'title');
    // A record without a year fits all; where those with one are several papers, it cannot tell which.
    const isOne = dated.every((row, i) => i === 0 || yearOf(row)! - yearOf(dated[i - 1])! <= years);
    const undated = rows.filter((row) => yearOf(row) === null);
    for (const row of undated) join(isOne && dated.length > 0 ? dated[0] : undated[0], row, 'title');
  }
}

function joinNear(
  facts: readonly Facts[],
  graph: NeighborGraph,
  { similarity, titleLikeness: least, titleWords }: typeof duplicateDefaults,
  join: Join,
): void {
  for (let row = 0; row < graph.rows; row++) {
    for (const [i, other] of neighborsOf(graph, row).entries()) {
      // Nearest first: the rest is farther still.
      if (1 - graph.distances[row * graph.k + i] < similarity) break;
      const [a, b] = [facts[row], facts[other]];
      if (differentAuthors(a.authors, b.authors)) continue;
      if (!(a.hasAbstract && b.hasAbstract)) {
        if (Math.min(a.parts.words.length, b.parts.words.length) < titleWords) continue;
        if (a.doi !== '' && b.doi !== '') continue;
      }
      if (titleLikeness(a.parts, b.parts) >= least) join(row, other, 'near');
    }
  }
}

/** Key → the rows that have it, ascending. */
type Buckets = Map<string, number[]>;

function put(buckets: Buckets, key: string, row: number): void {
  const bucket = buckets.get(key);
  if (bucket) bucket.push(row);
  else buckets.set(key, [row]);
}

/** Without the rows that are kept apart, and without the keys that only one row has. */
function shared(buckets: Buckets, apart: ReadonlySet<number>): Buckets {
  const found: Buckets = new Map();
  for (const [key, rows] of buckets) {
    if (rows.length < 2) continue;
    const free = rows.filter((row) => !apart.has(row));
    if (free.length > 1) found.set(key, free);
  }
  return found;
}

function bucketsOf(
  facts: readonly Facts[],
  rows: readonly number[],
  keysOf: (fact: Facts) => readonly string[],
): Buckets {
  const buckets: Buckets = new Map();
  for (const row of rows) for (const key of keysOf(facts[row])) put(buckets, key, row);
  return shared(buckets, new Set());
}

/** Union-find with path halving (Tarjan & van Leeuwen 1984, https://doi.org/10.1145/62.2160). */
function rootOf(parents: Int32Array, row: number): number {
  let at = row;
  while (parents[at] !== at) {
    parents[at] = parents[parents[at]];
    at = parents[at];
  }
  return at;
}
