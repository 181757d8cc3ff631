/** Titles by their words: which stored titles share the telling words of another. */
import { inSlices } from '../index/in-slices.ts';
import { type TitleForm, titleForms } from './title-similarity.ts';

export const titleIndexDefaults = {
  /** A word in more titles than this says little and costs most. It counts only where a title has no other word. */
  mostTitlesOfWord: 2_000,
  /** Titles that are given for one; the right one is first by far, or there is none. */
  candidates: 8,
  /** What share of their words, by weight, two titles have in common at least: a title with slips in most of its words passes. */
  leastShare: 0.15,
};

/**
 * Weights are by rarity (inverse document frequency), the share is Dice's: twice what both have over the sum of what each
 * has. A title with a subtitle stands in it twice, whole and by its head.
 */
export class TitleIndex {
  readonly #rowOfForm: readonly number[];
  /** The sum of the weights of a form's words. */
  readonly #weightOfForm: Float32Array;
  /** Word → the forms that have it, ascending. */
  readonly #formsOfWord: Map<string, number[]>;
  readonly #shared: Float32Array;

  private constructor(rowOfForm: number[], formsOfWord: Map<string, number[]>) {
    this.#rowOfForm = rowOfForm;
    this.#formsOfWord = formsOfWord;
    this.#weightOfForm = new Float32Array(rowOfForm.length);
    this.#shared = new Float32Array(rowOfForm.length);
    for (const forms of formsOfWord.values()) {
      const weight = this.#weightOf(forms.length);
      for (const form of forms) this.#weightOfForm[form] += weight;
    }
  }

  /** @param titles one a row. Others get their turn while it works: a second at 100,000 titles. */
  static async build(titles: readonly string[]): Promise<TitleIndex> {
    const rowOfForm: number[] = [];
    const formsOfWord = new Map<string, number[]>();
    const add = (row: number) => {
      for (const { words } of titleForms(titles[row])) {
        const form = rowOfForm.push(row) - 1;
        for (const word of new Set(words)) {
          const forms = formsOfWord.get(word);
          if (forms) forms.push(form);
          else formsOfWord.set(word, [form]);
        }
      }
      return row + 1;
    };
    await inSlices(0, titles.length, add, () => {});
    return new TitleIndex(rowOfForm, formsOfWord);
  }

  /** Different rows, the most alike by words first. */
  candidates(forms: readonly TitleForm[]): number[] {
    const shareOfRow = new Map<number, number>();
    for (const form of forms) {
      for (const [row, share] of this.#shares(form)) {
        if (share > (shareOfRow.get(row) ?? 0)) shareOfRow.set(row, share);
      }
    }
    return [...shareOfRow]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, titleIndexDefaults.candidates)
      .map(([row]) => row);
  }

  *#shares({ words }: TitleForm): Generator<[row: number, share: number]> {
    const found = [...new Set(words)].map((word) => this.#formsOfWord.get(word) ?? []);
    const total = found.reduce((sum, forms) => sum + this.#weightOf(Math.max(1, forms.length)), 0);
    const telling = found.filter(({ length }) => length > 0 && length <= titleIndexDefaults.mostTitlesOfWord);
    const touched: number[] = [];
    for (const forms of telling.length > 0 ? telling : found) {
      const weight = this.#weightOf(forms.length);
      for (const form of forms) {
        if (this.#shared[form] === 0) touched.push(form);
        this.#shared[form] += weight;
      }
    }
    for (const form of touched) {
      const share = (2 * this.#shared[form]) / (total + this.#weightOfForm[form]);
      this.#shared[form] = 0;
      if (share >= titleIndexDefaults.leastShare) yield [this.#rowOfForm[form], share];
    }
  }

  #weightOf(titlesWithWord: number): number {
    return Math.log(1 + this.#rowOfForm.length / titlesWithWord);
  }
}
