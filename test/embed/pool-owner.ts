/** A program of its own that opens a pool: `pool-owner.ts FOLDER idle|busy`. Prints "ready", then ends or works on. */
import { openEmbedder } from '../../src/embed/embedder.ts';
import { describeModel } from '../../src/embed/model-description.ts';

const [folder, what] = process.argv.slice(2);
const embedder = await openEmbedder(await describeModel(folder, 'm'), { processes: 1 });
const { vectors } = await embedder.embed(['star'], 'document');
console.log('ready', [...vectors.data].join());
// Idle and not closed: nothing keeps this program any more.
if (what === 'busy') await embedder.embed(Array(5_000).fill('star '.repeat(5_000)), 'document');
