/**
 * The account's concurrency as benches: one for each reservation and each provisioned concurrency, one for what all
 * others share. A taken place is solid, a free one a dashed outline; all benches are to one scale.
 */
import { formatCount } from '../sim/format-time.ts';
import { jarMarks, jarPath } from './jar.ts';
import { bouncingMarks } from './flight-shapes.ts';
import { glyphMarks } from './glyph.ts';
import { as, group, named, path, rect, round, words, type Mark } from './mark.ts';
import { headMarks, note, ruleOver, type Part, type PartMaker } from './part.ts';
import { accountLimit, functionPlaces, poolsAt, withVersions, type Pool } from './pools.ts';
import type { SceneInput } from './scene-input.ts';
import type { Sign } from './signs.ts';
import { fitText, textWidth } from './text-width.ts';
import { lastTurnedUs, reasonWords, throttledBy } from './turned-away.ts';

const HEAD = 26;
const TALL = 20;
/** px from bench to bench, and of the line with a bench's name where that stands over it. */
const PITCH = 33;
const OVER = 18;
/** Places narrower than this are not drawn singly. */
const SINGLE = 8;
/** px in which a bench is seen to be one, however few its places. */
const LEAST = 3;

/** Reasons for which a request finds a bench full. */
const FULL: Readonly<Record<Pool['kind'], readonly string[]>> = {
  reserved: ['throttled: reserved concurrency'],
  unreserved: ['throttled: concurrency'],
  provisioned: [],
};

function poolName({ kind, name }: Pool, hasOthers: boolean): string {
  if (kind === 'reserved') return `${name}, reserved`;
  if (kind === 'provisioned') return `${name}, provisioned`;
  return hasOthers ? 'unreserved' : 'the whole account';
}

const takenOf = ({ uses }: Pool) => uses.reduce((sum, { running, starting }) => sum + running + starting, 0);

/** What stands on a bench, place by place, from the left. */
type Stand = 'running' | 'starting' | 'ready' | 'initialising' | 'free';

function standsOfPool(pool: Pool): (readonly [stand: Stand, count: number, name: string])[] {
  const taken = takenOf(pool);
  const uses = pool.uses.flatMap(({ running, starting, name }): [Stand, number, string][] => [
    ['running', running, name],
    ['starting', starting, ''],
  ]);
  const idle = Math.max(0, pool.ready - taken);
  const making = pool.initialising;
  return [
    ...uses,
    ...(pool.kind === 'provisioned'
      ? ([
          ['ready', idle, ''],
          ['initialising', making, ''],
        ] satisfies [Stand, number, string][])
      : []),
    ['free', Math.max(0, pool.places - taken - idle - making), ''],
  ];
}

const SIGN: Readonly<Record<Stand, Sign>> = {
  running: 'invoke',
  starting: 'init',
  ready: 'frozen',
  initialising: 'init',
  free: 'free-place',
};

const LOOK = { running: 'invoke', starting: 'init', ready: 'frozen', initialising: 'init' } as const;

/** Every place by itself. */
function singleMarks(pool: Pool, x: number, ground: number, px: number): Mark[] {
  let stand = 0;
  return standsOfPool(pool).flatMap(([kind, count, name]) =>
    Array.from({ length: count }, () => {
      const wide = Math.min(px - 2, 16);
      const shape = {
        x: x + stand * px + (px - wide) / 2,
        ground,
        width: wide,
        height: Math.min(TALL, wide * 1.25),
      };
      stand += 1;
      const drawn =
        kind === 'free'
          ? path(`place ${stand}`, jarPath(shape), {
              class: 'fill-none stroke-edge',
              'stroke-width': 1.25,
              'stroke-dasharray': '2.5 2.5',
              'pointer-events': 'all',
            })
          : group(`place ${stand}`, jarMarks(shape, LOOK[kind], 0.6));
      const whose = name === '' ? '' : `, ${name}`;
      return named(`Place ${formatCount(stand)}: ${kind}${whose}`, as(SIGN[kind], drawn));
    }),
  );
}

