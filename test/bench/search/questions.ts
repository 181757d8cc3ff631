/** The questions that are timed: made of the corpus's own papers, the same for the same corpus and number. */
import { createRandom, type Random, sampleRows } from '../../../src/random.ts';
import { exampleWays, type SearchQuery } from '../../../src/search/search-types.ts';
import type { Corpus } from '../../../src/store/corpus.ts';
import type { Filter } from '../../../src/tables/filter.ts';
import type { Paper } from '../../../src/tables/paper.ts';
import type { TopicTree } from '../../../src/tables/topic-tree.ts';

/** What is sent: the papers most like one have an address of their own, all else is `POST /api/search`. */
export type Asked = { similarTo: string } | Partial<SearchQuery>;

export interface Kind {
  name: string;
  /** Most milliseconds that the median and the 95th percentile may take at 100,000 papers; null: no target. */
  targetMs: { p50: number | null; p95: number | null };
  questions: Asked[];
}

const noTarget: Kind['targetMs'] = { p50: null, p95: null };

/** At least as many as there are below. */
const mostKinds = 20;
const textTarget = { p50: 20, p95: 50 };

/** @param count questions of each kind; no two kinds share a text, so that none finds its words warm from another. */
export function questionKinds(corpus: Corpus, topics: TopicTree | null, count: number): Kind[] {
  const random = createRandom(1);
  const rows = shuffled([...sampleRows(corpus.rows, count * mostKinds, random)], random);
  const [category] = corpus.facetCounts(1).filter(({ name }) => name === 'category');
  const commonest = category?.values[0]?.value;
  const years = [...corpus.years()].filter((year) => year > 0).sort((a, b) => a - b);
  const yearAt = (share: number) => years[Math.floor(share * years.length)];

  const kinds: Kind[] = [];
  const ask = (name: string, make: (paper: Paper, row: number) => Asked | null, targetMs = noTarget) => {
    const some = rows.splice(0, Math.min(count, Math.floor(corpus.rows / mostKinds)));
    const papers = corpus.papers(some);
    const questions = papers.flatMap((paper, i) => make(paper, some[i]) ?? []);
    if (questions.length > 0) kinds.push({ name, targetMs, questions });
  };
  const fragment = ({ title }: Paper) => fragmentOf(title, random);
  const filtered = (name: string, filterOf: (paper: Paper, row: number) => Filter | null) =>
    ask(
      `text, ${name}`,
      (paper, row) => {
        const filter = filterOf(paper, row);
        return filter && { text: fragment(paper), filter };
      },
      textTarget,
    );

  ask('text', (paper) => ({ text: fragment(paper) }), textTarget);
  for (const share of [0.9, 0.5]) {
    filtered(`years: ${100 * share} % of all`, () => ({ year: { from: yearAt(1 - share) } }));
  }
  filtered('commonest category', () => (commonest ? { facets: { category: [commonest] } } : null));
  filtered('its category, five years', ({ categories, year }) =>
    categories.length > 0 && year !== null
      ? { facets: { category: [categories[0]] }, year: { from: year - 2, to: year + 2 } }
      : null,
  );
  filtered('one author', ({ authors }) => (authors.length > 0 ? { facets: { author: [authors[0]] } } : null));
  filtered('topic', (_, row) => {
    const topic = topics?.topicOfRow.at(-1)?.[row] ?? -1;
    return topic < 0 ? null : { topic: [topic] };
  });
  ask('text with a "phrase" and -word', ({ title }) => withOperators(title), textTarget);
  ask('text, 50 hits', (paper) => ({ text: fragment(paper), k: 50 }), textTarget);
  ask('text by words', (paper) => ({ text: fragment(paper), mode: 'words' }));
  ask('text by meaning', (paper) => ({ text: fragment(paper), mode: 'meaning' }));
  ask('whole abstract as text', ({ abstract }) => (abstract ? { text: abstract } : null));
  ask('similar', ({ id }) => ({ similarTo: id }), { p50: 10, p95: null });
  const ids = rows.map((row) => corpus.idOf(row));
  for (const way of exampleWays) {
    for (const some of [5, 20]) {
      ask(
        `${some} examples, ${way}`,
        (_, row) => ({
          like: Array.from({ length: some }, (_, i) => ids[(row + 7 * i) % ids.length]),
          examples: way,
        }),
        way === 'learned' ? { p50: 60, p95: null } : noTarget,
      );
    }
  }
  return kinds;
}

/** 2 to 12 words in a row of a title, common ones among them: about as long as people's questions are. */
function fragmentOf(title: string, random: Random): string {
  const words = title.split(/\s+/);
  const length = Math.min(words.length, 2 + Math.floor(random() * 11));
  const start = Math.floor(random() * (words.length - length + 1));
  return words.slice(start, start + length).join(' ');
}

/** The first two words as a phrase, the last one excluded. */
function withOperators(title: string): Asked | null {
  const words = title.match(/\p{L}{3,}/gu) ?? [];
  if (words.length < 5) return null;
  return { text: `"${words[0]} ${words[1]}" ${words.slice(2, -1).join(' ')} -${words.at(-1)}` };
}

function shuffled<Value>(values: Value[], random: Random): Value[] {
  const keys = new Map(values.map((value) => [value, random()]));
  return [...values].sort((a, b) => keys.get(a)! - keys.get(b)!);
}
