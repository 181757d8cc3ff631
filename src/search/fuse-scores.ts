/**
 * One order from two: nearness by meaning (cosine) and by words (BM25).
 *
 * Each score is put on a scale of its own candidates (how many standard deviations above their mean, over the union of
 * both lists), and the two are added with weights. Unlike reciprocal-rank fusion, which sees only places, this keeps how
 * far ahead a paper is: where one side is sure (a question in the very words of one paper) and the other is not, the sure
 * one decides. Compared, with figures, in README.md; the idea of fusing normalised scores is Bruch, Gai and Ingber's, "An
 * Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 42 (2023). The scale is taken from the candidates because the
 * range of cosines differs from model to model and that of BM25 from question to question.
 */
export const fusionDefaults = {
  /** How many papers of each list set the scale. From 50 to 1000 the judged sets differ by 0.1 points. */
  candidates: 200,
  /**
   * Share of words for a question of a text alone, 0…1. More favours exact words; 0.4 to 0.6 lie within 0.4 points. Beside
   * examples a text weighs twice, by meaning and by words: all three are then a third each.
   */
  wordsShare: 0.5,
  /**
   * Where even the best paper by words has less than this share of the question's words, the match is poor (another
   * language, a pasted passage about something else) and words count less, in proportion.
   */
  fullTrustCoverage: 0.25,
};

export interface ScorePair {
  meaning: Float64Array;
  /** 0 where no word matches. */
  words: Float64Array;
}

/**
 * The share of words beside other parts, 0…1.
 *
 * @param textWeight above 0
 * @param othersWeight of examples and topics together; 0 for a text alone.
 * @param byMeaning whether the text counts by meaning too.
 */
export function wordsShareOf(textWeight: number, othersWeight: number, byMeaning: boolean): number {
  const words = byMeaning ? 2 * fusionDefaults.wordsShare * textWeight : textWeight;
  return words / ((byMeaning ? 2 : 1) * textWeight + othersWeight);
}

/**
 * @param scale the candidates that set the scale.
 * @param scored the candidates to be scored on it.
 * @param wordsShare weight of words; meaning has the rest.
 * @returns one score for each of `scored`, larger is better.
 */
export function fuseScores(scale: ScorePair, scored: ScorePair, wordsShare: number): Float64Array {
  const meaning = meanAndDeviation(scale.meaning);
  const words = meanAndDeviation(scale.words);
  return scored.meaning.map(
    (cosine, i) =>
      (1 - wordsShare) * standardised(cosine, meaning) + wordsShare * standardised(scored.words[i], words),
  );
}

interface Scale {
  mean: number;
  /** 0 where all are equal up to rounding. */
  deviation: number;
}

/** Below this share of the scores, their spread is rounding: sums of Float32. */
const roundingShare = 1e-6;

/** A list in which all are equal says nothing about the order. */
const standardised = (value: number, { mean, deviation }: Scale) =>
  deviation > 0 ? (value - mean) / deviation : 0;

function meanAndDeviation(values: Float64Array): Scale {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  return { mean, deviation: deviation > roundingShare * Math.abs(mean) ? deviation : 0 };
}
