/** Redraws a part of the page without losing the person's place in it: what has the focus, and what is folded open. */

/**
 * Elements are known again by `data-key`, and a `<details>` by that of its summary. Where the focused element is gone after
 * `draw`, the focus goes to `mount` (which must be focusable), not to the top of the page.
 */
export function keepPlace(mount: HTMLElement, draw: () => void): void {
  const focused = document.activeElement;
  const inside = focused instanceof HTMLElement && focused !== mount && mount.contains(focused);
  const key = inside ? focused.dataset.key : undefined;
  // As they stand: a toggle event comes late, and may come after the next redraw.
  const open = new Map(foldsIn(mount).map(([name, details]) => [name, details.open]));
  draw();
  for (const [name, details] of foldsIn(mount)) details.open = open.get(name) ?? details.open;
  if (!inside) return;
  const again = [...mount.querySelectorAll<HTMLElement>('[data-key]')].find(
    (candidate) => candidate.dataset.key === key,
  );
  (again ?? mount).focus({ preventScroll: true });
}

function foldsIn(mount: HTMLElement): [key: string, HTMLDetailsElement][] {
  return [...mount.querySelectorAll<HTMLElement>('details > summary[data-key]')].map((summary) => [
    summary.dataset.key!,
    summary.parentElement as HTMLDetailsElement,
  ]);
}
