import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplePapers } from '../../src/cli/sample.ts';
import type { ModelDescription } from '../../src/embed/model-description.ts';
import { describeModel } from '../../src/embed/model-description.ts';
import { PortableModel } from '../../src/embed/portable-model.ts';
import { defaultModel, resolveModel } from '../../src/embed/resolve-model.ts';
import { TextModel } from '../../src/embed/text-model.ts';
import { type Paper, paperText } from '../../src/tables/paper.ts';
import { tinyModel } from './tiny-model.ts';

const read = (description: ModelDescription) => {
  const json = (file: string) => JSON.parse(readFileSync(join(description.folder, file), 'utf8')) as unknown;
  const onnx = readFileSync(join(description.folder, description.onnxFile));
  const files = { onnx, tokenizer: json('tokenizer.json'), config: json('tokenizer_config.json') };
  return PortableModel.read(files, description);
};

describe('the bundled model without Node', () => {
  it('gives the bits that a build gives, for papers and for questions', async () => {
    const description = await resolveModel(defaultModel);
    const portable = read(description)!;
    const model = await TextModel.open(description);
    const papers = readFileSync(samplePapers, 'utf8')
      .trim()
      .split('\n')
      .map((line) => paperText(JSON.parse(line) as Paper));
    const texts = [...papers, '', ' ', 'Überlegungen zur 深層学習 \ud800', 'a '.repeat(3000)];
    for (const kind of ['document', 'query'] as const) {
      const ours = await portable.embed(texts, kind);
      const theirs = await model.embed(texts, kind);
      expect(Buffer.from(ours.vectors.data.buffer).equals(Buffer.from(theirs.vectors.data.buffer))).toBe(
        true,
      );
      expect(ours.cut).toEqual(theirs.cut);
    }
  });

  it('is not made of a model with layers', async () => {
    expect(read(await describeModel(tinyModel(), 'tiny'))).toBeNull();
  });
});
