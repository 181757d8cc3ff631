/** What stands for a number that JSON does not have, between reading and reviving. */
const sentinel = '\uE000number:';

/**
 * JSON.parse that also takes NaN, Infinity and -Infinity, which Python writes for missing numbers; they come out as those
 * numbers. @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/\b(?:NaN|Infinity)\b/.test(text)) throw error;
    // Strings are matched too, and left as they are, so that a "NaN" inside one is not taken for a number.
    const plain = text.replace(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
      found.startsWith('"') ? found : `"${sentinel}${found}"`,
    );
    return JSON.parse(plain, (_, value) =>
      typeof value === 'string' && value.startsWith(sentinel) ? Number(value.slice(sentinel.length)) : value,
    );
  }
}
