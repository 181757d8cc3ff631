/** Answers that do not change while the page is open, kept to be there without the server: papers that were opened. */

/** More than a person opens before dinner; 10 MB of the longest. */
const most = 200;

export class RecentAnswers<Answer> {
  private readonly answers = new Map<string, Answer>();

  /** The kept one, or what `ask` gives; a failure is not kept. */
  async of(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const kept = this.answers.get(key);
    const answer = kept ?? (await ask());
    // Asked last, it goes last.
    this.answers.delete(key);
    this.answers.set(key, answer);
    if (this.answers.size > most) this.answers.delete(this.answers.keys().next().value as string);
    return answer;
  }
}
