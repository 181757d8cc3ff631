/**
 * Two steps at the same time, where neither needs what the other makes: mostly they wait for threads.
 * @returns both results, once both have ended: a step that still stores something must not find the corpus closed because the
 *   other one failed.
 * @throws what the first of them threw, else the second.
 */
export async function sideBySide<One, Other>(
  one: () => Promise<One>,
  other: () => Promise<Other>,
): Promise<[One, Other]> {
  const [first, second] = await Promise.allSettled([one(), other()]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return [first.value, second.value];
}
