/** A chart as a file: the picture on show made self-contained, and painted. */

/** What of a mark's look is not in its attributes but in the stylesheet. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

/** px around the picture, and for its title and its sentence. */
const MARGIN = 16;
const HEAD = 44;
const SANS = 'system-ui, sans-serif';
const SERIF = 'Georgia, serif';

function resolve(node: Element, copy: Element): void {
  const style = getComputedStyle(node);
  if (copy.tagName !== 'g' && copy.tagName !== 'svg')
    for (const name of LOOKS) {
      const value = style.getPropertyValue(name);
      if (value !== '') copy.setAttribute(name, value);
    }
  if (copy.tagName === 'text') copy.setAttribute('font-family', SANS);
  for (const name of ['class', 'data-key', 'tabindex', 'role', 'aria-label']) copy.removeAttribute(name);
  [...node.children].forEach((child, index) => {
    resolve(child, copy.children[index]!);
  });
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

export interface ExportedChart {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** @param picture the chart's svg as it stands on the page: its colours are those of the theme on show */
export function exportedChart(picture: SVGSVGElement, title: string, sentence: string): ExportedChart {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  resolve(picture, copy);
  const page = getComputedStyle(document.documentElement);
  const colour = (name: string) => page.getPropertyValue(name).trim();
  const width = Math.ceil(Number(picture.getAttribute('width'))) + 2 * MARGIN;
  const height = Math.ceil(Number(picture.getAttribute('height'))) + HEAD + 2 * MARGIN;
  const root = element('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' });
  const text = (y: number, size: number, family: string, words: string) =>
    element(
      'text',
      {
        x: MARGIN,
        y,
        fill: colour('--ink'),
        'font-family': family,
        'font-size': size,
        'font-weight': family === SANS ? 600 : 400,
        // A sentence that is longer than the picture is drawn closer, not cut.
        ...(words.length * size * 0.48 > width - 2 * MARGIN
          ? { textLength: width - 2 * MARGIN, lengthAdjust: 'spacingAndGlyphs' }
          : {}),
      },
      words,
    );
  const inner = element('g', { transform: `translate(${MARGIN} ${MARGIN + HEAD})` });
  inner.append(...copy.children);
  root.append(
    element('title', {}, title),
    element('desc', {}, sentence),
    element('rect', { width, height, fill: colour('--page') }),
    text(MARGIN + 12, 13, SANS, title),
    text(MARGIN + 32, 14, SERIF, sentence),
    inner,
  );
  return { svg: new XMLSerializer().serializeToString(root), width, height };
}

/** Twice as many dots as px: sharp on dense screens, too. */
const SCALE = 2;

/** The same painted. @throws Error when the browser cannot */
export async function paintedChart({ svg, width, height }: ExportedChart): Promise<Blob> {
  const image = new Image();
  // The policy of the pages allows pictures of their own and data: alone.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser paints no pictures.');
  context.scale(SCALE, SCALE);
  context.drawImage(image, 0, 0, width, height);
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => {
      if (blob) done(blob);
      else fail(new Error('The picture could not be made.'));
    }, 'image/png');
  });
}
