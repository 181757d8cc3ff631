export interface PersonName {
  given: string;
  /** With what belongs to it: "van der Poe". */
  family: string;
  /** "Jr.", "III"; '' where there is none. */
  suffix: string;
}

const suffixWord = /^(?:Jr|Sr|II|III|IV)\.?$/;
/** Words that no person is called by. */
const bodyWords =
  /^(?:and|for|of|the|&|at|in|team|group|consortium|collaboration|collective|network|university|institute|centre|center|committee|society|association|foundation|ministry|inc\.?|ltd\.?|gmbh|labs?|research|ai)$/i;

/**
 * "Given Family" taken apart; null where that cannot be told: a single word, a body ("Centre for Language and Speech"),
 * a name with a comma, initials at the end ("Poe JR"). The parts with blanks between them are the name again.
 */
export function personName(name: string): PersonName | null {
  const words = name.split(' ');
  if (words.length < 2 || name.includes(',') || words.some((word) => word === '' || bodyWords.test(word)))
    return null;
  const suffix = suffixWord.test(words.at(-1)!) ? words.pop()! : '';
  let first = words.length - 1;
  if (first < 1 || /^(?:\p{Lu}\.?-?){1,2}$/u.test(words[first])) return null;
  // "van", "de la": a family name begins with the words in small letters before it.
  while (first > 0 && /^\p{Ll}/u.test(words[first - 1])) first--;
  if (first === 0) return null;
  return { given: words.slice(0, first).join(' '), family: words.slice(first).join(' '), suffix };
}
