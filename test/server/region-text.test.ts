/** Areas of the map as text: what the page writes into its address, the server and the command line read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRegionText, regionTextExpected } from '../../src/server/region-text.ts';
import { readRegion, roundedRegion, writeRegion } from '../../web/region-text.ts';
import { refusalIn, serveSmall } from './serve-small.ts';

const corner = fc.tuple(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);

describe('the text of an area', () => {
  it('is read as the page wrote it', () => {
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 200 }), (region) => {
        const text = writeRegion(region);
        expect(readRegionText(text)).toEqual(roundedRegion(region));
        expect(readRegionText(text)).toEqual(readRegion(text));
      }),
    );
  });

  it.each([
    '',
    ' ',
    '0,0,1,0',
    '0,0,1,0,1',
    '0,0,1,0,1,x',
    '0,0,1,0,1,Infinity',
    '0,0;1,0;1,1',
    '0,0,,0,1,1',
    `${'1,'.repeat(401)}1`,
  ])('is refused where it is %j', (text) => {
    expect(readRegionText(text)).toBeNull();
  });

  it('filters and is near to, by GET as by POST', async () => {
    const server = await serveSmall();
    try {
      const region = [
        [-2, -2],
        [2, -2],
        [2, 0],
        [-2, 0],
      ];
      const text = region.flat().join(',');
      const hitsOf = async (response: Response) => ((await response.json()) as { hits: unknown[] }).hits;
      for (const [query, body] of [
        [`q=ice&region=${text}`, { text: 'ice', filter: { region } }],
        [`near.region=${text}&near=3`, { near: { topics: [3], region } }],
        [`region=${text}`, { filter: { region } }],
      ] as const) {
        const got = await hitsOf(await server.get(`/api/search?k=24&${query}`));
        expect(got.length).toBeGreaterThan(0);
        expect(got).toEqual(await hitsOf(await server.post('/api/search', { ...body, k: 24 })));
      }
      const similar = await hitsOf(await server.get(`/api/papers/bees-0/similar?k=24&region=${text}`));
      expect(similar).toEqual(
        await hitsOf(
          await server.post('/api/search', { like: ['bees-0'], filter: { region }, k: 24, mode: 'meaning' }),
        ),
      );
      const suggested = await server.get(`/api/suggest?like=bees-0&region=${text}&near.region=${text}`);
      expect((await hitsOf(suggested)).length).toBeGreaterThan(0);
      for (const name of ['region', 'near.region']) {
        expect(await refusalIn(await server.get(`/api/search?q=ice&${name}=0,0,1`))).toMatchObject({
          ...{ status: 400, code: 'bad-request' },
          message: expect.stringContaining(
            `"${name}" is not valid: it is "0,0,1", expected ${regionTextExpected}`,
          ),
        });
      }
    } finally {
      await server.close();
    }
  });
});
