/** The worker that paints the ground: `GroundPainter` behind messages. Pixels change hands, they are not copied. */
import { type GroundOrder, paintPicture } from './ground-source.ts';
import { GroundPainter } from './paint-ground.ts';

const painter = new GroundPainter();

addEventListener('message', ({ data: order }: MessageEvent<GroundOrder>) => {
  if (order.kind === 'points') painter.setPoints(order.points);
  else if (order.kind === 'looks') painter.setLooks(order.looks);
  else {
    const picture = paintPicture(painter, order.request, order.pixels);
    postMessage(picture, { transfer: [picture.pixels.buffer] });
  }
});
