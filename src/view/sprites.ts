/**
 * Glyphs as sprites: the same marks that a picture writes into the document, drawn once with the colours, widths and
 * type that the stylesheet gives them in the theme at hand.
 */
import type { Mark } from './mark.ts';
import { PHASES, type Sprite } from './raster.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** No glyph reaches further from its middle, px. */
const REACH = 18;

/** An empty drawing in the document, to ask the stylesheet: `probe` must be an `svg` that is rendered. */
function styleOf(probe: SVGElement, { tag, attrs }: Mark): CSSStyleDeclaration {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attrs)) node.setAttribute(name, String(value));
  probe.append(node);
  return getComputedStyle(node);
}

const number = (attrs: Mark['attrs'], name: string) => Number(attrs[name] ?? 0);

function outline({ tag, attrs }: Mark): Path2D {
  if (tag === 'path') return new Path2D(String(attrs['d']));
  const shape = new Path2D();
  if (tag === 'circle') {
    shape.arc(number(attrs, 'cx'), number(attrs, 'cy'), number(attrs, 'r'), 0, 2 * Math.PI);
  } else {
    shape.roundRect(
      number(attrs, 'x'),
      number(attrs, 'y'),
      number(attrs, 'width'),
      number(attrs, 'height'),
      number(attrs, 'rx'),
    );
  }
  return shape;
}

function move(context: CanvasRenderingContext2D, transform: string): void {
  for (const [, name, list] of transform.matchAll(/(translate|scale|rotate)\(([^)]*)\)/g)) {
    const [a = 0, b, c] = list!.split(/[ ,]+/).map(Number);
    if (name === 'translate') context.translate(a, b ?? 0);
    else if (name === 'scale') context.scale(a, b ?? a);
    else {
      context.translate(b ?? 0, c ?? 0);
      context.rotate((a * Math.PI) / 180);
      context.translate(-(b ?? 0), -(c ?? 0));
    }
  }
}

function draw(context: CanvasRenderingContext2D, mark: Mark, probe: SVGElement): void {
  if (mark.tag === 'title') return;
  context.save();
  if (mark.attrs['transform'] !== undefined) move(context, String(mark.attrs['transform']));
  const style = styleOf(probe, mark);
  context.globalAlpha *= Number(style.opacity || 1);
  if (mark.parts) for (const part of mark.parts) draw(context, part, probe);
  else if (mark.tag === 'text') {
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.textAlign =
      style.textAnchor === 'middle' ? 'center' : style.textAnchor === 'end' ? 'right' : 'left';
    context.fillStyle = style.fill;
    context.fillText(mark.text ?? '', number(mark.attrs, 'x'), number(mark.attrs, 'y'));
  } else {
    const shape = outline(mark);
    if (style.fill !== 'none') {
      context.fillStyle = style.fill;
      context.fill(shape);
    }
    if (style.stroke !== 'none') {
      context.strokeStyle = style.stroke;
      context.lineWidth = parseFloat(style.strokeWidth);
      context.lineCap = style.strokeLinecap as CanvasLineCap;
      context.lineJoin = style.strokeLinejoin as CanvasLineJoin;
      context.setLineDash(
        style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(parseFloat),
      );
      context.stroke(shape);
    }
  }
  context.restore();
}

/** The colour that the stylesheet gives a line of a class, as a pixel; 0: none. */
export function lineColour(context: CanvasRenderingContext2D, probe: SVGElement, name: string): number {
  const { stroke } = styleOf(probe, { key: '', tag: 'path', attrs: { class: name } });
  if (stroke === 'none') return 0;
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = stroke;
  context.fillRect(0, 0, 1, 1);
  return new Int32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0]!;
}

/**
 * The sprite of marks that stand on a square centred at 0.
 *
 * @param scale pixels in a px
 * @param opacity what is left of it, 0 to 1
 */
export function spriteOf(
  context: CanvasRenderingContext2D,
  probe: SVGElement,
  marks: readonly Mark[],
  scale: number,
  opacity: number,
): Sprite {
  const reach = Math.ceil(REACH * scale) + 1;
  const side = 2 * reach;
  const drawn: Int32Array[] = [];
  let [left, top, right, bottom] = [side, side, 0, 0];
  if (context.canvas.width < side) context.canvas.width = side;
  if (context.canvas.height < side) context.canvas.height = side;
  for (let phase = 0; phase < PHASES * PHASES; phase += 1) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, side, side);
    context.setTransform(
      scale,
      0,
      0,
      scale,
      reach + (phase % PHASES) / PHASES,
      reach + Math.floor(phase / PHASES) / PHASES,
    );
    context.globalAlpha = opacity;
    for (const mark of marks) draw(context, mark, probe);
    const pixels = new Int32Array(context.getImageData(0, 0, side, side).data.buffer);
    drawn.push(pixels);
    for (let at = 0; at < pixels.length; at += 1) {
      if (pixels[at]! >>> 24 === 0) continue;
      const [x, y] = [at % side, Math.floor(at / side)];
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  probe.replaceChildren();
  const [width, height] = [Math.max(0, right - left), Math.max(0, bottom - top)];
  return {
    width,
    height,
    left: left - reach,
    top: top - reach,
    phases: drawn.map((pixels) => {
      const cut = new Int32Array(width * height);
      for (let row = 0; row < height; row += 1) {
        const from = (top + row) * side + left;
        cut.set(pixels.subarray(from, from + width), row * width);
      }
      return cut;
    }),
  };
}
