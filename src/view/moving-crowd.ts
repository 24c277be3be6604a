/**
 * A crowd: more moving units than the document can carry, as columns of numbers instead of marks. It is drawn
 * on one canvas with the very glyphs that single units have, and stays nameable: whoever points at a unit is told
 * its kind, number and state.
 */
import { formatCount } from '../sim/format-time.ts';
import type { Mark } from './mark.ts';
import type { Sign } from './signs.ts';

/** How a unit looks: drawn once, stamped for each. */
export interface CrowdLook {
  /** Unique within the crowd. */
  readonly name: string;
  /** What it is doing, as the end of its name: `on its way`, `failed`. */
  readonly says: string;
  /** On a square centred at 0. */
  readonly marks: readonly Mark[];
  /** It goes out, not back. */
  readonly leaves: boolean;
  /** Moving, it draws a line behind it. */
  readonly hasTrail: boolean;
  /** The sign of the legend that it is. */
  readonly is?: Sign | undefined;
  /** What the legend's filter leaves of it; default: 1. */
  readonly opacity?: number;
}

/** The short lines behind moving units: of one kind in one picture. */
export interface Trails {
  readonly class: string;
  readonly width: number;
  /** By unit, and one more: where its points begin in `xy`, in numbers. */
  readonly from: Uint32Array;
  /** x and y by turns, px. */
  readonly xy: Float32Array;
}

export interface MovingCrowd {
  readonly count: number;
  /** Middles of the units, px of the scene. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Index into `looks`; into `kinds`. */
  readonly look: Uint16Array;
  readonly kind: Uint8Array;
  /** The actor's number, from 0, and the step that its state comes from. */
  readonly number: Uint32Array;
  readonly step: Int32Array;
  readonly looks: readonly CrowdLook[];
  readonly kinds: readonly string[];
  readonly trails: Trails | null;
}

/** A unit of a crowd: what MarkName and a click are told. */
export interface MovingUnit {
  readonly kind: string;
  readonly number: number;
  readonly step: number;
  /** `Request 12: on its way`. */
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** How far from its middle a unit can be pointed at, px: half of the smallest target. */
const REACH_PX = 12;

function unitOf(crowd: MovingCrowd, unit: number): MovingUnit {
  const kind = crowd.kinds[crowd.kind[unit]!]!;
  const number = crowd.number[unit]!;
  return {
    kind,
    number,
    step: crowd.step[unit]!,
    name: flightName(kind, number, crowd.looks[crowd.look[unit]!]!.says),
    x: crowd.x[unit]!,
    y: crowd.y[unit]!,
  };
}

/** `Request 12: on its way`. */
export function flightName(kind: string, number: number, says: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${formatCount(number + 1)}: ${says}`;
}

/** The unit nearest to a point of the scene, within reach; of those that lie on each other the one drawn last. */
export function unitAt(crowd: MovingCrowd, x: number, y: number): MovingUnit | null {
  let best = -1;
  let nearest = REACH_PX * REACH_PX;
  for (let unit = 0; unit < crowd.count; unit += 1) {
    const distance = (crowd.x[unit]! - x) ** 2 + (crowd.y[unit]! - y) ** 2;
    if (distance <= nearest) {
      nearest = distance;
      best = unit;
    }
  }
  return best < 0 ? null : unitOf(crowd, best);
}

/** Where an actor is now in the crowd; null: it is not under way. */
export function unitNumbered(crowd: MovingCrowd, kind: string, number: number): MovingUnit | null {
  const code = crowd.kinds.indexOf(kind);
  if (code < 0) return null;
  for (let unit = 0; unit < crowd.count; unit += 1) {
    if (crowd.number[unit] === number && crowd.kind[unit] === code) return unitOf(crowd, unit);
  }
  return null;
}

/** The crowd in a sentence: `1,204 under way: 800 requests on their way …`, counted by kind and look. */
export function crowdLabel(crowd: MovingCrowd): string {
  const counts = new Map<string, number>();
  for (let unit = 0; unit < crowd.count; unit += 1) {
    const said = `${crowd.kinds[crowd.kind[unit]!]!}: ${crowd.looks[crowd.look[unit]!]!.says}`;
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  const parts = [...counts].map(([said, count]) => `${formatCount(count)} ${said}`);
  return `${formatCount(crowd.count)} under way: ${parts.join('; ')}.`;
}
