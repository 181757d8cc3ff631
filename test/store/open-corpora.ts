/**
 * Opens each corpus and prints what came of it, one line of JSON each:
 * node --import tsx open-corpora.ts read|write FOLDER…
 */
import { NearbyError } from '../../src/errors.ts';
import { Corpus } from '../../src/store/corpus.ts';

const [purpose, ...folders] = process.argv.slice(2);
for (const folder of folders) {
  try {
    const corpus = Corpus.open(folder, { readOnly: purpose === 'read' });
    process.stdout.write(`${JSON.stringify({ rows: corpus.rows, ids: corpus.ids() })}\n`);
    corpus.close();
  } catch (thrown) {
    if (!(thrown instanceof NearbyError)) throw thrown;
    process.stdout.write(`${JSON.stringify({ code: thrown.code, message: thrown.message })}\n`);
  }
}
