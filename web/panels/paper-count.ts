/** Numbers as people read them: thousands apart, and the right word after them. */

/** "16,060" */
export const inThousands = (count: number): string => count.toLocaleString('en');

/** "1 paper", "16,060 papers" */
export const paperCount = (papers: number): string =>
  papers === 1 ? '1 paper' : `${inThousands(papers)} papers`;
