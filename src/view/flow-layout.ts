/** Where things stand in the flow picture: a function of the run, the width and the limit, not of the moment. */
import { scaleBand } from 'd3';
import type { JarShape } from './jar.ts';
import type { Story } from './story.ts';

export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  readonly narrow: boolean;
  readonly caller: Box;
  /** The service: a rail under which the environments stand; requests travel along it. */
  readonly rail: Box;
  /** Heights at which requests travel and answers come back. */
  readonly outY: number;
  readonly backY: number;
  /** Where the caller's requests leave it and its answers come in. */
  readonly ports: {
    readonly out: readonly [x: number, y: number];
    readonly back: readonly [x: number, y: number];
  };
  /** Jars are drawn singly, as small cells, or as blocks to scale. */
  readonly detail: 'labelled' | 'jars' | 'cells' | 'blocks';
  /** Labels are too close for a state and its age on one line. */
  readonly tight: boolean;
  /** Places drawn, the free ones of a bench included. */
  readonly places: number;
  readonly columns: number;
  /** From the middle of one jar to the next, px. */
  readonly pitch: number;
  readonly rows: number;
  /** The outline of the jar at a place. */
  readonly jarAt: (place: number) => JarShape;
  /** Left and right end of the ground lines, and the heights of them. */
  readonly groundFrom: number;
  readonly groundTo: number;
  readonly grounds: readonly number[];
  /** A bench with as many places as may run at once; false: a plain ground. */
  readonly bench: boolean;
  /** Where the outcomes are written: a column below the caller, or a row beside it. */
  readonly outcomes: { readonly x: number; readonly y: number };
  readonly nameY: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly jar: number;
  readonly pitch: number;
  readonly detail: 'labelled' | 'jars' | 'cells';
}

/** From large to small; the first that fits is taken. */
const SIZES: readonly Size[] = [
  { jar: 72, pitch: 116, detail: 'labelled' },
  { jar: 60, pitch: 100, detail: 'labelled' },
  { jar: 48, pitch: 92, detail: 'labelled' },
  { jar: 40, pitch: 88, detail: 'labelled' },
  { jar: 40, pitch: 58, detail: 'labelled' },
  { jar: 50, pitch: 62, detail: 'jars' },
  { jar: 44, pitch: 54, detail: 'jars' },
  { jar: 34, pitch: 43, detail: 'jars' },
  { jar: 26, pitch: 34, detail: 'jars' },
  { jar: 20, pitch: 27, detail: 'jars' },
  { jar: 14, pitch: 18, detail: 'cells' },
  { jar: 10, pitch: 13, detail: 'cells' },
  { jar: 7, pitch: 9, detail: 'cells' },
  { jar: 5, pitch: 7, detail: 'cells' },
];

/** More places than these are not drawn singly. */
const MOST_CELLS = 2_000;
/** A bench with more places than these would be all dashes; with fewer taken, than those. */
const MOST_PLACES = 60;
const FEW_PLACES = 10;

const heightOf = (jar: number) => Math.round(jar * 1.25);

/** `shutdown 300 ms` needs this much. */
const isTight = (size: Size) => size.pitch < 88;

/** Room above a jar for what waits on it, and below for its name. */
function rowHeight(size: Size): number {
  if (size.detail === 'cells') return heightOf(size.jar) + 4;
  return heightOf(size.jar) + (size.detail === 'labelled' ? 24 + 40 + (isTight(size) ? 14 : 0) : 20 + 12);
}

const layouts = new WeakMap<Story, { readonly key: string; readonly layout: FlowLayout }>();

/**
 * The layout: the same object for the same run and measures, so that marks that depend on it can be kept.
 *
 * @param width px, from 288 on; from 600 on it is the whole stage, with 24 px kept free, below the picture alone
 * @param tallest px the environments may take; rows are added and jars shrink until they fit
 */
export function flowLayout(story: Story, width: number, limit: number | null, tallest?: number): FlowLayout {
  const key = `${width} ${limit} ${tallest}`;
  const known = layouts.get(story);
  if (known?.key === key) return known.layout;
  const layout = measure(story, width, limit, tallest);
  layouts.set(story, { key, layout });
  return layout;
}

