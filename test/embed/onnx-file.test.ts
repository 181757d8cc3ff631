import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOnnxFile } from '../../src/embed/onnx-file.ts';
import { bundledModels, resolveModel } from '../../src/embed/resolve-model.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { externalTensorAt, tinyOnnx } from './tiny-model.ts';

function fileOf(bytes: Buffer): string {
  const path = join(temporaryFolder(), 'model.onnx');
  writeFileSync(path, bytes);
  return path;
}

describe('checkOnnxFile', () => {
  it('takes a model whose weights are all inside, and the bundled ones', async () => {
    await expect(checkOnnxFile(fileOf(tinyOnnx()))).resolves.toBeUndefined();
    for (const name of bundledModels) {
      const { folder, onnxFile } = await resolveModel(name);
      await expect(checkOnnxFile(join(folder, onnxFile)), name).resolves.toBeUndefined();
    }
  });

  it('refuses weights that lie in another file', async () => {
    await expect(checkOnnxFile(fileOf(tinyOnnx({ external: true })))).rejects.toThrow(
      'keeps its weights in other files ("external data"); export it as one file',
    );
  });

  it.each([
    ['a weight', [7, 5]],
    ['a sparse weight', [7, 15, 1]],
    ['the indices of a sparse weight', [7, 15, 2]],
    ['a constant', [7, 1, 5, 5]],
    ['a list of constants', [7, 1, 5, 10]],
    ['a sparse constant', [7, 1, 5, 22, 1]],
    ['a list of sparse constants', [7, 1, 5, 23, 2]],
    ['a branch of a condition', [7, 1, 5, 6, 5]],
    ['a list of branches', [7, 1, 5, 11, 1, 5, 5]],
    ['a function of the model', [25, 7, 5, 5]],
    ['a default of a function', [25, 11, 5]],
    ['training', [20, 2, 5]],
  ])('finds such weights also in %s', async (_, path) => {
    const model = Buffer.concat([tinyOnnx(), externalTensorAt(path)]);
    await expect(checkOnnxFile(fileOf(model))).rejects.toThrow('keeps its weights in other files');
  });

  it('refuses an empty file, and a text in place of a model', async () => {
    await expect(checkOnnxFile(fileOf(Buffer.alloc(0)))).rejects.toThrow('is empty');
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n';
    await expect(checkOnnxFile(fileOf(Buffer.from(pointer)))).rejects.toThrow('is not an ONNX file');
  });

  it('refuses a model that is cut off within its graph', async () => {
    const whole = tinyOnnx();
    for (const kept of [whole.length - 1, whole.length - 40, 30]) {
      await expect(checkOnnxFile(fileOf(whole.subarray(0, kept)))).rejects.toThrow(
        'is not an ONNX file, or a cut-off one',
      );
    }
  });

  it('ends on any bytes, with a verdict', async () => {
    const path = fileOf(Buffer.alloc(0));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        writeFileSync(path, bytes);
        const verdict = await checkOnnxFile(path).catch((error: Error) => error.message);
        expect(verdict ?? 'is fine').toMatch(/^(is fine|is not an ONNX file|keeps its weights)/);
      }),
      { numRuns: 200 },
    );
  });
});
