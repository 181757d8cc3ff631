/** The width of a text in a font, CSS pixels. */
export type TextWidth = (text: string, font: string) => number;

/**
 * A text is as wide as its words and the blanks between, so each word is measured once a font: names are tried in dozens
 * of ways to break them into lines, and a canvas takes longer to measure a text than all the rest. What a font moves
 * together across a blank is left out: less than a pixel.
 */
export function byWords(measure: TextWidth): TextWidth {
  const widthsOfFont = new Map<string, Map<string, number>>();
  return (text, font) => {
    let widths = widthsOfFont.get(font);
    if (!widths) {
      widths = new Map();
      widthsOfFont.set(font, widths);
    }
    const widthOf = (word: string) => {
      let width = widths.get(word);
      if (width === undefined) {
        width = measure(word, font);
        widths.set(word, width);
      }
      return width;
    };
    const words = text.split(' ');
    return words.reduce((sum, word) => sum + widthOf(word), (words.length - 1) * widthOf(' '));
  };
}
