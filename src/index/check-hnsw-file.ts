import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { NearbyError, reasonOf } from '../errors.ts';
import type { Work } from '../in-turns.ts';
import type { VectorTable } from '../tables/vector-table.ts';

/** What the head of a file says of how it was built. */
export interface HnswHead {
  m: number;
  efConstruction: number;
}

const headBytes = 96;

/** hnswlib's own cap on m. */
const maxM = 10_000;

/** Read at once: some thousand elements, 2 ms. */
const sliceBytes = 1024 * 1024;

/**
 * Reads a file written by hnswlib's `saveIndex` and refuses it unless it is whole and is an index of exactly these
 * vectors. hnswlib itself takes a file of other dimensions without a word, and follows whatever links stand in it: a
 * wrong one ends the process. The metric is nowhere in the file; only its checksum tells that it is one of ours.
 *
 * The file, little endian, on a 64-bit machine (hnswalg.h of hnswlib 0.8, `saveIndex`):
 *
 *     | offset | size | what                                                                         |
 *     |--------|------|------------------------------------------------------------------------------|
 *     |      0 |    8 | offset of level 0 in an element: 0                                           |
 *     |      8 |    8 | elements there is room for                                                   |
 *     |     16 |    8 | elements                                                                     |
 *     |     24 |    8 | bytes of an element at level 0                                               |
 *     |     32 |    8 | offset of the label in an element                                            |
 *     |     40 |    8 | offset of the vector in an element                                           |
 *     |     48 |    4 | highest level; −1 if empty                                                   |
 *     |     52 |    4 | element where every search starts                                            |
 *     |     56 |    8 | most links on an upper level                                                 |
 *     |     64 |    8 | most links on level 0: twice m                                               |
 *     |     72 |    8 | m                                                                            |
 *     |     80 |    8 | f64: 1 / ln m                                                                |
 *     |     88 |    8 | efConstruction                                                               |
 *     |     96 |      | the elements: u32 number of links (its third byte marks a deleted element),  |
 *     |        |      | 2m × u32 links, the vector as f32, u64 label                                 |
 *     |        |      | then for each element: u32 bytes of its upper links, and those: for each     |
 *     |        |      | level from 1 on, u32 number of links and m × u32 links                       |
 *
 * @param indexed the rows that were added, in that order: element i must be row indexed[i].
 * @throws NearbyError `index-damaged` with the first thing that is wrong.
 */
export function* checkHnswFile(
  path: string,
  vectors: VectorTable,
  indexed: ArrayLike<number>,
): Work<HnswHead> {
  const refuse: Refuse = (reason, cause) => {
    throw new NearbyError('index-damaged', { path, reason }, { cause });
  };
  if (endianness() !== 'LE') refuse('this machine is big-endian, the file is little-endian');
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (thrown) {
    return refuse(`the file cannot be opened (${reasonOf(thrown)})`, thrown);
  }
  try {
    const bytes = fstatSync(file).size;
    const head = readHead(file, bytes, vectors, indexed.length, refuse);
    yield* checkElements(file, vectors, indexed, head, refuse);
    checkUpperLevels(file, bytes, indexed.length, head, refuse);
    return { m: head.m, efConstruction: head.efConstruction };
  } finally {
    closeSync(file);
  }
}

type Refuse = (reason: string, cause?: unknown) => never;

interface Head extends HnswHead {
  elementBytes: number;
  highestLevel: number;
  start: number;
}

function readHead(
  file: number,
  fileBytes: number,
  { rows, dimensions }: VectorTable,
  elements: number,
  refuse: Refuse,
): Head {
  if (fileBytes < headBytes) refuse(`it has ${fileBytes} bytes, fewer than its head of ${headBytes}`);
  const view = new DataView(readBytes(file, 0, headBytes, refuse));
  // Larger numbers than 2^53 lose their last digits here, and are refused below all the same.
  const size = (offset: number) => Number(view.getBigUint64(offset, true));
  const expect = (what: string, got: number, expected: number) => {
    if (got !== expected) refuse(`its ${what} is ${got} where the vectors need ${expected}`);
  };

  expect('number of elements', size(16), elements);
  const m = size(72);
  if (!(m >= 2 && m <= maxM)) refuse(`its m is ${m}, not from 2 to ${maxM}`);
  expect('number of links on upper levels', size(56), m);
  expect('number of links on level 0', size(64), 2 * m);
  const linkBytes = 4 + 2 * m * 4;
  expect('offset of level 0', size(0), 0);
  expect('offset of vectors', size(40), linkBytes);
  // Label minus vector: the one place where the dimensions stand.
  expect('number of dimensions', (size(32) - size(40)) / 4, dimensions);
  const elementBytes = linkBytes + dimensions * 4 + 8;
  expect('size of an element', size(24), elementBytes);
  if (size(8) < elements) refuse(`it has room for ${size(8)} elements but ${elements} in it`);
  // hnswlib allocates that much when it reads the file; our own files have room for each row, or for one.
  if (size(8) > Math.max(1, rows)) refuse(`it asks for room for ${size(8)} elements`);
  const efConstruction = size(88);
  if (!(efConstruction >= m)) refuse(`its efConstruction is ${efConstruction}, less than its m of ${m}`);
  const levelFactor = view.getFloat64(80, true);
  if (!(Math.abs(levelFactor * Math.log(m) - 1) < 1e-9))
    refuse(`its level factor is ${levelFactor}, not 1 / ln ${m}`);
  if (fileBytes < headBytes + elements * (elementBytes + 4)) {
    refuse(`it has ${fileBytes} bytes, too few for ${elements} elements of ${elementBytes}`);
  }
  return {
    m,
    efConstruction,
    elementBytes,
    highestLevel: view.getInt32(48, true),
    start: view.getUint32(52, true),
  };
}

