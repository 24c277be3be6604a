/** A function with versions and aliases: the names it is invoked by, where each leads, and the environments of each version. */
import { listed } from '../sim/listed.ts';
import { formatTime } from '../sim/format-time.ts';
import { qualifierOf } from '../sim/function-named.ts';
import { entryMarks, wayThrough, type Branch, type Entry } from './alias-fork.ts';
import { askedFor, everPointedTo, namesAsked, pointingAt, type Pointing } from './alias-story.ts';
import type { FunctionPartOptions } from './function-part.ts';
import { group, path, round } from './mark.ts';
import { headMarks, sheet, type Inlet, type Part, type PartMaker } from './part.ts';
import { placeNamed, titleOf, type SceneInput } from './scene-input.ts';
import { standsOf } from './stands.ts';
import { aliasPlaces, rowsOf, versionPlaces, versionRow, type Row } from './version-rows.ts';

const PAD = 12;
const HEAD = 30;
/** More environments than these of one version are drawn without letters. */
const CROWD = 40;

/** Whether a function has versions or aliases: then it is drawn by this part. */
export function isReleased(input: SceneInput, fn: number): boolean {
  return input.trace.places.some(({ of }) => of === fn);
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
      title: rows.find((row) => row.place === version)?.title ?? '',
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
        free = at + (draft.was === '' ? 42 : 64);
        return { ...draft, y: at };
      });
    const height = Math.max(y, free - 26) + 2;
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
            `alias ${text.slice(1)} leads to ${listed(branches.map(({ version }) => rows.find((row) => row.place === version)?.title ?? ''))}`,
        )
        .concat(rows.map((row) => row.says))
        .join('; ')}`,
    };
  };
}
