import { z } from 'zod';
import { NearbyError, reasonOf } from '../errors.ts';
import { stages } from '../progress.ts';
import { type DuplicateGroups, duplicateRules, noRule } from '../tables/duplicate-groups.ts';
import type { Figures } from '../tables/figures.ts';
import type { KeptNeighbors } from '../tables/kept-neighbors.ts';
import type { Layout } from '../tables/layout-table.ts';
import type { NeighborGraph } from '../tables/neighbor-graph.ts';
import type { Topic, TopicTree } from '../tables/topic-tree.ts';
import {
  type BlobKind,
  type CheckedBlob,
  DamagedBlob,
  readCheckedBlob,
  writeCheckedBlob,
} from './checked-blob.ts';
import type { Database } from './database.ts';
import { generationOf } from './meta-table.ts';

/** What is kept, with its name for people and its letters in the head of its BLOB. */
const kinds = {
  graph: { kind: 'knng', called: 'neighbour graph' },
  layout: { kind: 'layt', called: 'layout' },
  topics: { kind: 'topc', called: 'topic tree' },
  duplicates: { kind: 'dupl', called: 'table of duplicates' },
  kept: { kind: 'kept', called: 'table of kept neighbours' },
  figures: { kind: 'figs', called: 'set of figures' },
  hnsw: { kind: 'hnsw', called: 'checksum of the HNSW file' },
} as const satisfies Record<string, { kind: BlobKind; called: string }>;
type Name = keyof typeof kinds;

/** Something read back: for how many rows it was made, and whether the vectors of those rows are still the same. */
export interface Derived<Value> {
  value: Value;
  rows: number;
  sameVectors: boolean;
}

const topicsSchema: z.ZodType<Topic[]> = z.array(
  z.object({
    id: z.int(),
    level: z.int(),
    parent: z.int().nullable(),
    name: z.string(),
    phrases: z.array(z.string()),
    size: z.int(),
    centralRows: z.array(z.int()),
    xData: z.number(),
    yData: z.number(),
  }),
);

const share = z.number().nullable();
const figuresSchema: z.ZodType<Figures> = z.object({
  indexKind: z.enum(['hnsw', 'exact']),
  indexNote: z.string(),
  recallAt10: share,
  trustworthinessAt15: share,
  continuityAt15: share,
  textsCut: z.int(),
  papersWithoutAbstract: z.int(),
  papersWithoutTopic: z.int(),
  seconds: z.partialRecord(z.enum(stages), z.number()),
  seed: z.int(),
  builtAt: z.string(),
});

/**
 * What a build computes, kept so that it need not be computed again: read back whole and checked, or, where it is
 * damaged, reported as absent with a word to the person, for it can be made anew.
 */
export class DerivedTables {
  readonly #database: Database;
  readonly #say: (line: string) => void;

  constructor(database: Database, say: (line: string) => void) {
    this.#database = database;
    this.#say = say;
  }

  /** Body: rows × k neighbours (int32), then as many distances (float32). */
  saveGraph({ rows, k, neighbors, distances }: NeighborGraph): void {
    checkLength('neighbour graph', neighbors.length, rows * k);
    checkLength('neighbour graph', distances.length, rows * k);
    this.#save('graph', rows, k, [neighbors, distances]);
  }

