import { describe, expect, it } from 'vitest';
import { npyBytes, npyHeader } from '../../src/cli/npy-file.ts';
import { readNpy } from './read-npy.ts';

describe('npyHeader', () => {
  it('is what NumPy itself writes', () => {
    // numpy.save of zeros((3, 4), "<f4") by NumPy 1.24: its header in base64.
    const numpys =
      'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsIDQp' +
      'LCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo=';
    expect(npyHeader(3, 4).toString('base64')).toBe(numpys);
  });

  it.each([
    [0, 256],
    [1, 1],
    [601, 256],
    [2 ** 40, 16_384],
  ])('ends at a multiple of 64 bytes for %d × %d', (rows, dimensions) => {
    const header = npyHeader(rows, dimensions);
    expect(header.length % 64).toBe(0);
    expect(header.readUInt16LE(8)).toBe(header.length - 10);
    expect(header.toString('latin1', 10)).toMatch(
      new RegExp(`'shape': \\(${rows}, ${dimensions}\\), \\} *\\n$`),
    );
  });

  it('is read with its numbers by an independent reader', () => {
    const whole = new Float32Array([9, 1.5, -2, 1e-40, 3, 0.1, 7, 8]);
    const part = whole.subarray(1, 7);
    const file = Buffer.concat([npyHeader(2, 3), npyBytes(part)]);
    expect(readNpy(file)).toEqual({ shape: [2, 3], data: part.slice() });
  });
});
