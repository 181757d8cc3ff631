/**
 * Runs in the page before its own scripts, plain JavaScript: notes each frame that moved the map, each picture of the
 * points, each hover, and when the first picture was there. Times are milliseconds.
 */
{
  const recorded = { frames: [], pictures: [], hovers: [], firstPictureMs: 0 };
  window.recorded = recorded;
  const ground = () => document.querySelector('#map canvas');
  /** What the ground shows and where: one of both changes in every frame that moves the map. */
  let shown = '';
  let pictures = 0;
  let last = { startMs: 0, ranMs: 0, intervalMs: 0 };

  // Comes after the frame was laid out, painted and handed to the compositor.
  const afterFrame = new MessageChannel();
  afterFrame.port1.onmessage = () => {
    recorded.firstPictureMs = performance.now();
  };
  const frame = (startMs) => {
    const now = `${pictures} ${ground()?.style.transform}`;
    if (now !== shown) recorded.frames.push(last);
    shown = now;
    last = { startMs, ranMs: performance.now(), intervalMs: startMs - last.startMs };
    if (recorded.firstPictureMs === 0 && ground()?.dataset.settled === 'true')
      afterFrame.port2.postMessage(null);
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
