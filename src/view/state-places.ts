/** Where the states of a machine stand in its picture: chosen by hand for the environment, in layers for every other. */
import type { Statechart } from '../sim/statechart.ts';
import { textWidth } from './text-width.ts';

export interface StateBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface StatePlaces {
  readonly boxes: ReadonlyMap<string, StateBox>;
  /** Frames round the states of a group, by the group's name. */
  readonly frames: ReadonlyMap<string, StateBox>;
  readonly height: number;
  /** What stands in a state's box. */
  readonly nameOf: (state: string) => string;
}

const TALL = 26;
/** The ring of an active state needs room at the edges. */
const RIM = 5;

/** Left edge and width on a width of 296, and the row; states of a group stand inside its frame. */
const ENVIRONMENT: Readonly<Record<string, readonly [x: number, width: number, row: number]>> = {
  create: [0, 56, 0],
  'init.extensions': [84, 68, 0],
  'init.runtime': [166, 52, 0],
  'init.function': [232, 58, 0],
  frozen: [0, 52, 1],
  'invoke.handler': [76, 56, 1],
  'invoke.calling': [138, 50, 1],
  'invoke.leftover': [194, 56, 1],
  'invoke.init': [256, 34, 1],
  retired: [0, 56, 2],
  shutdown: [84, 70, 2],
  restore: [163, 54, 2],
  reset: [226, 56, 2],
};
const FRAMES: Readonly<Record<string, readonly [x: number, width: number, row: number]>> = {
  init: [78, 218, 0],
  invoke: [70, 226, 1],
};
const ROWS = [24, 104, 174] as const;
const WIDE = 296;

const leafOf = (name: string) => name.slice(name.lastIndexOf('.') + 1);

function environmentPlaces(states: readonly string[], width: number): StatePlaces {
  const scale = (width - 2 * RIM) / WIDE;
  let spare = 0;
  const boxes = new Map(
    states.map((name): [string, StateBox] => {
      const place = ENVIRONMENT[name];
      if (place) {
        return [
          name,
          { x: RIM + place[0] * scale, y: ROWS[place[2]]!, width: place[1] * scale, height: TALL },
        ];
      }
      // A state nobody has found a place for yet stands in a row of its own.
      const at = spare++;
      const [x, y] = [RIM + (at % 4) * 74 * scale, 214 + Math.floor(at / 4) * 38];
      return [name, { x, y, width: 68 * scale, height: TALL }];
    }),
  );
  const frames = new Map(
    Object.entries(FRAMES)
      .filter(([name]) => states.some((state) => state.startsWith(`${name}.`)))
      .map(([name, [x, wide, row]]) => [
        name,
        { x: RIM + x * scale - 4, y: ROWS[row]! - 22, width: wide * scale + 4, height: TALL + 30 },
      ]),
  );
  return {
    boxes,
    frames,
    height: ROWS[2] + TALL + 6 + (spare > 0 ? 12 + 38 * Math.ceil(spare / 4) : 0),
    nameOf: leafOf,
  };
}

/** From one row of states to the next. */
const LAYER = 52;
const BETWEEN = 12;
/** Room at both edges for ways past other rows. */
const MARGIN = 14;

/** States that are never seen: a beginning that is left at once or by an arrival, and never come back to. */
export function hiddenStates({ states, transitions }: Statechart): string[] {
  return states
    .filter(({ name, isInitial }) => {
      if (!isInitial || transitions.some(({ from, to }) => to === name && from !== name)) return false;
      const out = transitions.filter(({ from }) => from === name);
      return (
        out.some(({ event, guard }) => event === '' && guard === '') ||
        out.every(({ event }) => event === 'arrive')
      );
    })
    .map(({ name }) => name);
}

/** How many transitions lie between the beginning and each state; ends stand apart. */
function layersOf(chart: Statechart): string[][] {
  const final = new Set(chart.states.filter(({ isFinal }) => isFinal).map(({ name }) => name));
  const initial = hiddenStates(chart);
  const shown = chart.states.map(({ name }) => name).filter((name) => !initial.includes(name));
  const depth = new Map<string, number>();
  // A machine whose beginning is seen itself begins its picture with it.
  let edge =
    initial.length > 0 ? initial : chart.states.filter(({ isInitial }) => isInitial).map(({ name }) => name);
  if (initial.length === 0) edge.forEach((name) => depth.set(name, 0));
  for (let layer = initial.length > 0 ? 0 : 1; edge.length > 0; layer += 1) {
    const next: string[] = [];
    for (const { from, to } of chart.transitions) {
      if (!edge.includes(from) || depth.has(to) || initial.includes(to)) continue;
      depth.set(to, layer);
      next.push(to);
    }
    edge = next;
  }
  const layers: string[][] = [];
  for (const name of shown) {
    if (final.has(name)) continue;
    (layers[depth.get(name) ?? 0] ??= []).push(name);
  }
  return [...layers.filter((layer) => layer !== undefined), shown.filter((name) => final.has(name))];
}

function layeredPlaces(chart: Statechart, width: number): StatePlaces {
  const nameOf = (state: string) => state.replace('.', ' ');
  // A name that is wider than the picture is set in smaller type.
  const wide = (name: string) => Math.min(width - 2 * RIM, Math.ceil(textWidth(nameOf(name), 12.4)) + 14);
  const boxes = new Map<string, StateBox>();
  let y = RIM + 3;
  for (const layer of layersOf(chart)) {
    const rows: string[][] = [[]];
    let taken = 0;
    for (const name of layer) {
      const more = wide(name) + (rows.at(-1)!.length > 0 ? BETWEEN : 0);
      if (taken + more > width - 2 * MARGIN && rows.at(-1)!.length > 0) {
        rows.push([]);
        taken = wide(name);
      } else taken += more;
      rows.at(-1)!.push(name);
    }
    for (const row of rows) {
      if (row.length === 0) continue;
      const sum = row.reduce((total, name) => total + wide(name), 0);
      // Spread over the width, so that ways lead between the boxes.
      const gap = Math.min(56, (width - 2 * MARGIN - sum) / Math.max(1, row.length - 1));
      let x = (width - sum - gap * (row.length - 1)) / 2;
      for (const name of row) {
        boxes.set(name, { x, y, width: wide(name), height: TALL });
        x += wide(name) + gap;
      }
      y += LAYER;
    }
  }
  return { boxes, frames: new Map(), height: y - LAYER + TALL + RIM + 3, nameOf };
}

/** Where the states of a machine stand on a width, px. The beginning, which is left at once, has no box. */
export function statePlaces(chart: Statechart, width: number): StatePlaces {
  const hidden = hiddenStates(chart);
  const shown = chart.states.map(({ name }) => name).filter((name) => !hidden.includes(name));
  return chart.kind === 'environment' ? environmentPlaces(shown, width) : layeredPlaces(chart, width);
}
