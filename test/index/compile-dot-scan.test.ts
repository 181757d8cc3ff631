import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileDotScan, dotScanSource } from '../../src/index/compile-dot-scan.ts';
import { dotScanWasm } from '../../src/index/dot-scan-wasm.ts';

describe('dot-scan-wasm.ts', () => {
  it('holds what dot-scan.wat compiles to, byte for byte', async () => {
    const bytes = await compileDotScan();
    expect(dotScanWasm).toBe(Buffer.from(bytes).toString('base64'));
    const committed = readFileSync(new URL('../../src/index/dot-scan-wasm.ts', import.meta.url), 'utf8');
    expect(committed).toBe(dotScanSource(bytes));
  });
});
