/** What zod found wrong with a request → a sentence with the place, the value and what is expected. */
import type { z } from 'zod';
import { NearbyError } from '../errors.ts';

type Issue = z.core.$ZodIssue;

/** Characters of a refused value that are repeated: enough to recognise it. */
const valueShown = 80;

/**
 * @param where "query parameter" or "body field".
 * @throws NearbyError `bad-request` naming every field that is wrong.
 */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => ({
    place: placeOf(issue, where),
    reason: reasonFor(issue),
  }));
  if (problems.length === 1) {
    const [{ place, reason }] = problems;
    throw new NearbyError('bad-request', { where: place, reason });
  }
  const reason = problems.map(({ place, reason }) => `${place}: ${reason}`).join('; ');
  throw new NearbyError('bad-request', { where: 'request', reason });
}

function placeOf(issue: Issue, where: string): string {
  return issue.path.length === 0
    ? where.replace(/ (field|parameter)$/, '')
    : `${where} "${issue.path.join('.')}"`;
}

function reasonFor(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `"${key}"`).join(', ');
    return `it has ${names}, which ${issue.keys.length === 1 ? 'is' : 'are'} not known here`;
  }
  return `it is ${shown(issue.input)}, expected ${expected(issue)}`;
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'int') return 'a whole number';
      return issue.expected === 'array'
        ? 'a list'
        : `${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case 'too_small':
      return `at least ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`;
    default:
      return issue.message;
  }
}

function unitOf(origin: string, count: number | bigint): string {
  const unit = { string: ' character', array: ' value' }[origin];
  return unit ? `${unit}${count === 1 ? '' : 's'}` : '';
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string' && value.length > valueShown) return `a text of ${value.length} characters`;
  if (Array.isArray(value) && value.length > 5) return `a list of ${value.length} values`;
  const json = JSON.stringify(withoutDepths(value));
  return json.length > valueShown ? `${json.slice(0, valueShown)}…` : json;
}

/** A body has room for 60,000 lists in each other, and JSON.stringify would follow them until the stack overflows. */
function withoutDepths(value: unknown): unknown {
  const outline = (held: unknown) => {
    if (typeof held !== 'object' || held === null) return held;
    return Array.isArray(held) ? '[…]' : '{…}';
  };
  if (Array.isArray(value)) return value.map(outline);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, outline(held)]));
}
