/**
 * Keeps one question of a kind on its way: asking again aborts the one before, and only the latest answer (or failure)
 * is handed over, also where an aborted answer arrives after all.
 */
export class Latest {
  private controller: AbortController | null = null;

  /** @returns `current: false` where another question, or `cancel`, came in between. Throws only for the latest. */
  async run<Answer>(
    ask: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<{ current: true; answer: Answer } | { current: false }> {
    this.cancel();
    const controller = new AbortController();
    this.controller = controller;
    try {
      const answer = await ask(controller.signal);
      return this.controller === controller ? { current: true, answer } : { current: false };
    } catch (failure) {
      if (this.controller !== controller) return { current: false };
      throw failure;
    }
  }

  cancel(): void {
    this.controller?.abort();
    this.controller = null;
  }
}
