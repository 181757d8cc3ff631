/** What a family of models was trained with, where copies of them in ONNX form often leave it out of their files. */
export interface ModelFamily {
  family: string;
  /** Matched against the last part of the model's name, lower case. */
  name: RegExp;
  pooling: 'mean' | 'cls';
  queryPrefix: string;
  documentPrefix: string;
}

/**
 * E5 from https://huggingface.co/intfloat/e5-base-v2; BGE from the model list of
 * https://github.com/FlagOpen/FlagEmbedding and the 1_Pooling/config.json of its Chinese models and M3; the English models
 * are taken to pool alike, and their own 1_Pooling/config.json counts where it is there.
 *
 * The first that matches counts. A model of none of them, whose files are silent too, gets mean pooling and no prefixes,
 * as most sentence-transformers models want; whatever else a model needs can be said in nearby.json.
 */
export const knownFamilies: readonly ModelFamily[] = [
  {
    // E5 without "instruct" and "mistral", which want a task description instead of a prefix.
    family: 'E5',
    name: /^(multilingual-)?e5-(small|base|large)(?!.*instruct)/,
    pooling: 'mean',
    queryPrefix: 'query: ',
    documentPrefix: 'passage: ',
  },
  {
    family: 'BGE, English',
    name: /^bge-(small|base|large)-en/,
    pooling: 'cls',
    queryPrefix: 'Represent this sentence for searching relevant passages: ',
    documentPrefix: '',
  },
  {
    family: 'BGE, Chinese',
    name: /^bge-(small|base|large)-zh/,
    pooling: 'cls',
    queryPrefix: '为这个句子生成表示以用于检索相关文章：',
    documentPrefix: '',
  },
  { family: 'BGE M3', name: /^bge-m3/, pooling: 'cls', queryPrefix: '', documentPrefix: '' },
];

/** The family of a model by its name ("Xenova/bge-small-en-v1.5", "/models/e5-base"), or null. */
export function familyOf(modelName: string): ModelFamily | null {
  const last = modelName.split(/[/\\]/).filter(Boolean).at(-1)?.toLowerCase() ?? '';
  return knownFamilies.find((family) => family.name.test(last)) ?? null;
}
