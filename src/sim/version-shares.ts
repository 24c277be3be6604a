/**
 * How the requests that named an alias were shared among its versions: how many each got, and how many it was
 * expected to get by the weights in force when each of them came. Read off the trace alone.
 */
import { NONE, type Trace } from './trace.ts';

const WHOLE = 10_000;

interface VersionShare {
  /** Numbers of the places of the alias and of the version ($LATEST: the function). */
  readonly alias: number;
  readonly version: number;
  /** Requests that named the alias and ran in the version. */
  counted: number;
  /** The sum of the version's shares, one for each request that named the alias, in hundredths of a percent. */
  expected: number;
}

/**
 * Of the requests that named an alias of this version, the share that it got or was expected to get, 0 to 1.
 *
 * @param place of the version.
 * @returns null if no request named such an alias.
 */
export function versionShare(trace: Trace, place: number, figure: 'counted' | 'expected'): number | null {
  const all = versionShares(trace);
  const own = all.filter(({ version }) => version === place);
  // Each request that names an alias adds a whole to what its versions are expected to get.
  const named = all
    .filter(({ alias }) => own.some((one) => one.alias === alias))
    .reduce((sum, { expected }) => sum + expected, 0);
  const sum = own.reduce((met, one) => met + (figure === 'counted' ? WHOLE * one.counted : one.expected), 0);
  return named === 0 ? null : sum / named;
}

/** Every pair of an alias and a version that ever had a share of it, in the order in which they came up. */
function versionShares(trace: Trace): readonly VersionShare[] {
  const kindOf = (name: string) => trace.kinds.findIndex((kind) => kind.name === name);
  const kinds = { request: kindOf('request'), alias: kindOf('alias'), version: kindOf('version') };
  if (kinds.alias < 0) return [];
  const found: VersionShare[] = [];
  /** By place of the alias: what it points to now, and with which share. */
  const now: { readonly of: VersionShare; readonly share: number }[][] = [];
  const homes: number[] = [];
  const shareOf = (alias: number, version: number) => {
    const known = found.find((one) => one.alias === alias && one.version === version);
    if (known) return known;
    const made = { alias, version, counted: 0, expected: 0 };
    found.push(made);
    return made;
  };
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kind[step]!;
    const place = trace.place[step]!;
    if (kind === kinds.version && trace.from[step] === NONE) homes[trace.actor[step]!] = place;
    if (kind === kinds.alias) {
      const isLatest = trace.otherKind[step] === NONE;
      const version = isLatest ? trace.places[place]!.of! : homes[trace.other[step]!]!;
      const pointing = { of: shareOf(place, version), share: trace.amount[step]! };
      if (trace.events[trace.event[step]!] === 'share') now[place]!.push(pointing);
      else now[place] = [pointing];
    }
    if (kind !== kinds.request || trace.from[step] !== NONE) continue;
    const named = namedBy(trace, trace.cause[step]!);
    for (const { of, share } of now[named] ?? []) {
      of.expected += share;
      if (of.version === place) of.counted += 1;
    }
  }
  return found;
}

/** Place that a request named, by the step that caused it; -1: from outside, by the one who calls. */
function namedBy(trace: Trace, cause: number): number {
  if (cause < 0) return trace.places.find(({ type }) => type === 'caller')?.target ?? -1;
  // A deployment's steps stand at its alias, and what it invokes are its hooks.
  if (trace.kinds[trace.kind[cause]!]!.name === 'deployment') return -1;
  const place = trace.place[cause]!;
  return trace.places[place]!.target ?? place;
}