  graph(): Derived<NeighborGraph> | null {
    return this.#read('graph', ({ rows, k, body }) => {
      checkBytes(body, rows * k * 8);
      const neighbors = new Int32Array(body.buffer, body.byteOffset, rows * k);
      const distances = new Float32Array(body.buffer, body.byteOffset + rows * k * 4, rows * k);
      return { rows, k, neighbors, distances };
    });
  }

  /** Body: rows × (x, y), float32. What was counted on the layout before is dropped with it. */
  saveLayout({ rows, points }: Layout): void {
    checkLength('layout', points.length, rows * 2);
    const wrong = points.findIndex((coordinate) => !Number.isFinite(coordinate));
    if (wrong >= 0) {
      const got = `${points[wrong]} in row ${wrong >> 1}`;
      throw new NearbyError('bad-shape', { what: 'layout', got, expected: 'a finite number' });
    }
    // First: killed in between, the next build counts again.
    this.#database.run('DELETE FROM derived WHERE name = ?', ['kept' satisfies Name]);
    this.#save('layout', rows, 0, [points]);
  }

  layout(): Derived<Layout> | null {
    return this.#read('layout', ({ rows, body }) => {
      checkBytes(body, rows * 8);
      return { rows, points: new Float32Array(body.buffer, body.byteOffset, rows * 2) };
    });
  }

  /** k: levels. Body: rows topic ids (int32) for each level, then the topics as JSON. */
  saveTopics({ rows, topics, topicOfRow }: TopicTree): void {
    for (const level of topicOfRow) checkLength('level of topics', level.length, rows);
    this.#save('topics', rows, topicOfRow.length, [...topicOfRow, Buffer.from(JSON.stringify(topics))]);
  }

  dropTopics(): void {
    this.#database.run('DELETE FROM derived WHERE name = ?', ['topics' satisfies Name]);
  }

  topics(): Derived<TopicTree> | null {
    return this.#read('topics', ({ rows, k, body }) => {
      if (body.length < rows * k * 4)
        throw new DamagedBlob(`it has ${body.length} bytes for ${k} levels of ${rows} rows`);
      const topicOfRow = Array.from(
        { length: k },
        (_, level) => new Int32Array(body.buffer, body.byteOffset + level * rows * 4, rows),
      );
      return { rows, topics: topicsSchema.parse(jsonOf(body.subarray(rows * k * 4))), topicOfRow };
    });
  }

  /** Body: rows representatives (int32), then as many rules (uint8). */
  saveDuplicates({ rows, representative, rule }: DuplicateGroups): void {
    checkLength('table of duplicates', representative.length, rows);
    checkLength('table of duplicates', rule.length, rows);
    this.#save('duplicates', rows, 0, [representative, rule]);
  }

  duplicates(): Derived<DuplicateGroups> | null {
    return this.#read('duplicates', ({ rows, body }) => {
      checkBytes(body, rows * 5);
      const representative = new Int32Array(body.buffer, body.byteOffset, rows);
      const rule = body.subarray(rows * 4);
      const wrong = representative.findIndex(
        (row, i) =>
          representative[row] !== row || (rule[i] === noRule ? row !== i : rule[i] >= duplicateRules.length),
      );
      if (wrong >= 0) throw new DamagedBlob(`row ${wrong} is given row ${representative[wrong]}`);
      return { rows, representative, rule };
    });
  }

  /** Body: rows counts of kept neighbours (uint8), then as many of those looked at. */
  saveKeptNeighbors({ rows, kept, of }: KeptNeighbors): void {
    checkLength('table of kept neighbours', kept.length, rows);
    checkLength('table of kept neighbours', of.length, rows);
    this.#save('kept', rows, 0, [kept, of]);
  }

  keptNeighbors(): Derived<KeptNeighbors> | null {
    return this.#read('kept', ({ rows, body }) => {
      checkBytes(body, rows * 2);
      const [kept, of] = [body.subarray(0, rows), body.subarray(rows)];
      const wrong = kept.findIndex((count, row) => count > of[row]);
      if (wrong >= 0) throw new DamagedBlob(`row ${wrong} keeps ${kept[wrong]} of ${of[wrong]}`);
      return { rows, kept, of };
    });
  }

  /** Body: JSON. */
  saveFigures(figures: Figures, rows: number): void {
    this.#save('figures', rows, 0, [Buffer.from(JSON.stringify(figures))]);
  }

  figures(): Derived<Figures> | null {
    return this.#read('figures', ({ body }) => figuresSchema.parse(jsonOf(body)));
  }

  /** Body: the 64 characters. */
  saveHnswChecksum(sha256: string, rows: number): void {
    if (!/^[0-9a-f]{64}$/.test(sha256)) {
      throw new NearbyError('bad-shape', { what: 'sha256', got: sha256, expected: '64 hexadecimal digits' });
    }
    this.#save('hnsw', rows, 0, [Buffer.from(sha256)]);
  }

  hnswChecksum(): Derived<string> | null {
    return this.#read('hnsw', ({ body }) => Buffer.from(body).toString('latin1'));
  }

  #save(name: Name, rows: number, k: number, parts: readonly ArrayBufferView[]): void {
    const body = writeCheckedBlob(kinds[name].kind, rows, k, parts);
    this.#database.transaction(() => {
      const generation = generationOf(this.#database);
      this.#database.run('INSERT OR REPLACE INTO derived (name, generation, body) VALUES (?, ?, ?)', [
        name,
        generation,
        body,
      ]);
    });
  }

  #read<Value>(name: Name, decode: (blob: CheckedBlob) => Value): Derived<Value> | null {
    const found = this.#database.get<{ generation: number; body: ArrayBuffer; current: string | null }>(
      `SELECT generation, body, (SELECT value FROM meta WHERE name = 'generation') AS current
        FROM derived WHERE name = ?`,
      [name],
    );
    if (!found) return null;
    const { kind, called } = kinds[name];
    try {
      const blob = readCheckedBlob(kind, found.body);
      return {
        value: decode(blob),
        rows: blob.rows,
        sameVectors: found.generation === Number(found.current ?? 0),
      };
    } catch (thrown) {
      if (!(thrown instanceof DamagedBlob || thrown instanceof z.ZodError)) throw thrown;
      this.#say(
        `The ${called} stored in "${this.#database.folder}" is damaged: ${reasonOf(thrown)}. ` +
          'It is left out; the next build makes it again.',
      );
      return null;
    }
  }
}

/** For other settings: groups found under the ones before are not what the person wants. */
export function dropDuplicates(database: Database): void {
  database.run('DELETE FROM derived WHERE name = ?', ['duplicates' satisfies Name]);
}

function checkLength(what: string, got: number, expected: number): void {
  if (got !== expected) throw new NearbyError('bad-shape', { what, got, expected });
}

function checkBytes(body: Uint8Array, expected: number): void {
  if (body.length !== expected) throw new DamagedBlob(`its body has ${body.length} bytes, not ${expected}`);
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch (thrown) {
    throw new DamagedBlob(reasonOf(thrown), { cause: thrown });
  }
}