/** Level 0: element i is row indexed[i] with that row's vector, bit for bit, and its links lead to elements that exist. */
function* checkElements(
  file: number,
  vectors: VectorTable,
  indexed: ArrayLike<number>,
  head: Head,
  refuse: Refuse,
): Work<void> {
  const { dimensions, data } = vectors;
  const elements = indexed.length;
  const vectorBits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const words = head.elementBytes / 4;
  const perSlice = Math.max(1, Math.floor(sliceBytes / head.elementBytes));
  for (let first = 0; first < elements; first += perSlice) {
    const count = Math.min(perSlice, elements - first);
    const at = headBytes + first * head.elementBytes;
    const slice = new Uint32Array(readBytes(file, at, count * head.elementBytes, refuse));
    for (let i = 0; i < count; i++) {
      const row = indexed[first + i];
      const start = i * words;
      checkLinks(slice, start, 2 * head.m, elements, `element ${first + i}`, refuse);
      const vectorAt = start + 1 + 2 * head.m;
      for (let d = 0; d < dimensions; d++) {
        if (slice[vectorAt + d] !== vectorBits[row * dimensions + d]) {
          refuse(`the vector of row ${row} in it is another one`);
        }
      }
      if (slice[vectorAt + dimensions] !== row || slice[vectorAt + dimensions + 1] !== 0) {
        refuse(`element ${first + i} in it does not stand for row ${row}`);
      }
    }
    yield;
  }
}

/** The upper levels: whole lists, links to elements that reach that level, and nothing after the last. */
function checkUpperLevels(
  file: number,
  fileBytes: number,
  elements: number,
  head: Head,
  refuse: Refuse,
): void {
  const at = headBytes + elements * head.elementBytes;
  // All fields are of 4 bytes, so a tail that is no multiple of 4 has been cut.
  if ((fileBytes - at) % 4 !== 0) refuse('its upper levels are cut short');
  const tail = new Uint32Array(readBytes(file, at, fileBytes - at, refuse));
  const listWords = 1 + head.m;
  const listsAt = new Uint32Array(elements);
  const levels = new Uint32Array(elements);
  let cursor = 0;
  for (let element = 0; element < elements; element++) {
    const bytes = tail[cursor++];
    if (bytes === undefined || bytes % (listWords * 4) !== 0)
      refuse(`the upper links of element ${element} are cut short`);
    listsAt[element] = cursor;
    levels[element] = bytes / (listWords * 4);
    cursor += bytes / 4;
  }
  if (cursor !== tail.length)
    refuse(`it has ${fileBytes} bytes, ${(tail.length - cursor) * 4} more than its elements take`);

  for (let element = 0; element < elements; element++) {
    for (let level = 1; level <= levels[element]; level++) {
      const list = listsAt[element] + (level - 1) * listWords;
      checkLinks(tail, list, head.m, elements, `element ${element} on level ${level}`, refuse);
      for (let link = 1; link <= tail[list]; link++) {
        // hnswlib would follow it through a pointer that was never set.
        if (levels[tail[list + link]] < level)
          refuse(`element ${element} on level ${level} has a link to a lower one`);
      }
    }
  }
  if (elements > 0 && !(head.start < elements && levels[head.start] === head.highestLevel)) {
    refuse(`its searches start at element ${head.start} on level ${head.highestLevel}, which does not exist`);
  }
}

/** A list is a number of links, then the links. A deleted element has a larger number than fits: we never delete. */
function checkLinks(
  words: Uint32Array,
  at: number,
  most: number,
  elements: number,
  where: string,
  refuse: Refuse,
): void {
  const count = words[at];
  if (count > most) refuse(`${where} has ${count} links, more than ${most}`);
  for (let link = 1; link <= count; link++) {
    if (words[at + link] >= elements)
      refuse(`${where} has a link to element ${words[at + link]}, which does not exist`);
  }
}

function readBytes(file: number, from: number, bytes: number, refuse: Refuse): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes);
  const target = new Uint8Array(buffer);
  let done = 0;
  while (done < bytes) {
    const got = readSync(file, target, done, bytes - done, from + done);
    if (got === 0) refuse('it ends too early');
    done += got;
  }
  return buffer;
}
