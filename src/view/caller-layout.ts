/** Where those who call, Lambda's door and the environments stand: a row each while they are few, else crowds. */
import { rackHeight } from './jar-rack.ts';
import type { JarShape } from './jar.ts';
import { DISCS, gridFor, middleIn } from './part.ts';
import type { Point } from './polyline.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface CallerLayout {
  readonly width: number;
  readonly height: number;
  readonly narrow: boolean;
  /** One row a caller and one an environment. */
  readonly isRows: boolean;
  readonly rows: number;
  readonly box: Box;
  readonly inset: number;
  readonly sheet: Box;
  readonly bodyY: number;
  readonly seen: { readonly x: number; readonly y: number; readonly width: number };
  /** Lambda's door stands upright; below a crowd it lies. */
  readonly door: {
    readonly x: number;
    readonly top: number;
    readonly bottom: number;
    readonly isLying: boolean;
    readonly turnedY: number;
  };
  /** Right end of a caller's words and clock. */
  readonly rowRight: number;
  readonly ringAt: (stand: number) => Point;
  readonly jarAt: (stand: number) => JarShape;
  readonly crowd: Box;
  readonly crowdSize: number;
  /** null: there is no room to draw it singly. */
  readonly crowdAt: (stand: number) => Point | null;
  readonly rack: Box;
}

const MOST_ROWS = 5;
/** Few stand wide apart. */
const ROOMY = { pitch: 48, jar: { width: 32, height: 40 } } as const;
const TIGHT = { pitch: 41, jar: { width: 27, height: 34 } } as const;
/** px of a line of what the door has turned away. */
const TURNED = 22;

/** What a run has most of. */
export interface CallerMost {
  /** Callers and environments that stand at its busiest moment. */
  readonly callers: number;
  readonly environments: number;
  /** Places of its bench; what stands at the busiest moment, where there is none. */
  readonly places: number;
  /** Kinds of answers by which Lambda's door turns requests away. */
  readonly turned: number;
}

/** The layout: a function of the width and of what the run has most of, not of the moment. */
export function callerLayout(width: number, most: CallerMost): CallerLayout {
  const narrow = width < 600;
  const rows = Math.max(1, most.callers, most.environments);
  const isRows = rows <= MOST_ROWS;
  const bodyY = narrow ? 48 : 56;
  const { pitch, jar } = rows <= 3 ? ROOMY : TIGHT;
  const seenWide = 186;
  const boxWide = narrow ? (isRows ? 196 : width) : 236;
  const inset = narrow ? 0 : 14;
  const grid = gridFor(Math.max(1, most.callers), boxWide - 2 * inset, narrow ? 72 : 120, DISCS);
  const crowdTall = Math.min(grid.rows * grid.pitchY, narrow ? 72 : 120);
  const rackWide = narrow ? width - 32 : width - 24 - (24 + seenWide + 20 + boxWide + 158) - 40;
  const tallest = narrow ? 120 : 150;
  const rackTall = rackHeight(most.places, rackWide, tallest);
  const bodyHeight = isRows
    ? rows * pitch
    : narrow
      ? crowdTall + 38
      : Math.max(rackTall + 46, crowdTall + 38);
  const foot = narrow ? 0 : 8 + most.turned * TURNED;
  const box: Box = narrow
    ? { x: 0, y: 0, width: boxWide, height: bodyY + bodyHeight }
    : { x: 24 + seenWide + 20, y: 8, width: boxWide, height: bodyY - 8 + bodyHeight + foot };
  const sheetX = narrow ? width - 62 : box.x + box.width + 158;
  const rackY = narrow ? bodyY + bodyHeight + 62 : bodyY + 8;
  const sheet: Box =
    narrow && !isRows
      ? { x: 0, y: rackY - 54, width, height: rackTall + 54 + 44 }
      : {
          x: sheetX,
          y: narrow ? bodyY - 6 : 8,
          width: narrow ? 62 : width - 24 - sheetX,
          height: narrow ? bodyHeight + 12 : box.height,
        };
  const crowd: Box = { x: box.x + inset, y: bodyY, width: box.width - 2 * inset, height: crowdTall };
  const bottom = sheet.y + sheet.height;
  return {
    width,
    height: bottom,
    narrow,
    isRows,
    rows,
    box,
    inset,
    sheet,
    bodyY,
    seen: narrow ? { x: 0, y: bottom + 22 + most.turned * TURNED, width } : { x: 24, y: 12, width: seenWide },
    door: {
      x: sheet.x,
      top: sheet.y + 4,
      bottom: sheet.y + sheet.height - 4,
      isLying: narrow && !isRows,
      turnedY: narrow ? bottom + 20 : bottom + 6 - most.turned * TURNED,
    },
    rowRight: narrow ? 178 : box.x + box.width - inset,
    ringAt: (stand) => [box.x + inset + 10, bodyY + stand * pitch + pitch / 2],
    jarAt: (stand) => ({
      x: narrow ? sheetX + 15 : sheetX + 30,
      ground: bodyY + stand * pitch + pitch / 2 + jar.height / 2,
      ...jar,
    }),
    crowd,
    crowdSize: grid.size,
    crowdAt: (stand) => {
      const middle = middleIn(grid, stand);
      return middle && [crowd.x + middle[0], crowd.y + middle[1]];
    },
    rack: narrow
      ? { x: 16, y: rackY, width: rackWide, height: tallest }
      : { x: sheetX + 22, y: rackY, width: rackWide, height: tallest },
  };
}
