import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NearbyError } from '../../errors.ts';
import { wholeLayout } from '../../search/open-searcher.ts';
import { portableModelOf } from '../../site/portable-model-of.ts';
import { siteMetaName } from '../../site/site-format.ts';
import { type SiteSizes, writeSite } from '../../site/write-site.ts';
import { Corpus } from '../../store/corpus.ts';
import { folderToAsk } from '../corpus-folder.ts';
import { counted } from '../counted.ts';
import { ensurePage, pageFolder } from '../ensure-page.ts';
import type { OptionValues } from '../options.ts';
import { siteLimits } from '../site-limits.ts';
import { version } from '../version.ts';
import { writeWholeFolder } from '../whole-folder.ts';

/** `nearby export --site DIR`: the page and what it shows as files, for any web host. */
export async function exportSite(
  words: readonly string[],
  folder: string,
  { corpus: asked, large, site: _, ...others }: OptionValues,
  { papers: most, bytesPerPaper } = siteLimits,
): Promise<void> {
  const unused = [...words, ...Object.keys(others)];
  if (unused.length > 0) {
    const expected =
      'with --corpus and --large at most: a site is always the whole corpus, in a form of its own';
    throw new NearbyError('bad-option', {
      name: '--site',
      value: `${folder} (with ${unused.join(', ')})`,
      expected,
    });
  }
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const corpus = Corpus.open(asked ?? folderToAsk(), { readOnly: true, say });
  try {
    const { rows: papers } = corpus;
    if (papers > most && !large) {
      const megabytes = Math.round((papers * bytesPerPaper) / 1e6);
      throw new NearbyError('site-too-large', { papers, most, megabytes });
    }
    const layout = wholeLayout(corpus);
    await ensurePage(say);
    const { model, reason } = await portableModelOf(corpus);
    const parts = { corpus, layout, model, pageFolder, version };
    const sizes = writeWholeFolder(folder, isSite, (partial) => writeSite(partial, parts));
    say(`${counted(papers, 'paper')} written to ${folder}: ${sizesInWords(sizes)}.`);
    if (reason !== null) say(`Texts are found by their words alone there: ${reason}.`);
    say(
      'Whoever can open it can read and copy all of it: titles, abstracts and whatever else your files say of the papers.',
    );
    say(`Put the folder on any web host. To look at it here: cd "${folder}" && python3 -m http.server`);
  } finally {
    corpus.close();
  }
}

/** Whether a folder holds a site and nothing else: a repository that is published from its root is not ours to replace. */
export function isSite(folder: string): boolean {
  const ours = new Set([...readdirSync(pageFolder), '.nojekyll']);
  const names = readdirSync(folder);
  if (!names.every((name) => ours.has(name) || /^data-[0-9a-f]{12}$/.test(name))) return false;
  const page = join(folder, 'index.html');
  return existsSync(page) && readFileSync(page, 'utf8').includes(`<meta name="${siteMetaName}"`);
}

function sizesInWords(sizes: SiteSizes): string {
  const total = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
  const parts = Object.entries(sizes).filter(([, bytes]) => bytes > 0);
  return `${megabytes(total)} (${parts.map(([name, bytes]) => `${name} ${megabytes(bytes)}`).join(', ')})`;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
