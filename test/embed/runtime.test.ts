import { describe, expect, it } from 'vitest';
import { loadRuntime } from '../../src/embed/runtime.ts';
import { NearbyError } from '../../src/errors.ts';

describe('loadRuntime', () => {
  it('gives the runtime that is installed', () => {
    expect(loadRuntime().InferenceSession.create).toBeTypeOf('function');
  });

  it('says what to do where its install has failed', () => {
    const fails = () => {
      throw new Error("Cannot find module 'onnxruntime-node'\nRequire stack:\n- /somewhere/runtime.ts");
    };
    expect(() => loadRuntime(fails)).toThrow(NearbyError);
    expect(() => loadRuntime(fails)).toThrow(
      "The ONNX runtime could not be loaded: Cannot find module 'onnxruntime-node'. " +
        'Run "npm ci" again in the project folder and read its output.',
    );
  });
});
