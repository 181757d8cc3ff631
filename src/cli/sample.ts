import { fileURLToPath } from 'node:url';

/** The papers of the bundled sample corpus. */
export const samplePapers = fileURLToPath(new URL('../../data/papers.jsonl', import.meta.url));
