/** Where things stand at the edge: one way out to the origin, one way back, and the cache between them. */
import type { Point } from './polyline.ts';

export type Stop = 'viewer request' | 'origin request' | 'origin response' | 'viewer response';
export const STOPS: readonly Stop[] = [
  'viewer request',
  'origin request',
  'origin response',
  'viewer response',
];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface StopPlace {
  /** Where the jars stand: the left end of the lowest ground, and the room. */
  readonly rack: Box;
  /** Left end and baselines of the two lines of words. */
  readonly words: Point;
  /** Where a request stands on its way while the function runs. */
  readonly spot: Point;
  /** Its number in the order of a miss, from 1, and where that stands. */
  readonly nth: number;
}

export interface EdgeLayout {
  readonly width: number;
  readonly height: number;
  readonly narrow: boolean;
  readonly viewer: Box;
  readonly location: Box;
  readonly cache: Box;
  readonly origin: Box;
  readonly stops: Readonly<Record<Stop, StopPlace>>;
  /** The way there: viewer, cache, origin; and back. */
  readonly out: readonly Point[];
  readonly back: readonly Point[];
  /** Points in the order of a miss: viewer, four stops with the cache and the origin between, viewer. */
  readonly points: readonly Point[];
  /** Between the origin and the way back. */
  readonly corner: Point;
  /** From the cache's door on the way out to that on the way back. */
  readonly turn: readonly Point[];
  readonly seen: Point;
}

const JARS = 52;
/** px from the viewers' box to the middle of a token beside it, where the words leave it no room inside. */
const TOKEN = 9;

/** @param width px; from 600 on 24 px are kept free on both sides, below none. */
export function edgeLayout(width: number): EdgeLayout {
  return width < 600 ? narrowLayout(width) : wideLayout(width);
}

function wideLayout(width: number): EdgeLayout {
  const pad = 24;
  const from = pad;
  const to = width - pad;
  const viewer: Box = { x: from, y: 102, width: 128, height: 88 };
  const origin: Box = { x: to - 120, y: 102, width: 120, height: 88 };
  const [outY, backY] = [126, 166];
  const gap = (origin.x - (viewer.x + viewer.width) - 176) / 2;
  const cache: Box = { x: viewer.x + viewer.width + gap, y: 44, width: 176, height: 188 };
  const stop = (left: number, right: number, isOut: boolean, nth: number): StopPlace => {
    const roomFrom = left + 22;
    const room = right - left - 36;
    return {
      rack: { x: roomFrom, y: isOut ? 54 : backY + 12, width: room, height: JARS },
      words: [roomFrom, isOut ? 36 : backY + 12 + JARS + 18],
      spot: [roomFrom + 20, isOut ? outY : backY],
      nth,
    };
  };
  const [a, b] = [viewer.x + viewer.width, cache.x];
  const [c, d] = [cache.x + cache.width, origin.x];
  const stops = {
    'viewer request': stop(a, b, true, 1),
    'origin request': stop(c, d, true, 2),
    'origin response': stop(c, d, false, 3),
    'viewer response': stop(a, b, false, 4),
  };
  const turnX = cache.x + 18;
  const cacheOut: Point = [turnX, outY];
  const cacheBack: Point = [turnX, backY];
  const originPoint: Point = [d - 12, outY];
  return {
    width,
    height: 276,
    narrow: false,
    viewer,
    location: { x: a + 10, y: 10, width: c - a, height: 256 },
    cache,
    origin,
    stops,
    out: [
      [a, outY],
      [d, outY],
    ],
    back: [
      [d, backY],
      [a, backY],
    ],
    points: [
      [a - 14, outY],
      stops['viewer request'].spot,
      cacheOut,
      stops['origin request'].spot,
      originPoint,
      stops['origin response'].spot,
      cacheBack,
      stops['viewer response'].spot,
      [a - 14, backY],
    ],
    corner: [d - 12, backY],
    turn: [cacheOut, cacheBack],
    seen: [viewer.x, viewer.y + viewer.height + 22],
  };
}

function narrowLayout(width: number): EdgeLayout {
  const middle = width / 2;
  const [outX, backX] = [middle - 28, middle + 28];
  const viewer: Box = { x: middle - 64, y: 10, width: 128, height: 44 };
  const cache: Box = { x: 8, y: 202, width: width - 16, height: 96 };
  const origin: Box = { x: middle - 64, y: 450, width: 128, height: 44 };
  const room = middle - 28 - 20;
  const stop = (top: number, isOut: boolean, nth: number): StopPlace => ({
    rack: { x: isOut ? 8 : backX + 18, y: top + 32, width: room - 12, height: 80 },
    words: [isOut ? 8 : backX + 18, top + 14],
    spot: [isOut ? outX : backX, top + 76],
    nth,
  });
  const stops = {
    'viewer request': stop(72, true, 1),
    'origin request': stop(316, true, 2),
    'origin response': stop(316, false, 3),
    'viewer response': stop(72, false, 4),
  };
  const turnY = cache.y + 18;
  const [cacheOut, cacheBack]: [Point, Point] = [
    [outX, turnY],
    [backX, turnY],
  ];
  return {
    width,
    height: 0,
    narrow: true,
    viewer,
    location: { x: 0, y: 64, width, height: 242 },
    cache,
    origin,
    stops,
    out: [
      [outX, viewer.y + viewer.height],
      [outX, origin.y],
    ],
    back: [
      [backX, origin.y],
      [backX, viewer.y + viewer.height],
    ],
    points: [
      [outX, viewer.y + viewer.height + TOKEN],
      stops['viewer request'].spot,
      cacheOut,
      stops['origin request'].spot,
      [outX, origin.y - 13],
      stops['origin response'].spot,
      cacheBack,
      stops['viewer response'].spot,
      [backX, viewer.y + viewer.height + TOKEN],
    ],
    corner: [backX, origin.y - 13],
    turn: [cacheOut, cacheBack],
    seen: [0, origin.y + origin.height + 24],
  };
}
