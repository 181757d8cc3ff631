import { type GivenName, membersOf, placeNames } from '../tables/given-names.ts';
import type { TopicTree } from '../tables/topic-tree.ts';
import type { Database } from './database.ts';

export { withNames } from '../tables/given-names.ts';

/** Made when the first name is given: a corpus without one is as it always was. */
const table = `CREATE TABLE IF NOT EXISTS topic_names ( -- names that a person gave to topics
  id INTEGER PRIMARY KEY,  -- the later given, the larger
  name TEXT NOT NULL,
  level INTEGER NOT NULL,
  rows INTEGER NOT NULL,   -- how many papers there were
  members BLOB NOT NULL    -- the topic's rows then, ascending, int32 little endian
) STRICT`;

/**
 * The names that a person gave to topics, kept with the papers they were given to and not with a topic's number, which the
 * next build may give to another. Which topic has a name is worked out whenever a tree is read (`withNames`); a name that
 * fits no topic stays, and comes back when one fits. Writing needs a corpus that is open for writing.
 */
export class TopicNames {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those given first, first; as they are now, also on a corpus that was opened before. */
  all(): GivenName[] {
    return this.#rows().map(({ name, level, rows, members }) => ({
      name,
      level,
      rows,
      // A copy of whole numbers: a file that was cut within one has one member less.
      members: new Int32Array(members.slice(0, members.byteLength & ~3)),
    }));
  }

  /**
   * Gives a topic of `tree` a name, in place of one that was given to it.
   * @throws NearbyError `corpus-write`, and then nothing is stored.
   */
  give(tree: TopicTree, topic: number, name: string): void {
    const members = membersOf(tree, topic);
    this.#database.transaction(() => {
      this.#database.exec(table);
      this.#remove(tree, topic);
      const bytes = new Uint8Array(members.buffer);
      this.#database.run('INSERT INTO topic_names (name, level, rows, members) VALUES (?, ?, ?, ?)', [
        name,
        tree.topics[topic].level,
        tree.rows,
        bytes,
      ]);
    });
  }

  /** Takes back the name that was given to a topic of `tree`, where one was. @throws NearbyError `corpus-write`. */
  takeBack(tree: TopicTree, topic: number): void {
    this.#database.transaction(() => {
      this.#database.exec(table);
      this.#remove(tree, topic);
    });
  }

  /** Forgets a name that fits no topic of `tree`, where there is such a one. @throws NearbyError `corpus-write`. */
  forgetUnplaced(tree: TopicTree, name: string): void {
    this.#database.transaction(() => {
      this.#database.exec(table);
      this.#remove(tree, null, name);
    });
  }

  /** @param topic whose name; null: of those that fit no topic, the ones that are called `name`. */
  #remove(tree: TopicTree, topic: number | null, name?: string): void {
    const rows = this.#rows();
    const placed = placeNames(tree, this.all());
    placed.forEach((place, i) => {
      if (place === topic && (name === undefined || rows[i].name === name))
        this.#database.run('DELETE FROM topic_names WHERE id = ?', [rows[i].id]);
    });
  }

  #rows(): { id: number; name: string; level: number; rows: number; members: ArrayBuffer }[] {
    const there = this.#database.get(
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'topic_names'",
    );
    if (!there) return [];
    return this.#database.all('SELECT id, name, level, rows, members FROM topic_names ORDER BY id');
  }
}
