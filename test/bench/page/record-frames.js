/**
 * Runs in the page before its own scripts, plain JavaScript: notes each frame that moved the map, each picture of the
 * points, each hover, and when the first picture and the first names were there. Times are milliseconds.
 */
{
  const recorded = { frames: [], pictures: [], hovers: [], firstPictureMs: 0, firstNamesMs: 0 };
  window.recorded = recorded;
  const ground = () => document.querySelector('#map canvas');
  /** What the ground shows and where: one of both changes in every frame that moves the map. */
  let shown = '';
  let pictures = 0;
  let last = { startMs: 0, ranMs: 0, intervalMs: 0 };

  // Comes after the frame was laid out, painted and handed to the compositor.
  const afterFrame = new MessageChannel();
  afterFrame.port1.onmessage = ({ data: figure }) => {
    recorded[figure] = performance.now();
  };
  // Within the frame that shows it: what the page does in the frame after is not counted.
  const watcher = new MutationObserver(() => {
    if (ground()?.dataset.settled !== 'true') return;
    watcher.disconnect();
    afterFrame.port2.postMessage('firstPictureMs');
  });
  watcher.observe(document, { subtree: true, attributes: true, attributeFilter: ['data-settled'] });
  const fillText = CanvasRenderingContext2D.prototype.fillText;
  let isNamed = false;
  CanvasRenderingContext2D.prototype.fillText = function (...given) {
    if (!isNamed) afterFrame.port2.postMessage('firstNamesMs');
    isNamed = true;
    fillText.apply(this, given);
  };
  const frame = (startMs) => {
    const now = `${pictures} ${ground()?.style.transform}`;
    if (now !== shown) recorded.frames.push(last);
    shown = now;
    last = { startMs, ranMs: performance.now(), intervalMs: startMs - last.startMs };
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  const putImageData = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (...given) {
    pictures++;
    recorded.pictures.push(performance.now());
    putImageData.apply(this, given);
  };

  // The map's own listener runs between these two.
  let movedMs = 0;
  addEventListener('pointermove', () => (movedMs = performance.now()), { capture: true });
  addEventListener('pointermove', ({ buttons }) => {
    if (buttons === 0) recorded.hovers.push(performance.now() - movedMs);
  });
}
