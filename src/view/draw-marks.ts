/** Moves the nodes of a picture to where its scene says they are: a D3 join by key, attribute by attribute. */
import { create, select } from 'd3';
import { attributesOf, type Mark } from './mark.ts';

const drawnAs = new WeakMap<Element, Mark>();

function write(node: Element, mark: Mark): void {
  const before = drawnAs.get(node);
  if (before === mark) return;
  drawnAs.set(node, mark);
  const next = attributesOf(mark);
  // A node from the server has no mark yet: its own attributes are what was drawn before.
  const previous: Record<string, string | number | null> = before
    ? attributesOf(before)
    : Object.fromEntries(node.getAttributeNames().map((name) => [name, node.getAttribute(name)]));
  for (const [name, value] of Object.entries(next)) {
    // Which mark Tab reaches is the reader's doing, not the scene's.
    if (name === 'tabindex' && 'tabindex' in previous) continue;
    if (String(value) !== String(previous[name])) node.setAttribute(name, String(value));
  }
  for (const name of Object.keys(previous)) {
    if (!(name in next) && name !== 'data-picked') node.removeAttribute(name);
  }
  if (mark.text !== undefined) {
    if (node.textContent !== mark.text) node.textContent = mark.text;
  } else drawMarks(node, mark.parts ?? []);
}

/** The children are these marks in this order, as in most frames: there is nothing to join. */
function isDrawn(parent: Element, marks: readonly Mark[]): boolean {
  let node = parent.firstElementChild;
  for (const { tag, key } of marks) {
    const drawn = node ? drawnAs.get(node) : undefined;
    if (drawn?.key !== key || drawn.tag !== tag) return false;
    node = node!.nextElementSibling;
  }
  return node === null;
}

const keyOf = (mark: Mark) => `${mark.tag} ${mark.key}`;

/**
 * Makes the children of `parent` the given marks, keeping the nodes that are there already. Nodes written by
 * React's first frame carry their key as `data-key` and are taken over.
 */
export function drawMarks(parent: Element, marks: readonly Mark[]): void {
  if (marks.length === 0 && !parent.firstElementChild) return;
  if (isDrawn(parent, marks)) {
    let node = parent.firstElementChild;
    for (const mark of marks) {
      write(node!, mark);
      node = node!.nextElementSibling;
    }
    return;
  }
  select(parent)
    .selectChildren<SVGElement, unknown>()
    .data(marks, function (this: Element, mark) {
      // D3 asks first for the key of each node (`this`), then for the key of each mark (`this` is the parent).
      return this === parent ? keyOf(mark as Mark) : `${this.tagName} ${this.getAttribute('data-key')}`;
    })
    .join((enter) => enter.append((mark) => create<SVGElement>(`svg:${mark.tag}`).node()!))
    .order()
    .each(function (mark) {
      write(this, mark);
    });
}
