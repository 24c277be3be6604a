/** The legend's filter: what it hides is still there, pale, in its place. */
import type { Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import type { CrowdLook, MovingCrowd } from './moving-crowd.ts';

/** How much is left of a hidden mark. */
export const VEIL = 0.12;

/** Marks that no hidden sign is in, by the set that was asked for: they need not be looked through again. */
const clear = new WeakMap<ReadonlySet<string>, WeakMap<Mark, Mark>>();
const sets = new Map<string, ReadonlySet<string>>();

function setOf(hidden: readonly string[]): ReadonlySet<string> {
  const key = hidden.join('.');
  const before = sets.get(key);
  if (before) return before;
  if (sets.size > 50) sets.clear();
  const set = new Set(hidden);
  sets.set(key, set);
  return set;
}

function through(mark: Mark, hidden: ReadonlySet<string>, known: WeakMap<Mark, Mark>): Mark {
  const before = known.get(mark);
  if (before) return before;
  let made = mark;
  if (mark.is !== undefined && hidden.has(mark.is)) {
    made = { ...mark, attrs: { ...mark.attrs, opacity: VEIL } };
  } else if (mark.parts) {
    const parts = mark.parts.map((part) => through(part, hidden, known));
    if (parts.some((part, index) => part !== mark.parts![index])) made = { ...mark, parts };
  }
  known.set(mark, made);
  return made;
}

const paleLooks = new WeakMap<CrowdLook, CrowdLook>();

/** Looks of hidden signs, pale; the same object for the same look, as sprites are kept by it. */
function veiledCrowd(crowd: MovingCrowd, hidden: ReadonlySet<string>): MovingCrowd {
  const looks = crowd.looks.map((look) => {
    if (look.is === undefined || !hidden.has(look.is)) return look;
    const pale = paleLooks.get(look) ?? { ...look, opacity: VEIL };
    paleLooks.set(look, pale);
    return pale;
  });
  return { ...crowd, looks };
}

/**
 * The scene with the marks of some signs pale. Nothing moves, nothing loses its name.
 *
 * @param hidden - signs of the legend; names that are none are ignored
 */
export function veiled(scene: Scene, hidden: readonly string[] = []): Scene {
  if (hidden.length === 0) return scene;
  const set = setOf(hidden);
  const known = clear.get(set) ?? new WeakMap<Mark, Mark>();
  clear.set(set, known);
  return {
    ...scene,
    marks: scene.marks.map((mark) => through(mark, set, known)),
    ...(scene.crowd ? { crowd: veiledCrowd(scene.crowd, set) } : {}),
  };
}
