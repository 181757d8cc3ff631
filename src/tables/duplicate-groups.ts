import type { Paper } from './paper.ts';

/** By what a paper was found to be another's duplicate or version, surest first. */
export const duplicateRules = ['doi', 'arxiv', 'title', 'near'] as const;
export type DuplicateRule = (typeof duplicateRules)[number];

/**
 * Which rows are the same paper: copies, a preprint and its published version, nearly equal records. Every row is in exactly
 * one group; most are alone in theirs.
 */
export interface DuplicateGroups {
  rows: number;
  /** A row a row: the one that stands for its group, the fullest record of it; itself where a row is alone. */
  representative: Int32Array;
  /** A byte a row: the surest rule that ties it to its group, as a place in `duplicateRules`; 255 where it is alone. */
  rule: Uint8Array;
}

/** `rule` of a row that is alone. */
export const noRule = 255;

/** Every row alone. */
export function ungrouped(rows: number): DuplicateGroups {
  return {
    rows,
    representative: Int32Array.from({ length: rows }, (_, row) => row),
    rule: new Uint8Array(rows).fill(noRule),
  };
}

/** The groups of two rows or more: representative → all its rows, ascending; in the order of their first rows. */
export function groupMembers({ representative, rule }: DuplicateGroups): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (let row = 0; row < representative.length; row++) {
    if (rule[row] === noRule) continue;
    const group = members.get(representative[row]);
    if (group) group.push(row);
    else members.set(representative[row], [row]);
  }
  return members;
}

/** The rows of a row's group without itself, ascending. */
export function otherMembers({ representative, rule }: DuplicateGroups, row: number): number[] {
  if (rule[row] === noRule) return [];
  const members: number[] = [];
  let other = representative.indexOf(representative[row]);
  while (other >= 0) {
    if (other !== row) members.push(other);
    other = representative.indexOf(representative[row], other + 1);
  }
  return members;
}

/** How much a record says: the fields that are filled in, an abstract counting most. */
export function fullness(paper: Paper): number {
  const { abstract, authors, year, venue, doi, url, keywords, categories } = paper;
  const filled = [
    authors.length > 0,
    year !== null,
    venue !== '',
    doi !== '',
    url !== '',
    keywords.length > 0,
    categories.length > 0,
  ].filter(Boolean).length;
  return filled + (abstract === '' ? 0 : 10);
}
