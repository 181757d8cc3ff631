/** The page's icons: strokes on a 24 × 24 grid, drawn as SVG elements that take the colour of their text. */

const strokes = {
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M15.3 15.3L20 20',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M12 5v14M5 12h14',
  less: 'M5 12h14',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  area: 'M5 7.5l6-3 8 4-1.5 7-6.5 4.5-6-4.5zM5 7.5v.1M19 8.5v.1',
  info: 'M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18M12 11v5.5M12 7.5v.1',
  help: 'M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18M9.6 9.3a2.5 2.5 0 1 1 3.6 2.3c-.9.5-1.2 1-1.2 2M12 16.9v.1',
  light:
    'M12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  dark: 'M20 14.2A8.2 8.2 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2',
  system: 'M3.5 5h17v11h-17zM9 20h6M12 16v4',
  like: 'M12 6v12M6 12h12',
  unlike: 'M6 12h12',
  book: 'M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 18a2 2 0 0 1 2-2h12M9 8h6',
  bookmark: 'M7 4h10v16l-5-4.5L7 20z',
  undo: 'M9 6L4.5 10.5L9 15M4.5 10.5H14a5 5 0 0 1 0 10h-3',
  redo: 'M15 6l4.5 4.5L15 15M19.5 10.5H10a5 5 0 0 0 0 10h3',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 8.5v.1',
  expand: 'M6 14l6-6 6 6',
  link: 'M13.5 5H19v5.5M19 5l-8.5 8.5M17 14v5H5V7h5',
  pencil: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  back: 'M19 12H5.5M11 6l-6 6 6 6',
  forward: 'M5 12h13.5M13 6l6 6-6 6',
  chevron: 'M9 6l6 6-6 6',
  play: 'M8 5.5v13l10-6.5z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  earlier: 'M15 6l-6 6 6 6',
  later: 'M9 6l6 6-6 6',
} as const;

export type IconName = keyof typeof strokes;

/** Hidden from screen readers: the button that holds it carries the name. */
export function icon(name: IconName): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', strokes[name]);
  svg.append(path);
  return svg;
}
