/**
 * One unit that is followed: a ring round it wherever it stands and flies, and round what works for it: the poller that
 * has its batch, the request that carries it, the environment that serves it, the record of its end.
 */
import { journeyOf, type Journey } from '../sim/journey.ts';
import type { Trace } from '../sim/trace.ts';
import type { Unit } from '../sim/unit-of.ts';
import { circle, rect, type Crowd, type Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { unitNumbered } from './moving-crowd.ts';
import type { SceneInput } from './scene-input.ts';

const known = new WeakMap<Trace, Map<string, Journey | null>>();

function journeyFor(trace: Trace, unit: Unit): Journey | null {
  const all = known.get(trace) ?? new Map<string, Journey | null>();
  known.set(trace, all);
  const key = `${unit.kind} ${unit.number}`;
  const before = all.get(key);
  if (before !== undefined) return before;
  if (all.size > 20) all.clear();
  const made = journeyOf(trace, unit);
  all.set(key, made);
  return made;
}

/** What the unit is at the moment, `event 4`: itself and all that works for it; empty: it is not there. */
function standsFor(
  { trace, atUs, flightUs }: Pick<SceneInput, 'trace' | 'atUs' | 'flightUs'>,
  unit: Unit,
): ReadonlySet<string> {
  const rows = journeyFor(trace, unit)?.rows ?? [];
  const found = new Set<string>();
  for (const { kind, number, bars, fromUs, toUs, parent } of rows) {
    // Who outlives its part in it, a poller, an environment, is its own only while it works for it.
    const isHelper = kind === 'reader' || kind === 'poller' || kind === 'environment';
    const isNow = isHelper
      ? bars.some((bar) => bar.fromUs <= atUs && atUs < bar.toUs)
      : // On its way there before it is born, on its way back when it has ended; what lies in a tray stays.
        fromUs - flightUs <= atUs && (kind === 'delivery' || atUs < toUs + flightUs);
    if (isNow || (parent < 0 && fromUs <= atUs && atUs < toUs)) found.add(`${kind} ${number}`);
  }
  return found;
}

const RING = { class: 'fill-none stroke-ink', 'stroke-width': 2, 'pointer-events': 'none' } as const;
/** px between a unit and its ring. */
const GAP = 3;
/** The ring of a unit that moves, px. */
const MOVING = 11;

/** The ring of a mark, in the coordinates of its parts; null: it has no measure of its own. */
function ringOf(mark: Mark): Mark | null {
  const parts = mark.parts ?? [];
  const rim = parts.find(({ key, tag }) => key === 'rim' && tag === 'rect');
  if (rim) {
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(rim.attrs[name])) as [
      number,
      number,
      number,
      number,
    ];
    return rect('followed', x - 1, y - 1, width + 2, height + 2, { ...RING, rx: 5 });
  }
  const unit = parts.find(({ attrs }) => String(attrs['transform'] ?? '').startsWith('translate('));
  if (unit) return { ...circle('followed', 0, 0, MOVING, RING), attrs: movedBy(unit) };
  // Drawn round its own corner, which moves.
  return mark.attrs['transform'] === undefined ? null : circle('followed', 0, 0, MOVING, RING);
}

function movedBy({ attrs }: Mark): Mark['attrs'] {
  const [place = ''] = /^translate\([^)]*\)/.exec(String(attrs['transform'])) ?? [];
  return { cx: 0, cy: 0, r: MOVING, ...RING, transform: place };
}

function crowdRings({ kind, numbers, at, size }: Crowd, names: ReadonlySet<string>): Mark[] {
  const rings: Mark[] = [];
  for (const name of names) {
    if (!name.startsWith(`${kind} `)) continue;
    const index = numbers.indexOf(Number(name.slice(kind.length + 1)));
    const spot = at[index];
    if (spot) rings.push(circle(`followed ${name}`, spot[0], spot[1], size / 2 + GAP, RING));
  }
  return rings;
}

/** `request 5 out`, `event 4`: the unit that a mark stands for, by its key. */
const nameOf = ({ key, pick }: Mark) =>
  pick ? `${pick.kind} ${pick.number}` : key.replace(/ (out|back)$/, '');

function ringed(marks: readonly Mark[], names: ReadonlySet<string>): readonly Mark[] {
  let changed = false;
  const made = marks.flatMap((mark): Mark[] => {
    let next = mark;
    if (mark.parts) {
      const parts = ringed(mark.parts, names);
      if (parts !== mark.parts) next = { ...mark, parts };
    }
    if (mark.label !== undefined && names.has(nameOf(mark))) {
      const ring = ringOf(mark);
      if (ring) next = { ...next, parts: [...(next.parts ?? []), ring] };
    }
    const rings = mark.crowd ? crowdRings(mark.crowd, names) : [];
    if (next !== mark || rings.length > 0) changed = true;
    return rings.length > 0 ? [next, ...rings] : [next];
  });
  return changed ? made : marks;
}

/** The scene with a ring round the unit; the same scene where nobody is followed or the unit is nowhere. */
export function withFollowed(scene: Scene, input: SceneInput): Scene {
  const { followed } = input;
  if (!followed) return scene;
  const names = standsFor(input, followed);
  if (names.size === 0) return scene;
  const marks = ringed(scene.marks, names);
  const { crowd } = scene;
  const flying = crowd
    ? [...names].flatMap((name) => {
        const space = name.lastIndexOf(' ');
        const unit = unitNumbered(crowd, name.slice(0, space), Number(name.slice(space + 1)));
        return unit ? [circle(`followed ${name}`, unit.x, unit.y, MOVING, RING)] : [];
      })
    : [];
  return marks === scene.marks && flying.length === 0 ? scene : { ...scene, marks: [...marks, ...flying] };
}
