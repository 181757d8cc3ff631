/** A column of 32-bit integers that grows at its end: one array, filled again and again, instead of a new one each time. */
export class GrowingInts {
  /** The first `length` are in use. Another array when it has grown. */
  values = new Int32Array(1024);
  /** Set it lower to take the last ones back, to 0 to begin anew. */
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** A copy that the caller may keep. */
  toInts(): Int32Array {
    return this.values.slice(0, this.length);
  }
}
