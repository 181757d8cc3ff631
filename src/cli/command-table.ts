import { askingHelp } from './asking-help.ts';
import { search, similar, suggest } from './commands/ask.ts';
import { add, build } from './commands/build.ts';
import { duplicates } from './commands/duplicates.ts';
import { embed } from './commands/embed.ts';
import { exportPapers } from './commands/export.ts';
import { info } from './commands/info.ts';
import { match } from './commands/match.ts';
import { serve, start } from './commands/serve.ts';
import { topics } from './commands/topics.ts';
import { watch } from './commands/watch.ts';
import type { OptionName, OptionValues } from './options.ts';

export interface Command {
  /** Name and arguments, as commander reads them. */
  usage: string;
  says: string;
  options: OptionName[];
  examples: string[];
  /** More of its help, under the examples. */
  more?: () => string;
  run(args: string[], options: OptionValues): Promise<void>;
}

const filters = ['year', 'topic', 'region', 'addedSince', 'filter'] as const satisfies OptionName[];
const parts = [
  'unlike',
  'near',
  'nearRegion',
  'weight',
  'diversity',
  'examples',
] as const satisfies OptionName[];
const building = [
  'corpus',
  'model',
  'format',
  'seed',
  'processes',
  'maxMemory',
  'duplicates',
] as const satisfies OptionName[];

/** Every command, in the order in which a person needs them. */
export const commandTable: Command[] = [
  {
    usage: 'start [files...]',
    says: 'build the files (without files: the bundled sample) where that is not done yet, and serve them; what "npm start" runs',
    options: [...building, 'port'],
    examples: ['npm start', 'npm start -- refs.bib --port 8080'],
    run: start,
  },
  {
    usage: 'build [files...]',
    says: 'make a corpus of files, folders or standard input ("-"); without files, go on with an unfinished one',
    options: [...building, 'relayout', 'json'],
    examples: [
      'nearby build refs.bib pages/ --corpus my-papers',
      'zcat dump.jsonl.gz | nearby build - --corpus dump',
      'nearby build --corpus my-papers --relayout',
    ],
    run: build,
  },
  {
    usage: 'add <files...>',
    says: 'put more papers into a corpus: only new ones are embedded, and nothing on the map moves (but with --relayout)',
    options: ['corpus', 'format', 'processes', 'maxMemory', 'duplicates', 'relayout', 'json'],
    examples: ['nearby add new.ris --corpus my-papers'],
    run: add,
  },
  {
    usage: 'search [text...]',
    says: 'papers about a text, by meaning and by words; without one, the newest that pass the filters',
    options: ['corpus', 'k', 'mode', 'like', ...parts, ...filters, 'duplicates', 'explain', 'json'],
    examples: [
      'nearby search "how do vision transformers scale" -k 5',
      'nearby search diffusion --year 2022.. --filter category=cs.CV --json',
      'nearby search "sparse attention" --near 3 --weight near=0.5 --diversity 0.3',
      'nearby search --region 0,0,4,0,4,3 --year 2020..',
      'nearby search \'au:hinton year:2015.. -"capsule networks"\'',
    ],
    more: askingHelp,
    run: search,
  },
  {
    usage: 'similar <ids...>',
    says: 'papers like these, and unlike those of --unlike',
    options: ['corpus', 'k', ...parts, ...filters, 'duplicates', 'explain', 'json'],
    examples: [
      'nearby similar deep-model-assembling',
      'nearby similar paper-a paper-b --unlike paper-c --explain',
    ],
    run: similar,
  },
  {
    usage: 'suggest [text...]',
    says: 'which papers to rate next: those whose like or dislike would tell most, in view of the papers (and the text) given',
    options: ['corpus', 'k', 'like', 'unlike', 'near', 'nearRegion', 'weight', ...filters, 'json'],
    examples: ['nearby suggest --like paper-a --like paper-b --unlike paper-c'],
    run: suggest,
  },
  {
    usage: 'watch [name] [text...]',
    says: 'save a query under a name; by the name alone, what has come since the last look and is among its answers; without a name, the saved queries',
    options: ['corpus', 'k', 'mode', 'like', ...parts, ...filters, 'peek', 'delete', 'json'],
    examples: [
      'nearby watch pruning "which layers can be dropped" --unlike paper-c',
      'nearby watch pruning',
      'nearby watch',
    ],
    run: watch,
  },
  {
    usage: 'match <files...>',
    says: 'which entries of bibliographies ("-": standard input) are in the corpus, which may be and which are not; nothing is stored',
    options: ['corpus', 'format', 'gaps', 'k', ...filters, 'json'],
    examples: ['nearby match refs.bib', 'nearby match refs.ris --gaps -k 20 --year 2020..'],
    run: match,
  },
  {
    usage: 'topics',
    says: 'the topics that were found, as a tree; they can be given names of your own',
    options: ['corpus', 'level', 'compare', 'name', 'unname', 'json'],
    examples: [
      'nearby topics --level 0',
      'nearby topics --name 3="Glacier ice" --unname 5',
      'nearby topics --compare 3,17',
    ],
    run: topics,
  },
  {
    usage: 'duplicates',
    says: 'the papers that are there in several versions or copies, and by what they were found to be one',
    options: ['corpus', 'split', 'join', 'json'],
    examples: ['nearby duplicates', 'nearby duplicates --split paper-b'],
    run: duplicates,
  },
  {
    usage: 'serve',
    says: 'serve a corpus to the browser, on this machine only',
    options: ['corpus', 'port', 'readOnly'],
    examples: ['nearby serve --corpus my-papers --port 8080'],
    run: serve,
  },
  {
    usage: 'info',
    says: 'what a corpus holds, and how good its index and its map are',
    options: ['corpus', 'json'],
    examples: ['nearby info --json'],
    run: info,
  },
  {
    usage: 'export [text...]',
    says: 'write every paper, or those that answer a question, with topics and place on the map; or the whole as a site of files',
    options: [
      'corpus',
      'as',
      'out',
      'k',
      'mode',
      'like',
      ...parts,
      ...filters,
      'duplicates',
      'site',
      'large',
    ],
    examples: [
      'nearby export --out papers.csv',
      'nearby export --topic 3 --year 2020.. --as ris > topic.ris',
      'nearby export "sparse attention" -k 50 --out reading.bib',
      'nearby export --corpus my-papers --site public',
    ],
    run: exportPapers,
  },
  {
    usage: 'embed <file>',
    says: 'the vector of every line of a JSON Lines file ("title" and "abstract", or "text"; "-": standard input), in order, as one NumPy array of float32',
    options: ['out', 'model', 'query', 'processes'],
    examples: [
      'nearby embed papers.jsonl --out papers.npy',
      'nearby embed questions.jsonl --query --out questions.npy',
    ],
    run: embed,
  },
];
