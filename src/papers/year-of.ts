/** Scientific journals begin in 1665; a catalogue may hold older prints. */
const firstYear = 1450;
/** Nothing in a file is from after this; numbers above it are counts, or times in seconds. */
const lastYear = 2100;

/**
 * The year in whatever a file gives for a date: 2021, "2021", "2021.0" (a spreadsheet's), "2021-03-05", "Mar 2021",
 * "20210305", CSL's {"date-parts": [[2021, 3]]}, {"year": 2021}. Null where there is none from 1450 to 2100.
 */
export function yearOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isInteger(value) && isYear(value) ? value : null;
  if (typeof value === 'string') return yearInText(value.trim());
  if (Array.isArray(value)) return value.length > 0 ? yearOf(value[0]) : null;
  if (typeof value === 'object' && value !== null) {
    const date = value as Record<string, unknown>;
    for (const part of ['date-parts', 'year', 'raw', 'literal', 'value'])
      if (Object.hasOwn(date, part)) return yearOf(date[part]);
  }
  return null;
}

/** Whether a file says anything at all there: what is absent is no mistake. */
export function hasValue(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.some(hasValue);
  return true;
}

function yearInText(text: string): number | null {
  // A number alone is the year itself: "-2020" and "2020.5" are not dates.
  if (/^[-+]?\d+(?:\.\d*)?$/.test(text)) {
    const day = /^(\d{4})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.exec(text);
    return yearOf(Number(day ? day[1] : text));
  }
  for (const match of text.matchAll(/(?<!\d)\d{4}(?!\d)/g)) {
    const year = Number(match[0]);
    if (isYear(year)) return year;
  }
  return null;
}

function isYear(year: number): boolean {
  return year >= firstYear && year <= lastYear;
}
