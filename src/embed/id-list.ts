/** A list of token ids that grows: one array, filled again for every text, instead of a new one each time. */
export class IdList {
  /** The first `count` are the list's. Another array when it has grown. */
  ids = new Int32Array(1024);
  /** Set it lower to take the last ones back, to 0 to begin anew. */
  count = 0;

  push(id: number): void {
    if (this.count === this.ids.length) {
      const larger = new Int32Array(2 * this.count);
      larger.set(this.ids);
      this.ids = larger;
    }
    this.ids[this.count++] = id;
  }

  /** A copy that the caller may keep. */
  toIds(): Int32Array {
    return this.ids.slice(0, this.count);
  }
}
