/** The words of the evaluation's command line → what it is to do. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { buildDefaults } from '../../../src/build-defaults.ts';
import { NearbyError } from '../../../src/errors.ts';
import { nearestName } from '../../../src/nearest-name.ts';

export const qualityDefaults = {
  /** Holds a folder a judged set or set of sentence pairs. */
  sets: '../shared/eval',
  /** Holds papers-*.jsonl.xz. */
  corpora: '../shared/corpora',
  model: buildDefaults.model,
};

/** What can be measured, in the order of the table. */
export const sections = {
  sets: 'judged sets: nDCG@10',
  pairs: 'sentence pairs: Spearman',
  titles: 'titles of held-out papers among abstracts alone',
  similar: 'papers like one held-out paper, by category and keyword',
  'known-item': 'papers by their titles, words of these, and sentences (known-item.ts)',
  examples: 'papers like several, with and without disliked ones (several-examples.ts)',
  filters: 'answers under filters against brute force (filtered-exactness.ts)',
  explanations: 'named sentences and parts of similarities (explanations.ts)',
  speed: 'texts a second, and size',
} as const;
export type Section = keyof typeof sections;
const sectionNames = Object.keys(sections) as Section[];

export interface QualityOptions {
  sets: string;
  corpora: string;
  /** What `resolveModel` takes. */
  model: string;
  /** Another model that each figure is compared with, or null. */
  against: string | null;
  /** A file for the figures as JSON lines, or null. */
  json: string | null;
  /** What is measured; all of it where nothing is said. */
  only: ReadonlySet<Section>;
}

const flags = {
  model: { type: 'string' },
  corpora: { type: 'string' },
  against: { type: 'string' },
  json: { type: 'string' },
  only: { type: 'string' },
} as const;

const expected: Record<keyof typeof flags, string> = {
  model: 'a bundled model, a folder, or a Hugging Face name',
  corpora: 'a folder with papers-*.jsonl.xz',
  against: 'a bundled model, a folder, or a Hugging Face name',
  json: 'a file to write',
  only: `some of these, joined by commas: ${sectionNames.join(', ')}`,
};

const value = z.string().min(1);

/**
 * @throws NearbyError `unknown-option` for a flag that there is not, `bad-option` for one without a value, a second
 * folder, or a section that there is not.
 */
export function readOptions(words: readonly string[]): QualityOptions {
  const { values, positionals, tokens } = parsed(words);
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = token.rawName;
    if (!Object.hasOwn(flags, token.name) || !name.startsWith('--')) {
      const valid = Object.keys(flags).map((flag) => `--${flag}`);
      throw new NearbyError('unknown-option', { name, nearest: nearestName(name, valid), valid });
    }
    // What follows a flag that was left without a value is the next flag.
    const given = token.inlineValue === false && token.value.startsWith('--') ? undefined : token.value;
    if (!value.safeParse(given).success) {
      const wanted = expected[token.name as keyof typeof flags];
      throw new NearbyError('bad-option', { name, value: given, expected: wanted });
    }
  }
  if (positionals.length > 1 || positionals[0] === '') {
    throw new NearbyError('bad-option', {
      name: 'FOLDER',
      value: positionals,
      expected: 'one folder of sets',
    });
  }
  return {
    sets: positionals[0] ?? qualityDefaults.sets,
    corpora: values.corpora ?? qualityDefaults.corpora,
    model: values.model ?? qualityDefaults.model,
    against: values.against ?? null,
    json: values.json ?? null,
    only: sectionsIn(values.only),
  };
}

function sectionsIn(only: string | undefined): Set<Section> {
  const names = only === undefined ? sectionNames : only.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!Object.hasOwn(sections, name))
      throw new NearbyError('bad-option', { name: '--only', value: name, expected: expected.only });
  }
  return new Set(names as Section[]);
}

function parsed(words: readonly string[]) {
  // Not strict: it would refuse in words of its own before an unknown flag could be named with a near one.
  const { values, positionals, tokens } = parseArgs({
    args: [...words],
    options: flags,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  return { values: values as Partial<Record<keyof typeof flags, string>>, positionals, tokens };
}
