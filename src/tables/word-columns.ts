/** The columns of the full-text index, in their order, and how much a word in each counts: a title says what a paper is about. */
export const wordColumns = ['title', 'keywords', 'authors', 'abstract'] as const;

export const columnWeights: readonly number[] = [3, 1, 1, 1];