/** Blocks to scale; what is free is one dashed outline. */
function blockMarks(pool: Pool, x: number, ground: number, px: number, width: number): Mark[] {
  let at = x;
  return standsOfPool(pool).flatMap(([kind, count, name], index): Mark[] => {
    if (count === 0) return [];
    const wide = kind === 'free' ? Math.max(0, x + width - at) : Math.max(1.5, count * px);
    const left = at;
    at += wide;
    const key = `block ${kind} ${index}`;
    if (kind === 'free') {
      return [
        named(
          `${formatCount(count)} places: free`,
          as(
            'free-place',
            rect(key, left + 0.5, ground - TALL + 0.5, wide - 1, TALL - 1, {
              class: 'fill-none stroke-edge',
              'stroke-width': 1,
              'stroke-dasharray': '3 3',
              'pointer-events': 'all',
            }),
          ),
        ),
      ];
    }
    const d = `M${round(left)} ${ground}v${-TALL}h${round(wide)}v${TALL}Z`;
    const text = `${name} ${formatCount(count)}`;
    const looks = jarMarks({ x: left, ground, width: 0, height: TALL }, LOOK[kind], 1);
    return [
      named(
        `${formatCount(count)} places: ${kind}${name === '' ? '' : `, ${name}`}`,
        as(
          SIGN[kind],
          group(key, [
            ...looks
              .filter((mark) => mark.key === 'body' || mark.key === 'level')
              .map((mark) => ({ ...mark, attrs: { ...mark.attrs, d } })),
            ...(kind === 'running' && name !== '' && textWidth(text, 11.5) + 10 < wide
              ? [
                  words('name', left + 6, ground - 6, text, {
                    class: 't-note t-num font-semibold fill-on-state',
                  }),
                ]
              : []),
          ]),
        ),
      ),
    ];
  });
}

/** What a request meets at a full bench: it bounces off its post. */
function bounceMarks(input: SceneInput, pool: Pool, end: number, ground: number, room: number): Mark[] {
  const { trace, atUs, flightUs } = input;
  const reasons = FULL[pool.kind];
  const all = throttledBy(trace, pool.owners, atUs)
    .filter(({ reason }) => reasons.includes(reason))
    .reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return [];
  const lastUs = lastTurnedUs(trace, pool.owners, reasons, atUs);
  const isNow = flightUs > 0 && atUs - lastUs < flightUs;
  const to = [end + 16, ground - 8] as const;
  const text = `${formatCount(all)} turned away`;
  return [
    ...(isNow
      ? bouncingMarks([end, ground - 6], to, (atUs - lastUs) / flightUs, Infinity).filter(
          ({ key }) => key !== 'code',
        )
      : [group('disc', glyphMarks('throttled'), { transform: `translate(${round(to[0])} ${to[1]})` })]),
    note(
      'away',
      to[0] + 12,
      to[1] + 4,
      fitText(room > textWidth(`429, ${text}`, 11.5) ? `429, ${text}` : formatCount(all), room, 11.5),
      'fill-throttled-text font-semibold',
    ),
  ];
}

function benchMarks(
  input: SceneInput,
  pool: Pool,
  at: { readonly x: number; readonly ground: number; readonly px: number; readonly to: number },
  hasOthers: boolean,
): Mark[] {
  const { x, ground, px, to } = at;
  const width = Math.max(LEAST, pool.places * px);
  const end = x + width;
  const isSingle = px >= SINGLE;
  const bounce = bounceMarks(input, pool, end, ground, to - end - 34);
  // A provisioned bench stands on a double line.
  const line = pool.kind === 'provisioned' ? `M${round(x)} ${ground + 4}H${round(end)}` : '';
  return [
    ...(isSingle ? singleMarks(pool, x, ground, px) : blockMarks(pool, x, ground, px, width)),
    named(
      poolLabel(pool, hasOthers),
      path('bench', `M${round(x - 1)} ${ground - 8}V${ground}H${round(end + 1)}V${ground - 8}${line}`, {
        class: 'fill-none stroke-ink',
        'stroke-width': 1.5,
      }),
    ),
    ...(bounce.length === 0 ? [] : [as('throttled', group('bounce', bounce))]),
  ];
}

function poolLabel(pool: Pool, hasOthers: boolean): string {
  const taken = takenOf(pool);
  const name = poolName(pool, hasOthers);
  const many = `${formatCount(taken)} of ${formatCount(pool.places)} taken`;
  if (pool.kind !== 'provisioned') return `${name}: ${many}`;
  const ready =
    pool.ready < pool.places
      ? `, ${formatCount(pool.ready)} ready, ${formatCount(pool.initialising)} initialising`
      : '';
  return `${name}: ${many}${ready}`;
}

