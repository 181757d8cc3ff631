import { createRandom } from '../../src/random.ts';
import type { CorpusSettings } from '../../src/store/corpus.ts';
import type { Paper } from '../../src/tables/paper.ts';
import type { VectorTable } from '../../src/tables/vector-table.ts';

export const exampleSettings: CorpusSettings = {
  model: { name: 'test-model', dimensions: 4, maxTokens: 128, sha256: 'a'.repeat(64) },
  seed: 42,
  createdAt: '2025-01-02T03:04:05.000Z',
};

const words = 'river stone lamp orchard violin harbor meadow copper signal winter garden ladder'.split(' ');

/** Papers numbered from…from+count−1, all different, the same for the same numbers. */
export function examplePapers(from: number, count: number): Paper[] {
  return Array.from({ length: count }, (_, i) => {
    const number = from + i;
    const random = createRandom(number);
    const pick = () => words[Math.floor(random() * words.length)];
    return {
      id: `paper-${number}`,
      title: `The ${pick()} and the ${pick()}, part ${number}`,
      abstract: Array.from({ length: 30 }, pick).join(' '),
      authors: [`${pick()} Example`, `${pick()} Sample`],
      year: 1990 + (number % 30),
      venue: `Journal of ${pick()}s`,
      url: `https://example.org/${number}`,
      doi: `10.1234/${number}`,
      categories: [pick()],
      keywords: [pick(), `${pick()} ${pick()}`],
      source: 'example.jsonl',
      lists: [{ list: String(number % 3), rank: number + 1 }],
      facets: { language: [number % 2 === 0 ? 'en' : 'de'] },
    };
  });
}

/** Unit vectors, the same for the same seed. */
export function unitVectors(rows: number, dimensions = 4, seed = 1): VectorTable {
  const random = createRandom(seed);
  const data = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row++) {
    const vector = data.subarray(row * dimensions, (row + 1) * dimensions);
    for (let i = 0; i < dimensions; i++) vector[i] = random() - 0.5;
    const length = Math.hypot(...vector);
    for (let i = 0; i < dimensions; i++) vector[i] /= length;
  }
  return { rows, dimensions, data };
}
