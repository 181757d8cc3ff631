import { findChromium } from './find-chromium.mjs';

/** How tests and screenshots start the browser: without a GPU, without the requests that it makes of its own accord. */
export function launchOptions(): { executablePath: string; args: string[] } {
  const found = findChromium();
  if (!found) throw new Error('There is no Chromium. Run "npm test", which installs one.');
  const args = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  // Chromium's sandbox does not work for root, and in many containers; the pages are our own.
  return { executablePath: found.path, args: ['--no-sandbox', ...args] };
}
