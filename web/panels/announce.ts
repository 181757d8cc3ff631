/** A line at the foot of the window for what has just been done, read out by screen readers; it goes by itself. */
import { byId } from '../element.ts';

/** Long enough to read two lines at leisure; nothing in it has to be pressed. */
const shownMs = 8000;

let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string): void {
  const line = byId('announcement');
  clearTimeout(timer);
  // The same words again are news again only where they were gone in between.
  line.textContent = '';
  requestAnimationFrame(() => {
    line.textContent = text;
  });
  timer = setTimeout(() => {
    line.textContent = '';
  }, shownMs);
}
