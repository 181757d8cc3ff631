/** What the corpus says of itself, in the shapes of api-schemas.ts; `nearby info` and `nearby topics` print the same. */
import { basename, resolve } from 'node:path';
import { NearbyError } from '../errors.ts';
import { compareTopics } from '../search/compare-topics.ts';
import type { Searcher } from '../search/searcher.ts';
import { type Corpus, formatVersion } from '../store/corpus.ts';
import { groupMembers, ungrouped } from '../tables/duplicate-groups.ts';
import { unplacedNames, withNames } from '../tables/given-names.ts';
import { countAstray } from '../tables/kept-neighbors.ts';
import { countWithoutTopic, type TopicTree } from '../tables/topic-tree.ts';
import type { Facets, Info, TopicComparison, Topics } from './api-types.ts';

/** Values of one facet in an answer: as many as a person can choose from. */
const facetValuesShown = 100;

/**
 * @param index the kind that answers now; it differs from the stored one where hnswlib-node is missing on this machine.
 * @param tree the topics of the corpus, where they have been read.
 * @throws NearbyError `corpus-unfinished` before the first build has ended.
 */
export function infoAnswer(
  corpus: Corpus,
  version: string,
  index?: Info['index'],
  tree: TopicTree | null = corpus.topics(),
): Info {
  const figures = corpus.figures();
  if (!figures) throw new NearbyError('corpus-unfinished', { folder: corpus.folder, missing: 'figures' });
  const { name, dimensions, maxTokens } = corpus.settings.model;
  const topicsByLevel: number[] = [];
  for (const { level } of tree?.topics ?? []) topicsByLevel[level] = (topicsByLevel[level] ?? 0) + 1;
  const groups = [...groupMembers(corpus.duplicates() ?? ungrouped(corpus.rows)).values()];
  const kept = corpus.keptNeighbors();
  const other = index !== undefined && index !== figures.indexKind;
  return {
    // The path is nobody's business who only reads the page.
    corpus: basename(resolve(corpus.folder)),
    papers: corpus.rows,
    model: name,
    dimensions,
    maxTokens,
    topics: topicsByLevel.reduce((sum, count) => sum + count, 0),
    topicsByLevel,
    index: index ?? figures.indexKind,
    indexNote: other ? `${index} answers; at the build it was: ${figures.indexNote}` : figures.indexNote,
    recallAt10: figures.recallAt10,
    trustworthinessAt15: figures.trustworthinessAt15,
    continuityAt15: figures.continuityAt15,
    papersAstray: kept && countAstray(kept),
    textsCut: figures.textsCut,
    papersWithoutAbstract: figures.papersWithoutAbstract,
    papersWithoutTopic: figures.papersWithoutTopic,
    groups: groups.length,
    papersInGroups: groups.reduce((sum, members) => sum + members.length, 0),
    seconds: { ...figures.seconds },
    seed: figures.seed,
    builtAt: figures.builtAt,
    arrivals: corpus.arrivals(),
    formatVersion,
    version,
  };
}

/**
 * All topics, coarsest level first; none where the corpus has no topics.
 * @param tree as it was found in the corpus; the names that were given since are put in.
 */
export function topicsAnswer(
  corpus: Corpus,
  tree = corpus.topics(),
  canBeNamed = false,
  central = centralPapers(corpus, tree),
): Topics {
  const given = corpus.topicNames.all();
  const topics = tree ? withNames(tree, given).topics : [];
  return {
    levels: tree?.topicOfRow.length ?? 0,
    papers: corpus.rows,
    papersWithoutTopic: countWithoutTopic(tree, corpus.rows),
    topics: topics.map(({ centralRows: _rows, ...topic }, i) => ({ ...topic, central: central[i] })),
    namesWithoutTopic: tree
      ? unplacedNames(tree, given).map(({ name, members }) => ({ name, papers: members.length }))
      : [],
    canBeNamed,
  };
}

/** Of each topic. They stay while the corpus is open, and are read at once: those of 2,300 topics paper by paper took half a second. */
export function centralPapers(corpus: Corpus, tree: TopicTree | null): Topics['topics'][number]['central'][] {
  const topics = tree?.topics ?? [];
  const names = corpus.namesOf(new Set(topics.flatMap(({ centralRows }) => centralRows)));
  return topics.map(({ centralRows }) => centralRows.map((row) => ({ row, ...names.get(row)! })));
}

/** @throws as `compareTopics`. */
export function comparisonAnswer(
  searcher: Pick<Searcher, 'corpus' | 'vectors' | 'topics' | 'groups'>,
  a: number,
  b: number,
): TopicComparison {
  const { corpus, topics } = searcher;
  const compared = compareTopics(searcher, a, b);
  const tree = topics && withNames(topics, corpus.topicNames.all());
  const papersOf = (rows: readonly number[]) =>
    corpus.papers(rows).map(({ id, title, year }, i) => ({ row: rows[i], id, title, year }));
  const side = ({ topic, rows, phrases, typicalRows }: typeof compared.a) => ({
    topic,
    name: tree?.topics[topic].name ?? '',
    papers: rows.length,
    phrases,
    typical: papersOf(typicalRows),
  });
  const ofA = new Set(compared.a.rows);
  return {
    a: side(compared.a),
    b: side(compared.b),
    between: papersOf(compared.betweenRows).map((paper) => ({ ...paper, topic: ofA.has(paper.row) ? a : b })),
    years: compared.years,
  };
}

export function facetsAnswer(corpus: Corpus): Facets {
  return { facets: corpus.facetCounts(facetValuesShown) };
}
