/** Columns in memory that worker threads see without a copy of their own. */

/** Zeros, in shared memory. */
export const sharedFloats = (length: number) => new Float32Array(new SharedArrayBuffer(length * 4));
/** Zeros, in shared memory. */
export const sharedDoubles = (length: number) => new Float64Array(new SharedArrayBuffer(length * 8));
/** Zeros, in shared memory. */
export const sharedInts = (length: number) => new Int32Array(new SharedArrayBuffer(length * 4));

/** The column itself where it is shared already, else a copy that is. */
export function shared<Column extends Int32Array | Float32Array>(column: Column): Column {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const copy = new (column.constructor as new (buffer: SharedArrayBuffer) => Column)(
    new SharedArrayBuffer(column.byteLength),
  );
  copy.set(column);
  return copy;
}
