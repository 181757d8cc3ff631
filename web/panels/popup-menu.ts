/**
 * A small menu at a button (the ARIA menu button pattern): arrows move, Enter chooses, Esc and a click beside it close it.
 * One at a time, in the browser's top layer, so that no panel cuts it off and no redraw takes it away.
 */
import { element } from '../element.ts';

export interface MenuItem {
  text: string;
  /** A word on what it does, in small letters. */
  note?: string;
  /** Something that is on or off. */
  checked?: boolean;
  does(): void;
}

/** Between a button and its menu, and between the menu and the window's edge. */
const gapPx = 4;

export function openMenu(button: HTMLElement, title: string, items: readonly MenuItem[]): void {
  const entries = items.map((item) =>
    element(
      'button',
      {
        type: 'button',
        class: 'menu-item',
        role: item.checked === undefined ? 'menuitem' : 'menuitemcheckbox',
        'aria-checked': item.checked === undefined ? null : String(item.checked),
        tabindex: -1,
        onclick: () => {
          close();
          item.does();
        },
      },
      element('span', { class: 'menu-text', text: item.text, dir: 'auto' }),
      item.note ? element('small', { text: item.note }) : null,
    ),
  );
  const menu = element(
    'div',
    { class: 'popup-menu', popover: 'auto' },
    element('p', { class: 'menu-title', 'aria-hidden': 'true', text: title }),
    element('div', { role: 'menu', 'aria-label': title }, ...entries),
  );
  const close = () => menu.hidePopover();

  menu.addEventListener('keydown', (event) => {
    // The page's own keys would act on what is under the menu.
    event.stopPropagation();
    const at = entries.indexOf(document.activeElement as HTMLButtonElement);
    const places: Record<string, number> = {
      ArrowDown: (at + 1) % entries.length,
      ArrowUp: (at - 1 + entries.length) % entries.length,
      Home: 0,
      End: entries.length - 1,
    };
    if (event.key in places) entries[places[event.key]].focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
  });
  menu.addEventListener('toggle', (event) => {
    if ((event as ToggleEvent).newState === 'open') return;
    const hadFocus = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    const again = buttonAgain(button);
    again?.setAttribute('aria-expanded', 'false');
    if (hadFocus) again?.focus();
  });

  // What is outside of an open dialog cannot be reached, and what is outside of all landmarks is not found.
  (button.closest('dialog, aside, main, header') ?? document.body).append(menu);
  menu.showPopover();
  button.setAttribute('aria-expanded', 'true');
  place(menu, button);
  entries[0]?.focus();
}

/** What a button that opens a menu has to say of itself. */
export const menuButton = { type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false' } as const;

/** A redraw may have put another in its place. */
function buttonAgain(button: HTMLElement): HTMLElement | null {
  const { key } = button.dataset;
  if (button.isConnected || key === undefined) return button;
  return (
    [...document.querySelectorAll<HTMLElement>('[data-key]')].find((other) => other.dataset.key === key) ??
    null
  );
}

/** Below the button and from its left edge, or where the window has room for it. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(gapPx, Math.min(at.left, innerWidth - width - gapPx));
  const below = at.bottom + gapPx;
  const top = below + height <= innerHeight - gapPx ? below : Math.max(gapPx, at.top - gapPx - height);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
