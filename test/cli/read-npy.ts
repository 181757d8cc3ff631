/**
 * A reader of NumPy files, written from the format's description alone, for one kind: float32, little endian, C order.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function readNpy(bytes: Buffer): { shape: number[]; data: Float32Array } {
  if (bytes.toString('latin1', 0, 8) !== '\x93NUMPY\x01\x00')
    throw new Error('not a NumPy file of version 1.0');
  const start = 10 + bytes[8] + 256 * bytes[9];
  if (start % 64 !== 0) throw new Error(`the numbers begin at byte ${start}`);
  const header = bytes.toString('latin1', 10, start);
  const match = /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$/.exec(header);
  if (!match) throw new Error(`the header is ${JSON.stringify(header)}`);
  const shape = match[1].split(', ').map(Number);
  const numbers = shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== start + 4 * numbers)
    throw new Error(`${bytes.length - start} bytes for ${numbers} numbers`);
  return { shape, data: Float32Array.from({ length: numbers }, (_, i) => bytes.readFloatLE(start + 4 * i)) };
}
