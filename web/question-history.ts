/** The questions that were asked in this browser, newest first, each once. */
import * as z from 'zod/mini';
import { readStored, writeStored } from './theme.ts';

const storageKey = 'nearby-questions';
/** More would be a list to search in, not to choose from. */
const keptQuestions = 50;
/** A pasted abstract is not asked twice; it would fill the list. */
const longestKept = 300;

const keptSchema = z
  .array(z.string().check(z.minLength(1), z.maxLength(longestKept)))
  .check(z.maxLength(keptQuestions));

/** What is stored, or none where it is absent, forbidden or no such list. */
export function readQuestions(read: (key: string) => string | null = readStored): string[] {
  try {
    const kept = keptSchema.safeParse(JSON.parse(read(storageKey) ?? '[]'));
    return kept.success ? [...new Set(kept.data)] : [];
  } catch {
    return [];
  }
}

export function storeQuestions(
  questions: readonly string[],
  write: (key: string, value: string) => void = writeStored,
): void {
  write(storageKey, JSON.stringify(questions));
}

/** With one more at the front. */
export function withQuestion(questions: readonly string[], text: string): string[] {
  const question = text.trim().replace(/\s+/g, ' ');
  if (question === '' || question.length > longestKept) return [...questions];
  return [question, ...questions.filter((other) => other !== question)].slice(0, keptQuestions);
}

/** Those to offer while so much is typed: that begin with it or have a word that does, and say more; all for nothing typed. */
export function questionsFor(questions: readonly string[], typed: string, most: number): string[] {
  const start = typed.trim().toLowerCase();
  const fits = (question: string) => {
    const text = question.toLowerCase();
    return text !== start && (text.startsWith(start) || text.includes(` ${start}`));
  };
  return questions.filter(fits).slice(0, most);
}
