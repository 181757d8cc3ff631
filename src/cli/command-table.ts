import { askingHelp } from './asking-help.ts';
import type { OptionName, OptionValues } from './options.ts';
import { filterOptions, partOptions } from './question-options.ts';

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

const building = [
  'corpus',
  'model',
  'format',
  'seed',
  'processes',
  'maxMemory',
  'duplicates',
] as const satisfies OptionName[];

/** Every command, in the order in which a person needs them. What a command takes to load is loaded when it is run. */
export const commandTable: Command[] = [
  {
    usage: 'start [files...]',
    says: 'build the files (without files: the bundled sample) where that is not done yet, and serve them; what "npm start" runs',
    options: [...building, 'port'],
    examples: ['npm start', 'npm start -- refs.bib --port 8080'],
    run: async (...given) => (await import('./commands/serve.ts')).start(...given),
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
    run: async (...given) => (await import('./commands/build.ts')).build(...given),
  },
  {
    usage: 'add <files...>',
    says: 'put more papers into a corpus: only new ones are embedded, and nothing on the map moves (but with --relayout)',
    options: ['corpus', 'format', 'processes', 'maxMemory', 'duplicates', 'relayout', 'json'],
    examples: ['nearby add new.ris --corpus my-papers'],
    run: async (...given) => (await import('./commands/build.ts')).add(...given),
  },
  {
    usage: 'search [text...]',
    says: 'papers about a text, by meaning and by words; without one, the newest that pass the filters',
    options: [
      'corpus',
      'k',
      'mode',
      'like',
      ...partOptions,
      ...filterOptions,
      'duplicates',
      'explain',
      'json',
    ],
    examples: [
      'nearby search "how do vision transformers scale" -k 5',
      'nearby search diffusion --year 2022.. --filter category=cs.CV --json',
      'nearby search "sparse attention" --near 3 --weight near=0.5 --diversity 0.3',
      'nearby search --region 0,0,4,0,4,3 --year 2020..',
      'nearby search \'au:hinton year:2015.. -"capsule networks"\'',
    ],
    more: askingHelp,
    run: async (...given) => (await import('./commands/ask.ts')).search(...given),
  },
  {
    usage: 'similar <ids...>',
    says: 'papers like these, and unlike those of --unlike',
    options: ['corpus', 'k', ...partOptions, ...filterOptions, 'duplicates', 'explain', 'json'],
    examples: [
      'nearby similar deep-model-assembling',
      'nearby similar paper-a paper-b --unlike paper-c --explain',
    ],
    run: async (...given) => (await import('./commands/ask.ts')).similar(...given),
  },
  {
    usage: 'suggest [text...]',
    says: 'which papers to rate next: those whose like or dislike would tell most, in view of the papers (and the text) given',
    options: ['corpus', 'k', 'like', 'unlike', 'near', 'nearRegion', 'weight', ...filterOptions, 'json'],
    examples: ['nearby suggest --like paper-a --like paper-b --unlike paper-c'],
    run: async (...given) => (await import('./commands/ask.ts')).suggest(...given),
  },
  {
    usage: 'watch [name] [text...]',
    says: 'save a query under a name; by the name alone, what has come since the last look and is among its answers; without a name, the saved queries',
    options: ['corpus', 'k', 'mode', 'like', ...partOptions, ...filterOptions, 'peek', 'delete', 'json'],
    examples: [
      'nearby watch pruning "which layers can be dropped" --unlike paper-c',
      'nearby watch pruning',
      'nearby watch',
    ],
    run: async (...given) => (await import('./commands/watch.ts')).watch(...given),
  },
  {
    usage: 'match <files...>',
    says: 'which entries of bibliographies ("-": standard input) are in the corpus, which may be and which are not; nothing is stored',
    options: ['corpus', 'format', 'gaps', 'k', ...filterOptions, 'json'],
    examples: ['nearby match refs.bib', 'nearby match refs.ris --gaps -k 20 --year 2020..'],
    run: async (...given) => (await import('./commands/match.ts')).match(...given),
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
    run: async (...given) => (await import('./commands/topics.ts')).topics(...given),
  },
  {
    usage: 'duplicates',
    says: 'the papers that are there in several versions or copies, and by what they were found to be one',
    options: ['corpus', 'split', 'join', 'json'],
    examples: ['nearby duplicates', 'nearby duplicates --split paper-b'],
    run: async (...given) => (await import('./commands/duplicates.ts')).duplicates(...given),
  },
  {
    usage: 'serve',
    says: 'serve a corpus to the browser, on this machine only',
    options: ['corpus', 'port', 'readOnly'],
    examples: ['nearby serve --corpus my-papers --port 8080'],
    run: async (...given) => (await import('./commands/serve.ts')).serve(...given),
  },
  {
    usage: 'info',
    says: 'what a corpus holds, and how good its index and its map are',
    options: ['corpus', 'json'],
    examples: ['nearby info --json'],
    run: async (...given) => (await import('./commands/info.ts')).info(...given),
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
      ...partOptions,
      ...filterOptions,
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
    run: async (...given) => (await import('./commands/export.ts')).exportPapers(...given),
  },
  {
    usage: 'embed <file>',
    says: 'the vector of every line of a JSON Lines file ("title" and "abstract", or "text"; "-": standard input), in order, as one NumPy array of float32',
    options: ['out', 'model', 'query', 'processes'],
    examples: [
      'nearby embed papers.jsonl --out papers.npy',
      'nearby embed questions.jsonl --query --out questions.npy',
    ],
    run: async (...given) => (await import('./commands/embed.ts')).embed(...given),
  },
];
