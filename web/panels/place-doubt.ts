import type { PaperDetail } from '../../src/server/api-types.ts';

/** What to say of a paper's place on the map where it is not to be trusted; null where there is nothing to say. */
export function placeDoubt(place: PaperDetail['place']): string | null {
  if (place === null || place.isTrusted) return null;
  const { kept, of } = place;
  const few = kept === 0 ? `None of the ${of}` : `Only ${kept} of the ${of}`;
  return `${few} papers nearest to it ${kept === 1 ? 'is' : 'are'} near it on the map: do not trust its place there.`;
}
