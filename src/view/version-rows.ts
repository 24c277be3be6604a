/** The versions of a function, one below the other: what leads to each, its environments, and what came of its requests. */
import { formatCount } from '../sim/format-time.ts';
import { functionNamed, qualifierOf } from '../sim/function-named.ts';
import { withRevision } from '../sim/revision.ts';
import { askedFor, everPointedTo, pointingAt, routedBetween } from './alias-story.ts';
import { counted, looksTally } from './environment-marks.ts';
import { resultMarks } from './function-part.ts';
import { jarRack } from './jar-rack.ts';
import { entered } from './ledger.ts';
import { as, group, named, path, rect, round, words, type Mark } from './mark.ts';
import { note } from './part.ts';
import { percent } from './percent.ts';
import { placeNamed, type SceneInput } from './scene-input.ts';
import { packedText } from './size-text.ts';
import { standsOf } from './stands.ts';
import { fitText, textWidth } from './text-width.ts';
import { hasReasons, reasonsText } from './turned-away.ts';

/** px of a version's title and of the line with its shares. */
const TITLE = 20;
const SHARES = 18;
const METER = 54;

export interface VersionRow {
  readonly place: number;
  /** `version 2`, `$LATEST`. */
  readonly title: string;
  /** What it is packed as, where versions differ in that: `zip, 35 MB`; else empty. */
  readonly packed: string;
  /** State of the version; `absent`: it is not published yet. */
  readonly standing: string;
  readonly isDouble: boolean;
}

/** The places of a function: its $LATEST, its versions. */
export function versionPlaces({ trace }: SceneInput, fn: number): number[] {
  return trace.places.flatMap((place, number) =>
    number === fn || (place.of === fn && place.type === 'version') ? [number] : [],
  );
}

export function aliasPlaces({ trace }: SceneInput, fn: number): number[] {
  return trace.places.flatMap((place, number) => (place.of === fn && place.type === 'alias' ? [number] : []));
}

/** By place: what the code of a version is packed as; empty where all are packed alike or nothing is said of it. */
function packedBy({ trace, scenario }: SceneInput, places: readonly number[]): ReadonlyMap<number, string> {
  const texts = new Map(
    places.map((place) => {
      const { name, type } = trace.places[place]!;
      const fn = functionNamed(scenario.settings, name)!;
      const own = type === 'version' ? fn.versions?.[qualifierOf(name)!]?.revision : undefined;
      const made = withRevision(fn, own ?? null).package;
      return [place, made ? packedText(made) : ''] as const;
    }),
  );
  return new Set(texts.values()).size > 1 ? texts : new Map();
}

/** The versions that are worth a row: that something leads to, or has run in. */
export function rowsOf(input: SceneInput, fn: number, names: readonly string[]): VersionRow[] {
  const { trace, scenario, world, atUs } = input;
  const asked = new Set(names.map((name) => placeNamed(trace, name)));
  const pointed = new Set(aliasPlaces(input, fn).flatMap((alias) => everPointedTo(trace, scenario, alias)));
  const places = versionPlaces(input, fn);
  const used = places.filter(
    (place) =>
      asked.has(place) ||
      pointed.has(place) ||
      (standsOf(trace, 'environment').most[place] ?? 0) > 0 ||
      trace.places[place]!.type === 'version',
  );
  const packed = packedBy(input, used);
  return used.map((place, index) => {
    const { name, type } = trace.places[place]!;
    const actor = (world.actors['version'] ?? []).find((one) => one.place === place);
    return {
      place,
      title: type === 'version' ? `version ${qualifierOf(name)}` : '$LATEST',
      packed: packed.get(place) ?? '',
      standing:
        type !== 'version'
          ? 'active'
          : (actor?.state ?? (entered(trace, 'version', 'failed', place, atUs) > 0 ? 'failed' : 'absent')),
      isDouble: index % 2 === 1,
    };
  });
}

/** What is said of a version that cannot be invoked. */
const ABSENT: Readonly<Record<string, string>> = {
  absent: 'not published yet',
  pending: 'pending: its snapshot is made',
  failed: 'failed: no snapshot could be made',
};

export interface Row extends VersionRow {
  readonly y: number;
  readonly height: number;
  /** Height at which what leads to it comes in. */
  readonly port: number;
  readonly marks: readonly Mark[];
  readonly says: string;
}

/** The alias whose shares are told beside a version: the one that most requests have named. */
function leadingAlias(input: SceneInput, aliases: readonly number[], version: number): number {
  const { trace, scenario, atUs } = input;
  const leading = aliases
    .filter((alias) => {
      const now = pointingAt(trace, scenario, alias, atUs)?.now;
      return now && (now.version === version || now.additional === version);
    })
    .toSorted((a, b) => askedFor(trace, scenario, b, atUs) - askedFor(trace, scenario, a, atUs));
  return leading[0] ?? -1;
}

