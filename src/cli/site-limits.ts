/** How large a site may be without a word. */
export const siteLimits = {
  /** A visitor's browser then fetches a map of 3 MB and, at the first question by meaning, 25 MB of vectors. */
  papers: 100_000,
  /** For the estimate: what 20,000 papers of arXiv and conferences take, with whole abstracts, beside the model. */
  bytesPerPaper: 2_400,
};
