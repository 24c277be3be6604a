/** A function with versions and aliases: the names it is invoked by, where each leads, and the environments of each version. */
import { formatCount, formatTime } from '../sim/format-time.ts';
import { qualifierOf } from '../sim/function-named.ts';
import { entryMarks, percent, wayThrough, type Branch, type Entry } from './alias-fork.ts';
import {
  askedFor,
  everPointedTo,
  namesAsked,
  pointingAt,
  routedBetween,
  type Pointing,
} from './alias-story.ts';
import { counted, looksTally } from './environment-marks.ts';
import { resultMarks, type FunctionPartOptions } from './function-part.ts';
import { jarRack } from './jar-rack.ts';
import { entered } from './ledger.ts';
import { group, path, rect, round, words, type Mark } from './mark.ts';
import { headMarks, note, sheet, type Inlet, type Part, type PartMaker } from './part.ts';
import { placeNamed, titleOf, type SceneInput } from './scene-input.ts';
import { standsOf } from './stands.ts';
import { fitText, textWidth } from './text-width.ts';
import { hasReasons, reasonsText } from './turned-away.ts';

const PAD = 12;
const HEAD = 30;
/** px of a version's title and of the line with its shares. */
const TITLE = 20;
const SHARES = 18;
const METER = 54;
/** More environments than these of one version are drawn without letters. */
const CROWD = 40;

interface VersionRow {
  readonly place: number;
  /** `version 2`, `$LATEST`. */
  readonly title: string;
  /** State of the version; `absent`: it is not published yet. */
  readonly standing: string;
  readonly isDouble: boolean;
}

/** The places of a function: its $LATEST, its versions. */
function versionPlaces({ trace }: SceneInput, fn: number): number[] {
  return trace.places.flatMap((place, number) =>
    number === fn || (place.of === fn && place.type === 'version') ? [number] : [],
  );
}

function aliasPlaces({ trace }: SceneInput, fn: number): number[] {
  return trace.places.flatMap((place, number) => (place.of === fn && place.type === 'alias' ? [number] : []));
}

/** Whether a function has versions or aliases: then it is drawn by this part. */
export function isReleased(input: SceneInput, fn: number): boolean {
  return input.trace.places.some(({ of }) => of === fn);
}

/** The versions that are worth a row: that something leads to, or has run in. */
function rowsOf(input: SceneInput, fn: number, names: readonly string[]): VersionRow[] {
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
  return used.map((place, index) => {
    const { name, type } = trace.places[place]!;
    const actor = (world.actors['version'] ?? []).find((one) => one.place === place);
    return {
      place,
      title: type === 'version' ? `version ${qualifierOf(name)}` : '$LATEST',
      standing:
        type !== 'version'
          ? 'active'
          : (actor?.state ?? (entered(trace, 'version', 'failed', place, atUs) > 0 ? 'failed' : 'absent')),
      isDouble: index % 2 === 1,
    };
  });
}

/** How an alias was before it was moved. */
function wasText(input: SceneInput, now: Pointing, before: Pointing | null): string {
  const { trace } = input;
  if (!before) return '';
  const name = (place: number) => `version ${qualifierOf(trace.places[place]!.name)}`;
  // A share that grows is told by its figures.
  if (before.version === now.version && before.additional < 0 && now.additional >= 0) {
    return `split since ${formatTime(now.atUs, 0)}`;
  }
  const at = formatTime(now.atUs, 0);
  if (before.version !== now.version) return `was ${name(before.version)} until ${at}`;
  return now.additional < 0 ? `all to ${name(now.version)} since ${at}` : `since ${at}`;
}

/** What is said of a version that cannot be invoked. */
const ABSENT: Readonly<Record<string, string>> = {
  absent: 'not published yet',
  pending: 'pending: its snapshot is made',
  failed: 'failed: no snapshot could be made',
};