/** Expected and counted share of a version: what was said is dashed, what happened is solid. */
function shareMarks(
  input: SceneInput,
  alias: number,
  version: number,
  room: number,
): { readonly marks: Mark[]; readonly says: string } {
  const { trace, scenario, atUs } = input;
  const now = pointingAt(trace, scenario, alias, atUs)!.now;
  const expected = now.additional === version ? now.weight : 1 - now.weight;
  const both = [now.version, now.additional].map((one) =>
    one < 0 ? 0 : routedBetween(trace, scenario, { alias, version: one }, now.atUs, atUs),
  );
  const all = both[0]! + both[1]!;
  const own = now.additional === version ? both[1]! : both[0]!;
  const share = all === 0 ? 0 : own / all;
  const said = `${percent(expected)} expected`;
  const happened =
    all === 0 ? 'none counted yet' : `${percent(share)} counted, ${formatCount(own)} of ${formatCount(all)}`;
  const short = all === 0 ? 'none yet' : `${percent(share)} counted`;
  const hasMeter = room > METER + 150;
  const x = hasMeter ? METER + 10 : 0;
  const gap = textWidth(said, 11.6) + 10;
  const isRoomy = x + gap + textWidth(happened, 11.6) <= room;
  return {
    says: `${said}, ${happened}`,
    marks: [
      ...(hasMeter
        ? [
            path('whole', `M0 0.5H${METER}`, { class: 'stroke-edge', 'stroke-width': 1 }),
            rect('expected', 0.5, -9.5, Math.max(1, METER * expected), 10, {
              rx: 2,
              class: 'fill-none stroke-ink',
              'stroke-width': 1.25,
              'stroke-dasharray': '3 2.5',
            }),
            rect('counted', 0.5, -7, METER * share, 5, { rx: 1, class: 'fill-ink' }),
          ]
        : []),
      note('said', x, 0, said),
      note(
        'happened',
        x + gap,
        0,
        fitText(isRoomy ? happened : short, room - x - gap, 11.4),
        'fill-ink font-semibold',
      ),
    ],
  };
}

export function versionRow(
  input: SceneInput,
  row: VersionRow,
  aliases: readonly number[],
  measures: {
    readonly y: number;
    readonly width: number;
    readonly tallest: number;
    readonly like: number;
    readonly isShared: boolean;
  },
): Row {
  const { trace, atUs } = input;
  const { y, width, tallest, like, isShared } = measures;
  const { place, title, packed, standing } = row;
  const isPublished = standing === 'active';
  const hasRun = (standsOf(trace, 'environment').most[place] ?? 0) > 0;
  const alias = leadingAlias(input, aliases, place);
  const shares = alias < 0 ? null : shareMarks(input, alias, place, width);
  const bodyY = TITLE + (isShared ? SHARES : 2);
  const rack = hasRun ? jarRack(input, place, { width, tallest, like }) : null;
  const tally = rack && rack.environments.length > 0 ? looksTally(rack.environments) : 'no environment';
  const reasonsY = bodyY + (rack ? rack.height + 32 : isShared ? 12 : 16);
  const height = hasReasons(trace, [place])
    ? reasonsY + 4
    : bodyY + (rack ? rack.height + 20 : isShared ? 0 : 4);
  const reasons = reasonsText(trace, [place], atUs);
  const nothing = !isPublished
    ? (ABSENT[standing] ?? standing)
    : alias < 0
      ? 'nothing leads here'
      : 'no request yet';
  const failed = entered(trace, 'request', 'failed', place, atUs);
  const throttled = entered(trace, 'request', 'throttled', place, atUs);
  const succeeded = entered(trace, 'request', 'succeeded', place, atUs);
  const packedX = textWidth(title, 12.8) + 10;
  const titleWide = packedX + (packed === '' ? 0 : textWidth(packed, 11.6) + 12);
  return {
    ...row,
    y,
    height,
    port: y + 8,
    says: [
      packed === '' ? title : `${title} (${packed})`,
      ...(hasRun && isPublished ? [] : [nothing]),
      ...(shares ? [shares.says] : succeeded > 0 ? [`${formatCount(succeeded)} succeeded`] : []),
      ...(rack && rack.environments.length > 0
        ? [`${counted(rack.environments.length, 'environment')}, ${tally}`]
        : []),
      ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
      ...(throttled > 0 ? [`${formatCount(throttled)} throttled`] : []),
      ...(reasons === '' ? [] : [reasons]),
    ].join(', '),
    marks: [
      words('title', 0, 12, title, {
        class: `t-label ${isPublished ? 'font-semibold' : 'fill-ink3'}`,
      }),
      ...(packed === '' ? [] : [note('packed', packedX, 12, packed)]),
      ...(hasRun
        ? [
            group('results', resultMarks(input, place, 12, width - titleWide), {
              transform: `translate(${round(titleWide - 12)} 0)`,
            }),
          ]
        : [note('nothing', titleWide, 12, fitText(nothing, width - titleWide, 11), 'fill-ink3')]),
      ...(shares
        ? [
            named(
              `Share of ${title}: ${shares.says}`,
              as('said', group('shares', shares.marks, { transform: `translate(0 ${TITLE + 11})` })),
            ),
          ]
        : hasRun && isShared
          ? [note('idle', 0, TITLE + 11, 'no alias leads here now', 'fill-ink3')]
          : []),
      ...(rack
        ? [
            group('rack', rack.marks, { transform: `translate(0 ${bodyY})` }),
            note('tally', 0, bodyY + rack.height + 17, fitText(tally, width, 11)),
          ]
        : []),
      ...(reasons === ''
        ? []
        : [note('reasons', 0, reasonsY, fitText(reasons, width, 11), 'fill-ink font-semibold')]),
    ],
  };
}
