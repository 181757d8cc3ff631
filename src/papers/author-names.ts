/** "J.", "J. R.", "J.-P.", "JR": the initials of a person whose family name stands beside them. */
const initials = /^(?:\p{Lu}\.?[ -]?){1,4}$/u;

/**
 * The authors in whatever a file gives: a list of names or of {name}, {given, family}, {firstName, lastName},
 * {display_name}, {literal}; or one text with ";", " and " or "," between them. "Family, Given" is turned round, so that
 * one person has one spelling. Nothing is cleaned here.
 */
export function authorNames(value: unknown): string[] {
  if (typeof value === 'string') return namesInText(value);
  if (Array.isArray(value))
    return value.flatMap((author) => (typeof author === 'string' ? [turned(author)] : authorNames(author)));
  if (typeof value === 'object' && value !== null) return nameOfRecord(value as Record<string, unknown>);
  return [];
}

function nameOfRecord(author: Record<string, unknown>): string[] {
  const part = (...names: string[]): string => {
    const found = names.map((name) => author[name]).find((text) => typeof text === 'string' && text !== '');
    return (found as string | undefined)?.trim() ?? '';
  };
  const family = [
    part('non-dropping-particle', 'dropping-particle', 'prefix'),
    part('family', 'lastName', 'last'),
  ];
  const words = [part('given', 'firstName', 'first'), ...family, part('suffix')].filter(
    (word) => word !== '',
  );
  if (family[1] !== '') return [words.join(' ')];
  const whole = part('name', 'display_name', 'fullName', 'literal', 'author_name', 'fullname');
  return whole === '' ? [] : [turned(whole)];
}

function namesInText(text: string): string[] {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return [];
  if (line.includes(';')) return line.split(';').map(turned);
  if (line.includes('|')) return line.split('|').map(turned);
  const parts = line.split(/,? (?:and|&) /);
  // "Doe, Jane and Roe, Rick" has one comma a name; "Jane Doe, Rick Roe and Ann Poe" has commas between names.
  if (parts.length > 1 && parts.every((part) => /^[^,\s]+(?: [^,\s]+)?, [^,]+$/.test(part)))
    return parts.map(turned);
  const names: string[] = [];
  for (const piece of parts.flatMap((part) => part.split(',')).map((piece) => piece.trim())) {
    // "Smith, J., Doe, K.": the initials belong to the name before them.
    const before = names.at(-1);
    if (before !== undefined && initials.test(piece) && !/[.\s]/.test(before))
      names[names.length - 1] = `${piece} ${before}`;
    else names.push(piece);
  }
  // "Smith, John" is one person; "Plato, Aristotle" cannot be told from it.
  if (names.length === 2 && parts.length === 1 && !names[0].includes(' ') && line.includes(','))
    return [turned(line)];
  return names;
}

/** "Family, Given" as "Given Family"; Scopus's number of the author is left out. Other names as they are. */
function turned(name: string): string {
  const plain = name.replace(/\s*\(\d{5,}\)\s*$/, '').trim();
  const match = /^([^,]+),\s*([^,]+)$/.exec(plain);
  return match ? `${match[2].trim()} ${match[1].trim()}` : plain;
}
