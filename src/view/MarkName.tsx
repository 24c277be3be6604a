/**
 * The name of what is pointed at or focused in a picture, beside it at once: the words that a screen reader gets as the
 * mark's own name. Escape takes it away; it stays while the pointer is on it; a tap shows it.
 */
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Scene } from './scene.ts';
import { crowdAt, crowdUnit, markPath, scenePoint } from './mark-at.ts';

/** px kept free between the name and the edges of its picture. */
const EDGE = 4;
/** Marks larger than this are named beside the pointer, not beside the whole of them. */
const LARGE = 72;

interface Aim {
  /** Keys from the picture's root to the mark; empty: a unit of a crowd. */
  readonly keys: readonly string[];
  /** Of a unit of a crowd: which. */
  readonly kind: string;
  readonly number: number;
  /** Where the pointer came upon it, px of the window; null: it has the focus. */
  readonly at: readonly [x: number, y: number] | null;
}

const isSame = (a: Aim | null, b: Aim | null) =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.kind === b.kind &&
    a.number === b.number &&
    a.keys.join('\n') === b.keys.join('\n'));

/** The keys that lead from the picture's root to a node. */
function keysTo(node: Element): string[] {
  const keys: string[] = [];
  for (let at: Element | null = node; at; at = at.parentElement) {
    const key = at.getAttribute('data-key');
    if (key === null) break;
    keys.unshift(key);
  }
  return keys;
}

/** The node that the keys lead to; null: it is not there, as when it is drawn on a canvas. */
function nodeOf(picture: Element, keys: readonly string[]): Element | null {
  let among: Element | null | undefined = picture.querySelector('g');
  for (const key of keys) {
    among = among && [...among.children].find((child) => child.getAttribute('data-key') === key);
    if (!among) return null;
  }
  return among ?? null;
}

function aimAt(picture: Element, scene: Scene, event: PointerEvent): Aim | null {
  const at = [event.clientX, event.clientY] as const;
  const node = event.target as Element;
  const keys = picture.contains(node) ? keysTo(node) : [];
  const path = markPath(scene.marks, keys);
  const named = path.findLastIndex(({ label }) => label !== undefined);
  const mark: Aim | null = named < 0 ? null : { keys: keys.slice(0, named + 1), kind: '', number: -1, at };
  // A unit within a mark is meant before the mark; what flies over a crowd, before the crowd.
  const isWithin = path.slice(named + 1).some(({ crowd }) => crowd !== undefined);
  if (mark && path[named]!.is !== undefined && !isWithin) return mark;
  const unit = crowdAt(scene, ...scenePoint(picture, scene, ...at));
  return unit ? { keys: [], kind: unit.crowd.kind, number: unit.crowd.numbers[unit.index]!, at } : mark;
}

/** What is said of it at the moment; undefined: it is there no more. */
function nameOf(scene: Scene, { keys, kind, number }: Aim): string | undefined {
  if (keys.length > 0) {
    const path = markPath(scene.marks, keys);
    return path.length === keys.length ? path.at(-1)!.label : undefined;
  }
  const unit = crowdUnit(scene, kind, number);
  return unit?.crowd.nameOf(unit.index);
}

/** Where it stands, px of the window. */
function placeOf(picture: Element, scene: Scene, { keys, kind, number, at }: Aim): DOMRect | null {
  if (keys.length > 0) {
    const node = nodeOf(picture, keys);
    const rim = node?.querySelector(':scope > .mark-rim') ?? node;
    const box = rim?.getBoundingClientRect();
    if (!box || !at) return box ?? null;
    const [left, width] = box.width > LARGE ? [at[0] - 8, 16] : [box.left, box.width];
    const [top, height] = box.height > LARGE ? [at[1] - 8, 16] : [box.top, box.height];
    return new DOMRect(left, top, width, height);
  }
  const unit = crowdUnit(scene, kind, number);
  if (!unit) return null;
  const box = picture.getBoundingClientRect();
  const scale = box.width / scene.width;
  const { size } = unit.crowd;
  return new DOMRect(
    box.left + (unit.x - size / 2) * scale,
    box.top + (unit.y - size / 2) * scale,
    size * scale,
    size * scale,
  );
}

