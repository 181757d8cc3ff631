import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-sample.ts'],
    // Real models, forked processes and a real browser: slower than a unit test, and the machine may be busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
