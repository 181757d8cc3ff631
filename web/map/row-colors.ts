/** The colours of all rows, and the legend that says what they mean. */
export interface LegendEntry {
  label: string;
  /** "#rrggbb" */
  color: string;
  /** How many rows. */
  count: number;
  /** What `MapView.setHidden` takes: a topic id, a year, a code of a column; see `codeOf`. */
  code: number;
}

export interface Legend {
  title: string;
  /** Of a ramp: one a year or band, from one end to the other, the unknown last. Otherwise the largest first, the rest last. */
  entries: LegendEntry[];
  kind: 'categories' | 'ramp';
  /** Of a ramp: its ends as people read them ("≤ 1998"), and its colours from the one to the other. */
  ramp?: { from: string; to: string; colors: string[] };
}

export interface RowColors {
  /** Opaque RGBA words, as in an ImageData. */
  colors: Uint32Array;
  /** The `code` of each row's legend entry. */
  codes: Int32Array;
  legend: Legend;
}

/** Codes that are no topic, year or label. */
export const codeOf = {
  /** Belongs to no topic, has no list or category. */
  none: -1,
  /** Has a label that is too rare for a colour of its own. */
  other: -2,
  unknownYear: 0,
} as const;

/** Steps of a ramp: a year more or less must show where there are many years, a legend must stay small. */
export const rampSteps = 24;