interface Row extends VersionRow {
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

function versionRow(
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
  const { place, title, standing } = row;
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
  const titleWide = textWidth(title, 12.8) + 10;
  return {
    ...row,
    y,
    height,
    port: y + 8,
    says: [
      title,
      ...(isPublished ? [] : [ABSENT[standing] ?? standing]),
      ...(shares ? [shares.says] : []),
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
      ...(hasRun
        ? [
            group('results', resultMarks(input, place, 12, width - titleWide), {
              transform: `translate(${round(titleWide - 12)} 0)`,
            }),
          ]
        : [note('nothing', titleWide, 12, fitText(nothing, width - titleWide, 11), 'fill-ink3')]),
      ...(shares
        ? [group('shares', shares.marks, { transform: `translate(0 ${TITLE + 11})` })]
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

/** The part of a function that has versions. */
export function releasePart(input: SceneInput, fn: number, options: FunctionPartOptions): PartMaker {
  return (width): Part => {
    const { trace, scenario, atUs } = input;
    const id = trace.places[fn]!.name;
    const names = namesAsked(scenario, id);
    const aliases = aliasPlaces(input, fn);
    const versions = rowsOf(input, fn, names);
    const narrow = width < 400;
    const forkX = narrow ? 64 : 96;
    const toX = narrow ? 90 : 148;
    const rowX = toX + 12;
    const rowWide = width - rowX - PAD;
    const running = versions.filter(({ place }) => (standsOf(trace, 'environment').most[place] ?? 0) > 0);
    const like = Math.max(...versions.map(({ place }) => standsOf(trace, 'environment').most[place] ?? 0));
    // Very many are small, whatever the room.
    const room = like > CROWD ? Math.min(options.tallest, 90) : options.tallest;
    const tallest = Math.max(34, Math.round(room / Math.max(1, running.length)) - 6);
    const rows: Row[] = [];
    let y = HEAD + 4;
    for (const version of versions) {
      const isShared = aliases.some((alias) => everPointedTo(trace, scenario, alias).includes(version.place));
      const row = versionRow(input, version, aliases, { y, width: rowWide, tallest, like, isShared });
      rows.push(row);
      y += row.height + 12;
    }
    const portOf = (place: number) => rows.find((row) => row.place === place)?.port ?? HEAD + 12;
    const branch = (version: number, share: number): Branch => ({
      version,
      share,
      y: portOf(version),
      isDouble: rows.find((row) => row.place === version)?.isDouble ?? false,
    });
    const drafts = [
      ...aliases.flatMap((alias) => {
        const found = pointingAt(trace, scenario, alias, atUs);
        if (!found) return [];
        const { now, before } = found;
        const branches = [
          branch(now.version, 1 - now.weight),
          ...(now.additional >= 0 ? [branch(now.additional, now.weight)] : []),
        ];
        return [
          {
            place: alias,
            text: `:${qualifierOf(trace.places[alias]!.name)}`,
            isAlias: true,
            was: narrow ? wasText(input, now, before).replace('version ', 'v') : wasText(input, now, before),
            branches,
            isIdle: askedFor(trace, scenario, alias, atUs) === 0,
          },
        ];
      }),
      ...names.flatMap((name) => {
        const place = placeNamed(trace, name);
        if (place < 0 || trace.places[place]!.type === 'alias' || !rows.some((row) => row.place === place))
          return [];
        return [
          {
            place,
            text: place === fn ? 'unqualified' : `:${qualifierOf(name)}`,
            isAlias: false,
            was: '',
            branches: [branch(place, 1)],
            isIdle: askedFor(trace, scenario, place, atUs) === 0,
          },
        ];
      }),
    ];
    // Each name near where it leads first, at the same height whatever it leads to; no closer than its words need.
    const homeOf = (draft: (typeof drafts)[number]) =>
      draft.isAlias
        ? Math.min(...everPointedTo(trace, scenario, draft.place).map(portOf)) + 22
        : draft.branches[0]!.y;
    let free = HEAD + 26;
    const entries = drafts
      .toSorted((a, b) => homeOf(a) - homeOf(b) || Number(b.isAlias) - Number(a.isAlias))
      .map((draft): Entry & { readonly place: number } => {
        const at = Math.max(free, homeOf(draft));
        free = at + (draft.was === '' ? 36 : 60);
        return { ...draft, y: at };
      });
    const height = Math.max(y, free - 22) + 2;
    const name = titleOf(scenario, id);
    const inlets = new Map<string, Inlet>(
      entries.map((entry) => [
        trace.places[entry.place]!.name,
        {
          y: entry.y,
          ways: new Map(
            entry.branches.map(({ version }) => [version, wayThrough(entry, version, forkX, toX)]),
          ),
        },
      ]),
    );
    return {
      key: `function ${fn}`,
      holds: [fn, ...versionPlaces(input, fn), ...aliases].flatMap((place) => [
        `request@${place}`,
        `environment@${place}`,
        `function@${place}`,
      ]),
      width,
      height,
      port: entries[0]?.y ?? HEAD + 20,
      inlets,
      marks: [
        sheet(width, height),
        group(
          'head',
          headMarks(
            name === 'function' ? '' : 'Function',
            name === 'function' ? 'Function' : name,
            width - 2 * PAD,
            PAD,
            20,
          ),
        ),
        group(
          'fork',
          entries.map((entry) => entryMarks(entry, forkX, toX)),
        ),
        ...rows.map((row) =>
          group(`version ${row.place}`, [
            ...(entries.some(({ branches }) =>
              branches.some(({ version, share }) => version === row.place && share > 0),
            )
              ? [
                  path('arrow', `M${toX - 2} ${round(row.port - 6)}l8 6-8 6Z`, {
                    class: 'fill-ink2',
                  }),
                ]
              : []),
            group('row', row.marks, { transform: `translate(${rowX} ${round(row.y)})` }),
          ]),
        ),
      ],
      says: `${name === 'function' ? 'function' : `function ${name}`}: ${entries
        .filter(({ isAlias }) => isAlias)
        .map(
          ({ text, branches }) =>
            `alias ${text.slice(1)} leads to ${branches.map(({ version }) => rows.find((row) => row.place === version)?.title ?? '').join(' and ')}`,
        )
        .concat(rows.map((row) => row.says))
        .join('; ')}`,
    };
  };
}
