/** Named lists of papers that the person keeps in this browser. Values only; `collection-store.ts` keeps them. */
import * as z from 'zod/mini';

export const collectionLimits = {
  collections: 100,
  /** Papers in one: a reading list, not a corpus. With their titles some 300 KB of the 5 MB that browsers give. */
  papers: 2000,
  nameLength: 80,
};

const keptPaperSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(1000)),
  /** Kept beside the id: a corpus may lose the paper, and an id says nothing to a person. */
  title: z.string().check(z.maxLength(2000)),
  year: z.nullable(z.int()),
});

/** What the browser keeps, as JSON. */
export const keptSchema = z.object({
  version: z.literal(1),
  collections: z
    .array(
      z.object({
        name: z.string().check(z.minLength(1), z.maxLength(collectionLimits.nameLength)),
        papers: z.array(keptPaperSchema).check(z.maxLength(collectionLimits.papers)),
      }),
    )
    .check(
      z.maxLength(collectionLimits.collections),
      z.refine((list) => new Set(list.map(({ name }) => name)).size === list.length),
    ),
});

export type KeptPaper = z.infer<typeof keptPaperSchema>;
/** Known by its name: no two have the same. */
export type Collection = z.infer<typeof keptSchema>['collections'][number];

const keptPaper = ({ id, title, year }: KeptPaper): KeptPaper => ({ id, title: title.slice(0, 2000), year });

/**
 * With papers at the end of a collection, which is made where there is none of that name; each once.
 * @throws RangeError with a sentence where a limit would be passed.
 */
export function withPapers(
  list: readonly Collection[],
  name: string,
  papers: readonly KeptPaper[],
): Collection[] {
  const before = list.find((collection) => collection.name === name);
  const known = new Set(before?.papers.map(({ id }) => id));
  const added = papers.filter(({ id }) => !known.has(id) && known.add(id));
  const all = [...(before?.papers ?? []), ...added.map(keptPaper)];
  refuseTooMany(all.length);
  if (before) return list.map((collection) => (collection === before ? { name, papers: all } : collection));
  if (list.length >= collectionLimits.collections) {
    throw new RangeError(`There are ${list.length} collections, as many as can be kept. Delete one first.`);
  }
  return [...list, { name, papers: all }];
}

/** @throws RangeError with a sentence where so many papers are more than a collection holds. */
export function refuseTooMany(papers: number): void {
  if (papers <= collectionLimits.papers) return;
  throw new RangeError(
    `A collection holds at most ${collectionLimits.papers} papers; this would make ${papers}. Take a smaller part of them.`,
  );
}

export function withoutPaper(list: readonly Collection[], name: string, id: string): Collection[] {
  return list.map((collection) =>
    collection.name === name
      ? { name, papers: collection.papers.filter((paper) => paper.id !== id) }
      : collection,
  );
}

export function withoutCollection(list: readonly Collection[], name: string): Collection[] {
  return list.filter((collection) => collection.name !== name);
}

export function renamed(list: readonly Collection[], from: string, to: string): Collection[] {
  return list.map((collection) => (collection.name === from ? { ...collection, name: to } : collection));
}

/** Why a name cannot be given, in a sentence, or null. */
export function refusalOfName(list: readonly Collection[], name: string): string | null {
  if (name.trim() === '') return 'A collection needs a name.';
  if (name.length > collectionLimits.nameLength) {
    return `The name has ${name.length} characters, more than the ${collectionLimits.nameLength} that are kept.`;
  }
  return list.some((collection) => collection.name === name)
    ? `There is a collection “${name}” already. Choose another name.`
    : null;
}

/** The name itself, or with the first number that makes it a new one. */
export function freeName(list: readonly Collection[], wanted: string): string {
  const base = wanted.trim().slice(0, collectionLimits.nameLength - 5) || 'Collection';
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base} ${n}`;
    if (!list.some((collection) => collection.name === name)) return name;
  }
}

const exportedSchema = z.array(z.object({ id: z.string(), title: z.string(), year: z.nullish(z.number()) }));

/** The papers of a JSON file that Nearby has written, or why it is none, in a sentence. */
export function papersOfExport(text: string, file: string): KeptPaper[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return `"${file}" is not JSON. A bibliography in another format can be matched under “My bibliography”.`;
  }
  const read = exportedSchema.safeParse(value);
  const papers = read.success ? read.data.filter(({ id }) => id !== '' && id.length <= 1000) : [];
  if (papers.length === 0) {
    return `"${file}" holds no papers that Nearby has exported: it wants a list of papers with "id" and "title".`;
  }
  return papers.map(({ id, title, year }) =>
    keptPaper({ id, title, year: Number.isInteger(year) ? (year ?? null) : null }),
  );
}
