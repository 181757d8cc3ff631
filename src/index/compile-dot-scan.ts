/**
 * Compiles dot-scan.wat into dot-scan-wasm.ts. For whoever changes the .wat: nothing else runs it, and only it needs
 * wabt (a devDependency).
 *
 *     npx tsx src/index/compile-dot-scan.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const sourceFile = fileURLToPath(new URL('dot-scan.wat', import.meta.url));
const targetFile = fileURLToPath(new URL('dot-scan-wasm.ts', import.meta.url));

/** The WebAssembly module of dot-scan.wat. The same bytes for the same text and version of wabt. */
export async function compileDotScan(): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const module = parseWat(sourceFile, readFileSync(sourceFile), { simd: true });
  try {
    module.validate();
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

/** What dot-scan-wasm.ts holds for these bytes: base64 in quoted lines, formatted as biome would. */
export function dotScanSource(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,100}/g) ?? [];
  return [
    '// Made from dot-scan.wat by: npx tsx src/index/compile-dot-scan.ts',
    '',
    '/** The compiled dot-scan.wat, in base64. */',
    'export const dotScanWasm =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bytes = await compileDotScan();
  writeFileSync(targetFile, dotScanSource(bytes));
  console.log(`dot-scan-wasm.ts written: ${bytes.length} bytes of WebAssembly.`);
}
