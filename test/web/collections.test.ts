import { describe, expect, it } from 'vitest';
import { CollectionStore, type Kept } from '../../web/collection-store.ts';
import {
  type Collection,
  collectionLimits,
  freeName,
  keptSchema,
  papersOfExport,
  refusalOfName,
  renamed,
  withoutPaper,
  withPapers,
} from '../../web/collections.ts';

const paper = (id: string) => ({ id, title: `Paper ${id}`, year: 2020 });
const list: Collection[] = [
  { name: 'bees', papers: [paper('a')] },
  { name: 'ice', papers: [] },
];

describe('collections', () => {
  it('take a paper once, in the order of coming, and make a collection that is not there', () => {
    const added = withPapers(list, 'bees', [paper('b'), paper('a'), paper('b')]);
    expect(added[0].papers.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(withPapers(list, 'new', [paper('c')]).at(-1)).toEqual({ name: 'new', papers: [paper('c')] });
    expect(withoutPaper(added, 'bees', 'a')[0].papers).toEqual([paper('b')]);
    expect(list[0].papers).toHaveLength(1);
  });

  it('refuse what passes a limit, in words', () => {
    const many = Array.from({ length: collectionLimits.papers + 1 }, (_, i) => paper(String(i)));
    expect(() => withPapers(list, 'bees', many)).toThrow(/at most 2000 papers; this would make 2002/);
    const full = Array.from({ length: collectionLimits.collections }, (_, i) => ({
      name: `n${i}`,
      papers: [],
    }));
    expect(() => withPapers(full, 'one more', [paper('a')])).toThrow(/There are 100 collections/);
  });

  it('have names of their own', () => {
    expect(refusalOfName(list, ' ')).toMatch(/needs a name/);
    expect(refusalOfName(list, 'ice')).toMatch(/“ice” already/);
    expect(refusalOfName(list, 'x'.repeat(81))).toMatch(/81 characters/);
    expect(refusalOfName(list, 'snow')).toBeNull();
    expect(renamed(list, 'ice', 'snow').map(({ name }) => name)).toEqual(['bees', 'snow']);
    expect(freeName(list, 'ice')).toBe('ice 2');
    expect(freeName(list, ' ')).toBe('Collection');
    const long = 'x'.repeat(200);
    expect(refusalOfName(list, freeName([{ name: freeName([], long), papers: [] }], long))).toBeNull();
  });

  it('come back from what Nearby exported, and from nothing else', () => {
    const text = JSON.stringify([{ ...paper('a'), abstract: 'x', year: null }, paper('b')]);
    expect(papersOfExport(text, 'f.json')).toEqual([{ ...paper('a'), year: null }, paper('b')]);
    expect(papersOfExport('@article{a}', 'f.bib')).toMatch(/is not JSON.*My bibliography/);
    for (const other of ['[]', '{}', '[1]', '[{"title": "x"}]', 'null'])
      expect(papersOfExport(other, 'f.json')).toMatch(/no papers that Nearby has exported/);
  });
});

/** A browser's storage with a limit; two pages may share it. */
class FakeStorage {
  readonly items = new Map<string, string>();
  limit = Infinity;

  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => {
    if (value.length > this.limit) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(key, value);
  };
}

function opened(storage: FakeStorage) {
  const told: Kept[] = [];
  const store = new CollectionStore(
    'sample',
    (kept) => told.push(kept),
    () => storage as unknown as Storage,
  );
  return { store, told, last: () => told.at(-1)! };
}

const key = 'nearby-collections:sample';
const addTo = (name: string, id: string) => (all: readonly Collection[]) =>
  withPapers(all, name, [paper(id)]);

describe('CollectionStore', () => {
  it('keeps what is changed for the next page of the same corpus', () => {
    const storage = new FakeStorage();
    opened(storage).store.change(addTo('bees', 'a'));
    expect(opened(storage).last()).toEqual({ collections: [list[0]], problem: null });
    const other = new CollectionStore(
      'other',
      () => {},
      () => storage as unknown as Storage,
    );
    expect(other.collections).toEqual([]);
  });

  it('keeps the changes of two tabs, whether or not they have heard of each other', () => {
    const storage = new FakeStorage();
    const [one, two] = [opened(storage), opened(storage)];
    one.store.change(addTo('bees', 'a'));
    two.store.change(addTo('bees', 'b'));
    expect(two.last().collections[0].papers.map(({ id }) => id)).toEqual(['a', 'b']);
    one.store.otherTabChanged('something else');
    expect(one.last().collections[0].papers).toHaveLength(1);
    one.store.otherTabChanged(key);
    expect(one.last()).toEqual(two.last());
  });

  it.each(['{', '[]', '{"version":2}', '{"version":1,"collections":[{"name":"","papers":[]}]}', 'null'])(
    'says that it cannot read %s, and sets it aside at the next change',
    (rubbish) => {
      const storage = new FakeStorage();
      storage.items.set(key, rubbish);
      const { store, last } = opened(storage);
      expect(last()).toEqual({ collections: [], problem: expect.stringContaining('cannot be read') });
      expect(storage.items.get(key)).toBe(rubbish);
      store.change(addTo('bees', 'a'));
      expect(last()).toEqual({ collections: [list[0]], problem: null });
      expect(storage.items.get(`${key}.unreadable`)).toBe(rubbish);
      expect(keptSchema.safeParse(JSON.parse(storage.items.get(key)!)).success).toBe(true);
    },
  );

  it('goes on in memory where the storage is full, and stores all when there is room again', () => {
    const storage = new FakeStorage();
    const { store, last } = opened(storage);
    store.change(addTo('bees', 'a'));
    storage.limit = 100;
    store.change(addTo('ice', 'b'));
    store.change(addTo('ice', 'c'));
    expect(last()).toEqual({ collections: expect.any(Array), problem: expect.stringContaining('is full') });
    expect(last().collections).toHaveLength(2);
    store.otherTabChanged(key);
    expect(last().collections).toHaveLength(2);
    storage.limit = Infinity;
    store.change(addTo('ice', 'd'));
    expect(opened(storage).last()).toEqual({ collections: last().collections, problem: null });
  });

  it('goes on in memory where storage is forbidden', () => {
    const told: Kept[] = [];
    const store = new CollectionStore(
      'sample',
      (kept) => told.push(kept),
      () => {
        throw new DOMException('no', 'SecurityError');
      },
    );
    store.change(addTo('bees', 'a'));
    store.change(addTo('bees', 'b'));
    expect(told.at(-1)!.collections[0].papers).toHaveLength(2);
    expect(told.at(-1)!.problem).toMatch(/keeps nothing/);
  });

  it('changes nothing where a change is refused', () => {
    const { store, told } = opened(new FakeStorage());
    const many = Array.from({ length: 2001 }, (_, i) => paper(String(i)));
    expect(() => store.change((all) => withPapers(all, 'bees', many))).toThrow(RangeError);
    expect(told).toHaveLength(1);
  });
});
