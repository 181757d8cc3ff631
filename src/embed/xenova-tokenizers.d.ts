/**
 * The package's own types cover its front door only. Behind it `src/tokenizers.js` and `src/env.js` load without the image
 * and audio parts: faster (96 ms instead of 139, medians of 8), and a failed install of its image library does no harm here.
 */
declare module '@xenova/transformers/src/tokenizers.js' {
  export { AutoTokenizer, type PreTrainedTokenizer } from '@xenova/transformers';
}
declare module '@xenova/transformers/src/env.js' {
  export { env } from '@xenova/transformers';
}
