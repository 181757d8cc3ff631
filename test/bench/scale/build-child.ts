/** A build in a process of its own, whose memory is measured from outside: `FOLDER FILE add|build`. Told by messages. */
import { buildCorpus } from '../../../src/build-corpus.ts';
import type { Stage } from '../../../src/progress.ts';
import type { Figures } from '../../../src/tables/figures.ts';

/** What it says: which stage begins, and at the end what was built. */
export type BuildMessage = { stage: Stage } | { figures: Figures; papers: number };

const [folder, file, way] = process.argv.slice(2);
const say = (message: BuildMessage) => process.send!(message);
let stage: Stage | null = null;
const { figures, papers } = await buildCorpus(folder, [file], {
  keepMap: way === 'add',
  onProgress: (event) => {
    if (event.stage === stage) return;
    stage = event.stage;
    say({ stage });
  },
});
say({ figures, papers });
process.disconnect();
