/** A part of the architecture on the board: a box of a given width with what stands in it, drawn from its own corner. */
import { group, path, rect, round, words, type Crowd, type Mark } from './mark.ts';
import type { Point } from './polyline.ts';
import { fitText, textWidth } from './text-width.ts';

export interface Part {
  /** Unique on the board. */
  readonly key: string;
  /** `message@3`: kinds of actors with the number of the place, whose flights begin and end here. */
  readonly holds: readonly string[];
  readonly width: number;
  readonly height: number;
  /** Height at which wires come and go. */
  readonly port: number;
  /** Heights of actors that have a wire of their own: `reader 3`. */
  readonly ports?: ReadonlyMap<string, Port>;
  /** Where what asks for a name comes in: by the function's, version's or alias's name. */
  readonly inlets?: ReadonlyMap<string, Inlet>;
  readonly marks: readonly Mark[];
  /** What it shows, as a part of the picture's sentence. */
  readonly says: string;
}

/** Where an actor's own wire leaves a part. */
export interface Port {
  readonly y: number;
  /** Something is under way on it. */
  readonly isActive: boolean;
  /** There is no way through. */
  readonly isBroken?: boolean;
  /** Key of the part it leads to. */
  readonly to: string;
}

/** Where a name of a function is asked for. */
export interface Inlet {
  readonly y: number;
  /** From there to each version it leads to, by the number of the version's place. */
  readonly ways: ReadonlyMap<number, readonly Point[]>;
}

/** Makes a part as wide as the board has room for. */
export type PartMaker = (width: number) => Part;

/** Height of the line with the name. */
export const HEAD = 22;

/** `Queue` in grey and its own name in bold, on one line. */
export function headMarks(kind: string, name: string, width: number, x = 0, y = 14): Mark[] {
  // Where there is no room for both, the name says enough.
  const fits = kind !== '' && textWidth(kind) + 5 + textWidth(name, 12.6) <= width;
  const before = fits ? textWidth(kind) + 5 : 0;
  return [
    ...(!fits ? [] : [words('kind', x, y, kind, { class: 't-label fill-ink2' })]),
    words('name', x + before, y, fitText(name, width - before, 12.6), { class: 't-label font-semibold' }),
  ];
}

/** A note under or beside something: the smallest type there is. */
export function note(
  key: string,
  x: number,
  y: number,
  text: string,
  tone = 'fill-ink2',
  anchor: 'start' | 'end' | 'middle' = 'start',
): Mark {
  return words(key, x, y, text, {
    class: `t-note t-num ${tone}`,
    ...(anchor === 'start' ? {} : { 'text-anchor': anchor }),
  });
}

/** The sunk sheet that Lambda's own parts stand on. */
export function sheet(width: number, height: number): Mark {
  return rect('sheet', 0, 0, width, height, { rx: 8, class: 'fill-sunk' });
}

/** The hairline over what is as wide as the picture; on a phone it stands first and needs none. */
export function ruleOver(width: number): Mark[] {
  return width < 560 ? [] : [path('rule', `M0 0.5H${width}`, { class: 'stroke-rule' })];
}

/** A circle that fills like a clock's face, from the top, clockwise. */
export function pie(x: number, y: number, r: number, share: number): string {
  const part = Math.min(1, Math.max(0, share));
  if (part <= 0.005) return '';
  if (part >= 0.995) {
    return `M${round(x)} ${round(y - r)}a${round(r)} ${round(r)} 0 1 1 -.01 0Z`;
  }
  const angle = part * 2 * Math.PI;
  const [dx, dy] = [Math.sin(angle) * r, -Math.cos(angle) * r];
  return `M${round(x)} ${round(y)}V${round(y - r)}A${round(r)} ${round(r)} 0 ${part > 0.5 ? 1 : 0} 1 ${round(x + dx)} ${round(y + dy)}Z`;
}

/** A name that can be picked: a rim for the pointer and the focus, then what is drawn. */
export function pickable(
  kind: string,
  number: number,
  step: number,
  label: string,
  rim: readonly [x: number, y: number, width: number, height: number],
  parts: readonly Mark[],
): Mark {
  return {
    ...group(
      `${kind} ${number}`,
      [rect('rim', rim[0], rim[1], rim[2], rim[3], { class: 'mark-rim', rx: 3 }), ...parts],
      { class: 'mark' },
    ),
    label,
    pick: { kind, number, step },
  };
}

/** Many small squares as one mark. */
function dots(key: string, at: readonly (readonly [number, number])[], size: number, tone: string): Mark {
  const d = at.map(([x, y]) => `M${round(x)} ${round(y)}h${size}v${size}h${-size}Z`).join('');
  return path(key, d, { class: tone });
}

/** Many units as one mark of small squares, each known by its name. */
export function unitDots(
  key: string,
  at: readonly (readonly [number, number])[],
  size: number,
  tone: string,
  { kind, numbers, steps, nameOf }: Pick<Crowd, 'kind' | 'numbers' | 'steps' | 'nameOf'>,
): Mark {
  const crowd = { kind, numbers, steps, nameOf, size, at: middles(at, size) };
  return { ...dots(key, at, size, tone), crowd };
}

function middles(
  at: readonly (readonly [number, number])[],
  size: number,
): readonly (readonly [number, number])[] {
  return at.map(([x, y]) => [x + size / 2, y + size / 2] as const);
}

/** How a crowd stands in a box: columns, the px from one to the next, and how large each is drawn. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly pitchX: number;
  readonly pitchY: number;
  readonly size: number;
  /** Index of the size that fits; the number of sizes: none does. */
  readonly detail: number;
}

export interface GridSize {
  /** Width of a unit, and the px from one to the next across and down. */
  readonly size: number;
  readonly pitchX: number;
  readonly pitchY: number;
}

/** The largest of the sizes at which so many fit into a box; the smallest, when none does. */
export function gridFor(count: number, width: number, height: number, sizes: readonly GridSize[]): Grid {
  for (const [detail, one] of sizes.entries()) {
    const columns = Math.max(1, Math.floor((width + one.pitchX - one.size) / one.pitchX));
    const rows = Math.max(1, Math.ceil(count / columns));
    if (rows * one.pitchY <= height) return { ...one, columns, rows, detail };
  }
  const last = sizes.at(-1)!;
  const columns = Math.max(1, Math.floor(width / last.pitchX));
  return { ...last, columns, rows: Math.max(1, Math.floor(height / last.pitchY)), detail: sizes.length };
}

/** Who acts for itself, as a disc: callers, pollers. */
export const DISCS: readonly GridSize[] = [
  { size: 18, pitchX: 24, pitchY: 24 },
  { size: 13, pitchX: 17, pitchY: 17 },
  { size: 9, pitchX: 12, pitchY: 12 },
  { size: 6, pitchX: 8, pitchY: 8 },
  { size: 4, pitchX: 6, pitchY: 6 },
];

/** The middle of a unit from the grid's corner; null: there is no room to draw it singly. */
export function middleIn(grid: Grid, stand: number): readonly [x: number, y: number] | null {
  const row = Math.floor(stand / grid.columns);
  if (row >= grid.rows) return null;
  return [(stand % grid.columns) * grid.pitchX + grid.size / 2, row * grid.pitchY + grid.size / 2];
}