export interface MarkNameProps {
  readonly scene: Scene;
  /** What holds the picture and the name: positioned, as large as the picture. */
  readonly box: RefObject<HTMLDivElement | null>;
}

export function MarkName({ scene, box }: MarkNameProps) {
  const [hovered, setHovered] = useState<Aim | null>(null);
  const [focused, setFocused] = useState<Aim | null>(null);
  const [dismissed, setDismissed] = useState<Aim | null>(null);
  const tip = useRef<HTMLDivElement>(null);
  const aim = hovered ?? focused;
  const name = aim === null || isSame(aim, dismissed) ? undefined : nameOf(scene, aim);

  const onPointer = useEffectEvent((event: PointerEvent) => {
    const picture = box.current?.querySelector(':scope > svg');
    // What is being read stays.
    if (!picture || tip.current?.contains(event.target as Node)) return;
    const next = aimAt(picture, scene, event);
    if (isSame(next, hovered)) return;
    setHovered(next);
    setDismissed(null);
  });
  const onLeave = useEffectEvent((event: PointerEvent) => {
    if (event.pointerType !== 'touch') setHovered(null);
  });
  const onFocus = useEffectEvent((event: FocusEvent) => {
    const node = event.target as Element;
    if (!node.matches(':focus-visible')) return;
    setFocused({ keys: keysTo(node), kind: '', number: -1, at: null });
    setHovered(null);
    setDismissed(null);
  });
  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || name === undefined) return;
    setDismissed(aim);
    event.stopPropagation();
  });
  const onOutside = useEffectEvent((event: PointerEvent) => {
    if (!box.current?.contains(event.target as Node)) setHovered(null);
  });

  useEffect(() => {
    const held = box.current;
    if (!held) return undefined;
    const until = new AbortController();
    const { signal } = until;
    held.addEventListener('pointermove', onPointer, { signal });
    held.addEventListener('pointerdown', onPointer, { signal });
    held.addEventListener('pointerleave', onLeave, { signal });
    held.addEventListener('focusin', onFocus, { signal });
    held.addEventListener(
      'focusout',
      () => {
        setFocused(null);
      },
      { signal },
    );
    document.addEventListener('keydown', onEscape, { signal, capture: true });
    document.addEventListener('pointerdown', onOutside, { signal });
    return () => {
      until.abort();
    };
  }, [box]);

  useLayoutEffect(() => {
    const held = box.current;
    const picture = held?.querySelector(':scope > svg');
    const shown = tip.current;
    if (!held || !picture || !shown || !aim) return;
    const frame = held.getBoundingClientRect();
    const place = placeOf(picture, scene, aim);
    shown.hidden = place === null;
    if (!place) return;
    const { offsetWidth: width, offsetHeight: height } = shown;
    const middle = place.left + place.width / 2 - frame.left;
    const left = Math.max(EDGE, Math.min(middle - width / 2, frame.width - width - EDGE));
    const over = place.top - frame.top - height;
    const under = place.bottom - frame.top;
    const top = over >= 0 ? over : Math.min(under, Math.max(0, frame.height - height));
    shown.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  });

  if (name === undefined) return null;
  const colon = name.indexOf(': ');
  const [head, rest] = colon < 0 ? [name, ''] : [name.slice(0, colon), name.slice(colon + 2)];
  return (
    // The mark's own name says the same to who does not see it.
    <div ref={tip} className="mark-name" aria-hidden="true">
      <p>
        <b>{head}</b>
        {rest !== '' && <span>{rest}</span>}
      </p>
    </div>
  );
}
