/** Builds the page into web/dist: hashed files, nothing inline, so that the server's strict CSP holds. */
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // light-dark() and nesting as written: browsers of 2024 and later.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // An icon as data: URI would need an exception in the CSP; polyfills would be inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
