/**
 * Resolves when the typeface can draw these names, or when it is clear that it cannot: the system's serves then. A canvas
 * measures with what is there, and names that were measured too early would move. A typeface comes in parts, by letters.
 */
export async function typefaceFor(family: string, names: readonly string[]): Promise<void> {
  const letters = [...new Set(names.join(''))].join('');
  if (letters === '') return;
  await document.fonts.load(`1rem ${family}`, letters).catch(() => []);
  // By then whoever listens for typefaces has been told.
  await document.fonts.ready;
}
