/** Moves the mark of a watch until it is killed: node --import tsx move-mark.ts FOLDER. Prints "writing" once it does. */
import { Corpus } from '../../src/store/corpus.ts';

const { watches } = Corpus.open(process.argv[2]);
for (let seenRows = watches.get('marks').seenRows + 1; ; seenRows++) {
  const question = { text: 'x'.repeat(seenRows) };
  watches.save('marks', { question, seenRows, lookedAt: new Date().toISOString() });
  if (seenRows % 20 === 1) process.stdout.write('writing\n');
}
