import { describe, expect, it } from 'vitest';
import { loadHnswlib } from '../../src/index/hnswlib.ts';

describe('loadHnswlib', () => {
  it('gives the reason in one line where the package is not installed', () => {
    const { native, reason } = loadHnswlib(() => {
      throw new Error("Cannot find module 'hnswlib-node'\nRequire stack:\n- somewhere");
    });
    expect(native).toBeNull();
    expect(reason).toBe("Cannot find module 'hnswlib-node'");
  });

  it('gives the reason where the package has no binary', () => {
    const { reason } = loadHnswlib(() => {
      throw new Error('Could not locate the bindings file. Tried:\n → here\n → there');
    });
    expect(reason).toBe('Could not locate the bindings file. Tried');
  });

  it('does not take another module for it', () => {
    expect(loadHnswlib(() => ({}))).toEqual({ native: null, reason: 'hnswlib-node has no HierarchicalNSW' });
  });
});
