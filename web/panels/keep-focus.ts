/** Redraws a part of the page without losing the keyboard's place in it. */

/**
 * Elements are known again by `data-key`. Where the focused one is gone after `draw`, the focus goes to `mount` (which
 * must be focusable), not to the top of the page.
 */
export function keepFocus(mount: HTMLElement, draw: () => void): void {
  const focused = document.activeElement;
  const inside = focused instanceof HTMLElement && focused !== mount && mount.contains(focused);
  const key = inside ? focused.dataset.key : undefined;
  draw();
  if (!inside) return;
  const again = [...mount.querySelectorAll<HTMLElement>('[data-key]')].find(
    (candidate) => candidate.dataset.key === key,
  );
  (again ?? mount).focus({ preventScroll: true });
}
