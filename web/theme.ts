/** Light or dark: by the system, unless the person chose; the choice is kept in this browser. */
export type Theme = 'light' | 'dark';
export type ThemeChoice = Theme | 'system';

const storageKey = 'nearby-theme';
const choices: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export class ThemeSwitch {
  private choice: ThemeChoice;
  private readonly system = matchMedia('(prefers-color-scheme: dark)');
  private readonly changed: (theme: Theme, choice: ThemeChoice) => void;

  /** @param changed called now and whenever either changes. */
  constructor(changed: (theme: Theme, choice: ThemeChoice) => void) {
    const stored = readStored(storageKey);
    this.choice = choices.find((choice) => choice === stored) ?? 'system';
    this.changed = changed;
    this.system.addEventListener('change', () => this.apply());
    this.apply();
  }

  get theme(): Theme {
    if (this.choice !== 'system') return this.choice;
    return this.system.matches ? 'dark' : 'light';
  }

  /** system → light → dark → system. */
  next(): void {
    this.choice = choices[(choices.indexOf(this.choice) + 1) % choices.length];
    writeStored(storageKey, this.choice);
    this.apply();
  }

  private apply(): void {
    document.documentElement.dataset.theme = this.choice;
    this.changed(this.theme, this.choice);
  }
}

/** null also where the browser forbids storage (private windows, blocked cookies): the page works without. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Does nothing where the browser forbids storage: the choice then lasts as long as the page. */
export function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}
