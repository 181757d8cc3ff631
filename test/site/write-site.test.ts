import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wholeLayout } from '../../src/search/open-searcher.ts';
import type { Hits, Info } from '../../src/server/api-types.ts';
import { writeSite } from '../../src/site/write-site.ts';
import { Corpus } from '../../src/store/corpus.ts';
import { paperOf } from '../paper-of.ts';
import { smallCorpus, smallFigures, vectorOf } from '../search/small-corpus.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { ExportedSite, smallPage } from './exported-site.ts';

/** Path → digest of every file. */
function digests(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true }).map(String).sort();
  return new Map(
    files
      .filter((file) => statSync(join(folder, file)).isFile())
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex'),
      ]),
  );
}

describe('an exported site', () => {
  it('is the same bytes for the same corpus, and has its data in a folder named after them', () => {
    const corpus = smallCorpus();
    const pageFolder = smallPage();
    const write = (version: string) => {
      const folder = temporaryFolder();
      writeSite(folder, { corpus, layout: wholeLayout(corpus), model: null, pageFolder, version });
      return digests(folder);
    };
    const [first, second, other] = [write('1.0.0'), write('1.0.0'), write('1.0.1')];
    expect([...second]).toEqual([...first]);
    const dataOf = (files: Map<string, string>) =>
      [...files.keys()].find((path) => path.endsWith('info.json'));
    expect(dataOf(first)).toMatch(/^data-[0-9a-f]{12}\/info\.json$/);
    expect(dataOf(other)).not.toBe(dataOf(first));
    corpus.close();
  });

  it('tells the page where its data are, forbids it other hosts, and helps who opens it as a file', async () => {
    const corpus = smallCorpus();
    const site = await ExportedSite.of(corpus);
    const html = readFileSync(join(site.folder, 'index.html'), 'utf8');
    const [, folder] = /<meta name="nearby-site" content="([^"]+)">/.exec(html) ?? [];
    expect(join(site.folder, folder)).toBe(site.data);
    const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(html) ?? [];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('frame-ancestors');
    expect(html).toMatch(/<body>\s*<p class="needs-host">.*python3 -m http\.server/);
    corpus.close();
  });

  it('does not tell the folders of the machine that made it', async () => {
    const folder = temporaryFolder();
    const secret = join(temporaryFolder(), 'secret-place', 'my-model');
    const corpus = Corpus.create(folder, {
      model: { name: secret, dimensions: 48, maxTokens: 100, sha256: 'f'.repeat(64) },
      seed: 1,
      createdAt: '2024-01-01T00:00:00.000Z',
    });
    corpus.addPapers([paperOf({ id: 'a', title: 'A' })]);
    corpus.saveVectors([0], { rows: 1, dimensions: 48, data: vectorOf('a') }, new Uint8Array(1));
    corpus.saveLayout({ rows: 1, points: new Float32Array(2) });
    corpus.saveFigures(smallFigures);
    const site = await ExportedSite.of(corpus);
    for (const path of digests(site.folder).keys()) {
      expect(readFileSync(join(site.folder, path), 'latin1')).not.toContain('secret-place');
    }
    expect((await site.get<Info>('/api/info')).model).toBe('my-model');
    corpus.close();
  });

  it('keeps names from files in its files, never in their names', async () => {
    const evil = '../../<script>alert(1)</script>\u2028"\\ null';
    const corpus = smallCorpus([
      paperOf({
        id: evil,
        title: evil,
        authors: [evil],
        facets: { [evil]: [evil], constructor: ['x'], ['__proto__']: ['y'] },
      }),
      paperOf({ id: 'constructor', title: 'constructor', abstract: '__proto__ constructor' }),
    ]);
    const site = await ExportedSite.of(corpus);
    for (const path of digests(site.folder).keys()) expect(path).toMatch(/^[\w./-]+$/);
    const filter = { facets: { [evil]: [evil] } };
    expect((await site.search({ filter })).hits.map(({ id }) => id)).toEqual([evil]);
    const byWord = await site.search({ text: 'constructor', mode: 'words' });
    expect(byWord.hits.map(({ id }) => id)).toContain('constructor');
    const similar = await site.get<Hits>(`/api/papers/${encodeURIComponent(evil)}/similar?k=1`);
    expect(similar.hits[0].id).toBe('constructor');
    corpus.close();
  });

  it('of no papers at all opens and finds nothing', async () => {
    const corpus = smallCorpus([]);
    const site = await ExportedSite.of(corpus);
    const answer = await site.search({ text: 'anything', mode: 'words' });
    expect(answer.hits).toEqual([]);
    expect((await site.get<Info>('/api/info')).papers).toBe(0);
    corpus.close();
  });
});