/** The part of the account's pools: as wide as the picture. */
export function poolPart(input: SceneInput): PartMaker {
  return (width): Part => {
    const { trace, atUs } = input;
    const limit = accountLimit(input) ?? 0;
    const pools = poolsAt(input);
    const narrow = width < 560;
    const nameWide = narrow
      ? 0
      : Math.min(
          190,
          Math.max(...pools.map((pool) => textWidth(poolName(pool, pools.length > 1), 12.4))) + 16,
        );
    const countWide = narrow ? 0 : 96;
    // Room beside the longest bench for what bounces off it.
    const from = nameWide + countWide;
    const to = width;
    const most = Math.max(1, ...pools.map(({ places }) => places));
    const px = Math.min(24, (to - from - (narrow ? 84 : 196)) / most);
    const hasOthers = pools.length > 1;
    const taken = pools.reduce((sum, pool) => sum + takenOf(pool), 0);
    let y = HEAD;
    const rows = pools.map((pool) => {
      const top = y;
      y += narrow ? PITCH + OVER : PITCH;
      const ground = top + (narrow ? OVER : 0) + TALL + 6;
      const name = poolName(pool, hasOthers);
      const full = takenOf(pool) >= pool.places && pool.kind !== 'provisioned';
      const tone = full ? 'font-semibold' : 'fill-ink2';
      const count = `${formatCount(takenOf(pool))} of ${formatCount(pool.places)}`;
      return group(`pool ${pool.key}`, [
        ...(narrow
          ? [
              words('name', 0, top + 12, fitText(name, width - 90, 12.4), {
                class: 't-label font-semibold',
              }),
              note('count', width, top + 12, count, tone, 'end'),
            ]
          : [
              words('name', 0, ground - 5, fitText(name, nameWide - 10, 12.4), {
                class: 't-label font-semibold',
              }),
              note('count', from - 14, ground - 5, count, tone, 'end'),
            ]),
        ...benchMarks(input, pool, { x: from + 1, ground, px, to }, hasOthers),
      ]);
    });
    // What is turned away for another reason than a full bench.
    const everyone = functionPlaces(trace).flatMap((fn) => withVersions(trace, fn));
    const others = throttledBy(trace, everyone, trace.endUs).filter(
      ({ reason }) => !Object.values(FULL).flat().includes(reason),
    );
    const said = throttledBy(trace, everyone, atUs).filter(({ reason }) =>
      others.some((other) => other.reason === reason),
    );
    const text = said
      .map(({ reason, count }) => `${formatCount(count)} for ${reasonWords(reason)}`)
      .join(', ');
    // It stands in the first line where that has room, else under the last bench.
    const inHead = `${formatCount(limit)} at once`;
    const sign = narrow
      ? { x: 8, y: y + 4, room: width - 24 }
      : { x: textWidth('Account') + textWidth(inHead, 12.6) + 44, y: 14, room: width * 0.5 };
    return {
      key: 'pools',
      holds: [],
      width,
      height: y + (others.length > 0 && narrow ? 20 : -4),
      port: 12,
      marks: [
        ...ruleOver(width),
        group('head', headMarks('Account', inHead, width * 0.6, 0, 18)),
        note('in use', width, 18, `${formatCount(taken)} taken`, 'fill-ink2', 'end'),
        ...rows,
        ...(text === ''
          ? []
          : [
              named(
                `Turned away: ${text}`,
                as(
                  'throttled',
                  group('others', [
                    group('sign', glyphMarks('throttled'), {
                      transform: `translate(${round(sign.x)} ${sign.y})`,
                    }),
                    note(
                      'text',
                      sign.x + 14,
                      sign.y + 4,
                      fitText(`429, ${text}`, sign.room, 11.4),
                      'fill-throttled-text font-semibold',
                    ),
                  ]),
                ),
              ),
            ]),
      ],
      says: `account: ${pools.map((pool) => poolLabel(pool, hasOthers)).join(', ')}${text === '' ? '' : `; turned away: ${text}`}`,
    };
  };
}
