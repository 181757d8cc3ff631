/** The map as a picture to take along: PNG or SVG of what is seen, with names, legend and a line that says what it is. */
import { download } from '../download.ts';
import { byId } from '../element.ts';
import { exportName, plainName } from '../export-papers.ts';
import { icon } from '../icons.ts';
import type { MapSnapshot } from '../map/map-snapshot.ts';
import { groundCanvas, pictureCanvas, shadingCanvas } from '../map/picture-canvas.ts';
import { pictureFooter } from '../map/picture-footer.ts';
import { pictureSvg } from '../map/picture-svg.ts';
import { type PageStore, shownValue } from '../page-state.ts';
import { announce } from './announce.ts';
import { paperCount } from './paper-count.ts';
import { openMenu } from './popup-menu.ts';

type Kind = 'png' | 'svg';

/** Where an SVG is opened without the page's typeface, texts are set in another, the widest common one by this factor. */
const otherFontWidth = 1.15;

export function pictureMenu(store: PageStore, map: { snapshot(): MapSnapshot }): void {
  const button = byId('save-picture');
  button.append(icon('picture'));
  button.addEventListener('click', () =>
    openMenu(button, 'Save the map as', [
      { text: 'PNG', note: 'for slides and messages', does: () => void save('png') },
      { text: 'SVG', note: 'for print, to edit', does: () => void save('svg') },
    ]),
  );

  const save = async (kind: Kind) => {
    try {
      const snapshot = map.snapshot();
      const corpus = shownValue(store.state.info)?.corpus ?? '';
      const { asked } = store.state;
      const question = asked.text.trim();
      const caption = captionOf(corpus, snapshot.colors.length, question);
      const footer = pictureFooter(snapshot, caption, measuring(kind === 'svg' ? otherFontWidth : 1));
      const content =
        kind === 'png'
          ? await pngOf(pictureCanvas(snapshot, footer))
          : new Blob(
              [
                pictureSvg(snapshot, {
                  title: `Map of ${caption}`,
                  footer,
                  shading: () => shadingCanvas(snapshot).toDataURL(),
                  raster: () => groundCanvas(snapshot).toDataURL(),
                }),
              ],
              { type: 'image/svg+xml' },
            );
      const what = ['map', plainName(question)].filter(Boolean).join(' ');
      const name = exportName(corpus, what, snapshot.colors.length, `.${kind}`);
      download(content, name);
      announce(`Picture saved as ${name}.`);
    } catch (failure) {
      const reason = failure instanceof Error ? failure.message : String(failure);
      announce(`The picture could not be made. ${reason}`);
    }
  };
}

function captionOf(corpus: string, papers: number, question: string): string {
  const date = new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date());
  const asked = question.length > 60 ? `${question.slice(0, 60)}…` : question;
  return [corpus, paperCount(papers), asked && `“${asked}”`, date, 'Nearby'].filter(Boolean).join(' · ');
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else
        reject(
          new Error(
            'The browser could not write it: it may be too large for the memory. Make the window smaller.',
          ),
        );
    }, 'image/png');
  });
}

/** @param factor by which texts may be wider than here. */
function measuring(factor: number): (text: string, font: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  return (text, font) => {
    if (!context) return factor * text.length * 7;
    context.font = font;
    return factor * context.measureText(text).width;
  };
}
