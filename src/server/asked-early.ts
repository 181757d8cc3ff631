/**
 * The largest of what the page asks at once, as a Link header of the page itself: the browser fetches it while it reads
 * the script that asks. Only these: a browser opens six connections, and script and styles need some. A page that is a
 * folder of files (`src/site`) has no such answers, and no such header.
 */
export const askedEarly = ['/api/map', '/api/topics']
  .map((address) => `<${address}>; rel=preload; as=fetch; crossorigin`)
  .join(', ');
