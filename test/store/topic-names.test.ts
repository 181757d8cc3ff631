import { describe, expect, it } from 'vitest';
import { Corpus } from '../../src/store/corpus.ts';
import { Database } from '../../src/store/database.ts';
import { membersOf } from '../../src/tables/given-names.ts';
import type { TopicTree } from '../../src/tables/topic-tree.ts';
import { expectRefusal } from '../refusal.ts';
import { examplePapers, newCorpus, unitVectors } from './new-corpus.ts';

const topic = (id: number, size: number) => ({
  ...{ id, level: 0, parent: null, name: `found ${id}`, phrases: [], size, centralRows: [] },
  ...{ xData: 0, yData: 0 },
});
const tree: TopicTree = {
  rows: 5,
  topics: [topic(0, 2), topic(1, 3)],
  topicOfRow: [Int32Array.of(0, 1, 1, 0, 1)],
};
/** The same topics, numbered the other way round, as another build might. */
const rebuilt: TopicTree = {
  rows: 5,
  topics: [topic(0, 3), topic(1, 2)],
  topicOfRow: [Int32Array.of(1, 0, 0, 1, 0)],
};

function corpusWith(topics: TopicTree): Corpus {
  const corpus = newCorpus(examplePapers(0, 5));
  corpus.saveVectors([0, 1, 2, 3, 4], unitVectors(5, 4), new Uint8Array(5));
  corpus.saveTopics(topics);
  return corpus;
}

const namesIn = (corpus: Corpus) => corpus.topics()?.topics.map(({ name }) => name);

describe('the names of a corpus’s topics', () => {
  it('are given with their papers, read by everyone, and follow them to another number', () => {
    const corpus = corpusWith(tree);
    corpus.topicNames.give(tree, 1, 'Ice');
    expect(namesIn(corpus)).toEqual(['found 0', 'Ice']);
    expect(corpus.topicNames.all()).toEqual([
      { name: 'Ice', level: 0, rows: 5, members: Int32Array.of(1, 2, 4) },
    ]);
    corpus.saveTopics(rebuilt);
    corpus.close();
    const reader = Corpus.open(corpus.folder, { readOnly: true });
    expect(namesIn(reader)).toEqual(['Ice', 'found 1']);
    // What is carried over to the next tree is what was found.
    expect(reader.lastTopics()?.topics[0].name).toBe('found 0');
    expectRefusal(() => reader.topicNames.give(tree, 0, 'Fire'), 'corpus-write', /could not be written/);
    reader.close();
  });

  it('are one a topic: the last that was given, until it is taken back', () => {
    const corpus = corpusWith(tree);
    corpus.topicNames.give(tree, 1, 'Ice');
    corpus.topicNames.give(tree, 1, 'Snow "and" ice’s');
    expect(namesIn(corpus)).toEqual(['found 0', 'Snow "and" ice’s']);
    expect(corpus.topicNames.all()).toHaveLength(1);
    corpus.topicNames.takeBack(tree, 0);
    expect(namesIn(corpus)).toEqual(['found 0', 'Snow "and" ice’s']);
    corpus.topicNames.takeBack(tree, 1);
    expect(namesIn(corpus)).toEqual(['found 0', 'found 1']);
    corpus.close();
  });

  it('are seen by whoever had the corpus open when they were given', () => {
    const corpus = corpusWith(tree);
    corpus.close();
    const reader = Corpus.open(corpus.folder, { readOnly: true });
    expect(namesIn(reader)).toEqual(['found 0', 'found 1']);
    const writer = Corpus.open(corpus.folder);
    writer.topicNames.give(tree, 0, 'Fire');
    writer.close();
    expect(namesIn(reader)).toEqual(['Fire', 'found 1']);
    reader.close();
  });

  it('stay when no topic fits, and come back when one does', () => {
    const corpus = corpusWith(tree);
    corpus.topicNames.give(tree, 1, 'Ice');
    const other = { ...tree, topicOfRow: [Int32Array.of(0, 1, 0, 0, 0)] };
    corpus.saveTopics(other);
    expect(namesIn(corpus)).not.toContain('Ice');
    expect(corpus.topicNames.all()).toHaveLength(1);
    corpus.saveTopics(rebuilt);
    expect(namesIn(corpus)).toEqual(['Ice', 'found 1']);
    corpus.close();
  });

  it('are left out where their papers are not whole numbers, not mistaken for others', () => {
    const corpus = corpusWith(tree);
    corpus.topicNames.give(tree, 1, 'Ice');
    corpus.close();
    const database = new Database(corpus.folder, `${corpus.folder}/corpus.sqlite`, 'rw');
    database.run("UPDATE topic_names SET members = x'00'");
    database.close();
    const reader = Corpus.open(corpus.folder, { readOnly: true });
    expect(namesIn(reader)).toEqual(['found 0', 'found 1']);
    reader.close();
  });

  it('holds the rows of a topic, ascending', () => {
    expect([...membersOf(tree, 1)]).toEqual([1, 2, 4]);
  });
});