function measure(story: Story, width: number, limit: number | null, tallest: number | undefined): FlowLayout {
  const narrow = width < 600;
  const pad = narrow ? 0 : 24;
  const caller: Box = narrow
    ? { x: pad, y: 8, width: 84, height: 44 }
    : { x: pad, y: 16, width: 128, height: 60 };
  const railX = narrow ? pad : caller.x + caller.width + 56;
  const railY = narrow ? caller.y + caller.height + 24 : caller.y;
  const rail: Box = { x: railX, y: railY, width: width - pad - railX, height: narrow ? 54 : caller.height };
  const outY = rail.y + rail.height - (narrow ? 26 : 25);
  const backY = rail.y + rail.height - 11;
  // Beside the service, or above it where there is no room beside.
  const ports: FlowLayout['ports'] = narrow
    ? { out: [caller.x + 28, caller.y + caller.height], back: [caller.x + 56, caller.y + caller.height] }
    : { out: [caller.x + caller.width, outY], back: [caller.x + caller.width, backY] };

  const bench =
    limit !== null && limit > 0 && limit <= (2 * story.places >= limit ? MOST_PLACES : FEW_PLACES);
  const places = Math.max(1, story.places, bench ? limit : 0);
  // Beside the bench the throttled ones bounce off; below a certain width they do so over it.
  const areaFrom = narrow ? pad + 6 : rail.x + 16;
  const areaTo = narrow ? width - pad - 6 : width - pad - 64;
  const most = tallest ?? (narrow ? 260 : 300);

  const rowsOf = (size: Size) => {
    const columns = Math.floor((areaTo - areaFrom) / size.pitch);
    return columns > 0 ? Math.ceil(places / columns) : Infinity;
  };
  // Names and ages are on tap on a phone. Elsewhere one row with names comes first, then whatever fits.
  const sizes = SIZES.filter((size) => (narrow ? size.detail !== 'labelled' : size.jar !== 50));
  const oneRow = sizes.filter(
    (size) => size.detail === sizes[0]!.detail && size.jar >= 34 && rowsOf(size) === 1,
  );
  const inOneRow = oneRow.find((size) => rowHeight(size) <= most) ?? oneRow.at(-1);
  const fitting = inOneRow ?? sizes.find((size) => rowsOf(size) * rowHeight(size) <= most);
  const detail = fitting && places <= MOST_CELLS ? fitting.detail : 'blocks';
  const size: Size = fitting ?? { jar: 5, pitch: 7, detail: 'cells' };
  const columns = Math.max(1, Math.min(places, Math.floor((areaTo - areaFrom) / size.pitch)));
  const rows = detail === 'blocks' ? 1 : Math.ceil(places / columns);
  const row = detail === 'blocks' ? 120 : rowHeight(size);
  const top = rail.y + rail.height + (detail === 'cells' ? 28 : 20);
  const lead = detail === 'cells' ? 0 : detail === 'labelled' ? 24 : 20;
  const jarHeight = detail === 'blocks' ? 120 : heightOf(size.jar);
  const grounds = Array.from({ length: rows }, (_, index) => top + index * row + lead + jarHeight);

  const across = scaleBand<number>()
    .domain(Array.from({ length: columns }, (_, index) => index))
    .range([areaFrom, areaFrom + columns * size.pitch])
    .paddingInner(1 - size.jar / size.pitch)
    .paddingOuter((1 - size.jar / size.pitch) / 2);
  const groundTo = bench ? areaFrom + columns * size.pitch : areaTo;
  const below = grounds.at(-1)! + (detail === 'labelled' ? (isTight(size) ? 58 : 44) : 16);
  const nameY = below + 16;
  const outcomes = narrow
    ? { x: caller.x + caller.width + 20, y: caller.y + caller.height / 2 }
    : { x: caller.x, y: caller.y + caller.height + 36 };
  return {
    width,
    // On the left the outcomes need their own height.
    height: Math.max(nameY + (narrow ? 36 : 24), narrow ? 0 : outcomes.y + 24 * Math.max(3, story.ends.size)),
    narrow,
    caller,
    rail,
    outY,
    backY,
    ports,
    detail,
    tight: isTight(size),
    places,
    columns,
    pitch: size.pitch,
    rows,
    jarAt: (place) => ({
      x: across(place % columns)!,
      ground: grounds[Math.min(rows - 1, Math.floor(place / columns))]!,
      width: across.bandwidth(),
      height: jarHeight,
    }),
    groundFrom: areaFrom - (narrow ? 6 : 8),
    groundTo: groundTo + (bench ? 0 : narrow ? 6 : 8),
    grounds,
    bench,
    outcomes,
    nameY,
  };
}
