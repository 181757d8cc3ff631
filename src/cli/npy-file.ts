/**
 * The header of a NumPy file (.npy), format version 1.0: after it come the numbers, row after row.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */

/** "\x93NUMPY", then the version: 1.0. Two bytes follow, the length of the rest of the header, little endian. */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
const lengthBytes = 2;

/** The numbers begin at a multiple of so many bytes, so that the file can be mapped into memory. */
const alignment = 64;

/** The header for `rows` × `dimensions` numbers, float32, little endian, C order. */
export function npyHeader(rows: number, dimensions: number): Buffer {
  const says = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${dimensions}), }`;
  const before = magic.length + lengthBytes;
  const whole = Math.ceil((before + says.length + '\n'.length) / alignment) * alignment;
  const header = Buffer.alloc(whole, ' ');
  header.set(magic);
  header.writeUInt16LE(whole - before, magic.length);
  header.write(says, before, 'latin1');
  header.write('\n', whole - 1, 'latin1');
  return header;
}

/** Numbers as they stand in the file. All processors that the ONNX runtime has a binary for are little endian. */
export function npyBytes(numbers: Float32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
