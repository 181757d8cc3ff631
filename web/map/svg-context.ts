/**
 * A drawing context that writes SVG: the part of a canvas's that names, marks and footer are drawn with, so that one code
 * draws both. Texts stay texts, paths stay paths. A text is put on its middle line by a share of its size, which every
 * program honours, and not by `dominant-baseline`, which some do not.
 */
import type { PictureContext } from './map-snapshot.ts';

/** From the middle of a line of text to the line that its letters stand on, in sizes of the font. */
const middleEm = 0.35;
const fullTurn = 2 * Math.PI;

export class SvgContext implements PictureContext {
  font = '10px sans-serif';
  fillStyle = '#000000';
  strokeStyle = '#000000';
  lineWidth = 1;
  lineCap: CanvasLineCap = 'butt';
  lineJoin: CanvasLineJoin = 'miter';
  globalAlpha = 1;
  textAlign: CanvasTextAlign = 'start';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  /** The elements so far, in order. */
  readonly elements: string[] = [];
  #path: string[] = [];
  #dash: number[] = [];

  beginPath(): void {
    this.#path = [];
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${brief(x)} ${brief(y)}`);
  }

  /** As on a canvas, the first of a path only moves there. */
  lineTo(x: number, y: number): void {
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${brief(x)} ${brief(y)}`);
  }

  quadraticCurveTo(cpx: number, cpy: number, x: number, y: number): void {
    this.#path.push(`Q${brief(cpx)} ${brief(cpy)} ${brief(x)} ${brief(y)}`);
  }

  /** Whole circles only: nothing else is drawn on the map. @throws RangeError for a part of one. */
  arc(x: number, y: number, radius: number, start: number, end: number): void {
    if (Math.abs(end - start) < fullTurn) throw new RangeError('SvgContext draws whole circles only.');
    const r = brief(radius);
    const across = brief(2 * radius);
    this.#path.push(
      `M${brief(x - radius)} ${brief(y)}a${r} ${r} 0 1 0 ${across} 0a${r} ${r} 0 1 0 -${across} 0z`,
    );
  }

  roundRect(x: number, y: number, width: number, height: number, radii: unknown = 0): void {
    const r = Math.min(Number(radii), width / 2, height / 2);
    const corner = (dx: number, dy: number) =>
      r > 0 ? `a${brief(r)} ${brief(r)} 0 0 1 ${brief(dx)} ${brief(dy)}` : '';
    this.#path.push(
      `M${brief(x + r)} ${brief(y)}h${brief(width - 2 * r)}${corner(r, r)}v${brief(height - 2 * r)}${corner(-r, r)}` +
        `h${brief(2 * r - width)}${corner(-r, -r)}v${brief(2 * r - height)}${corner(r, -r)}z`,
    );
  }

  fill(first?: Path2D | CanvasFillRule): void {
    const rule = first === 'evenodd' ? ' fill-rule="evenodd"' : '';
    this.#add(
      `<path d="${this.#path.join('')}" fill="${attribute(this.fillStyle)}"${rule}${this.#opacity()}/>`,
    );
  }

  stroke(): void {
    this.#add(`<path d="${this.#path.join('')}" fill="none"${this.#stroking()}${this.#opacity()}/>`);
  }

  setLineDash(segments: Iterable<number>): void {
    this.#dash = [...segments];
  }

  fillText(text: string, x: number, y: number): void {
    this.#text(text, x, y, ` fill="${attribute(this.fillStyle)}"`);
  }

  strokeText(text: string, x: number, y: number): void {
    this.#text(text, x, y, ` fill="none"${this.#stroking()}`);
  }

  #text(text: string, x: number, y: number, look: string): void {
    const sizePx = Number(/([\d.]+)px/.exec(this.font)?.[1] ?? 10);
    const anchor = this.textAlign === 'center' ? 'middle' : this.textAlign === 'right' ? 'end' : 'start';
    const line = this.textBaseline === 'middle' ? y + middleEm * sizePx : y;
    this.#add(
      `<text x="${brief(x)}" y="${brief(line)}" text-anchor="${anchor}" style="font:${attribute(this.font)}"${look}` +
        `${this.#opacity()}>${escaped(text)}</text>`,
    );
  }

  #stroking(): string {
    const dash = this.#dash.length > 0 ? ` stroke-dasharray="${this.#dash.join(' ')}"` : '';
    return (
      ` stroke="${attribute(this.strokeStyle)}" stroke-width="${brief(this.lineWidth)}" stroke-linecap="${this.lineCap}"` +
      ` stroke-linejoin="${this.lineJoin}"${dash}`
    );
  }

  #opacity(): string {
    return this.globalAlpha < 1 ? ` opacity="${brief(this.globalAlpha)}"` : '';
  }

  #add(element: string): void {
    this.elements.push(element);
  }
}

/** Hundredths of a pixel: finer than any screen or print shows. */
export function brief(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Text for XML 1.0: its own signs escaped, what it may not hold a blank. */
export function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

export function attribute(text: string): string {
  return escaped(text).replace(/"/g, '&quot;');
}
