import { basename, dirname } from 'node:path';
import { loadTokenizers } from '../../src/embed/runtime.ts';

/** The tokenizer of @xenova/transformers for a model folder: the twin that ours must agree with. */
export async function libraryTokenizer(folder: string): Promise<(text: string, marks?: boolean) => number[]> {
  const { AutoTokenizer, env } = await loadTokenizers();
  env.localModelPath = dirname(folder);
  const tokenizer = await AutoTokenizer.from_pretrained(basename(folder), { local_files_only: true });
  return (text, marks = false) => tokenizer.encode(text, null, { add_special_tokens: marks });
}
