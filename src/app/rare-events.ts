/**
 * The rare events a reader can make happen at a moment of a run: each is a fault or an operator's change that begins
 * then, in the scenario's own words. Only what can strike something in this scenario is offered.
 */
import { functionIdOf, functionNamed, functionsOf } from '../sim/function-named.ts';
import { callActions } from '../sim/permission.ts';
import { poisonOf } from '../sim/poison.ts';
import type { Rules } from '../sim/rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import type { World } from '../sim/world.ts';
import type { Made } from './made.ts';

export interface RareEvent {
  /** One of a kind in a list. */
  readonly key: string;
  /** What the button says: the effect. */
  readonly says: string;
  /** Whether it lasts, for as long as the reader chooses; else it strikes once. */
  readonly isLasting: boolean;
  /** What is made: it begins at the moment, and ends `forMs` later (null: not in this run). */
  readonly made: (atMs: number, forMs: number | null) => readonly Made[];
}

/** Who is meant by `this one`: an actor by its kind and number, from 0. */
export interface Picked {
  readonly kind: string;
  readonly number: number;
}

/** Units that a handler can be made to fail at. */
const UNITS = ['record', 'message', 'event'] as const;

/** What a slow dependency takes more, ms. */
const SLOWER_MS = 5000;

const until = (atMs: number, forMs: number | null) => (forMs === null ? {} : { untilMs: atMs + forMs });

/** What can be made to happen now; `picked` comes first where it can be struck. The rules are those of the run. */
export function rareEvents(
  scenario: Scenario,
  rules: Rules,
  trace: Trace,
  world: World,
  picked: Picked | null,
): readonly RareEvent[] {
  const ids = calledIn(trace);
  const called = functionsOf(scenario.settings).filter(([id]) => ids.has(id));
  return [
    ...killing(world, picked),
    ...poisoning(trace, world, picked),
    ...failing(called),
    ...throttling(called),
    ...denying(scenario, rules, called),
    ...slowing(scenario),
  ];
}

/** What is said where the run with it is the one without it: a log that a role may not write is no step of a run. */
export function withoutEffect({ settings }: Scenario, made: readonly Made[]): string {
  const denial = made.find((one) => one.kind === 'permission-missing');
  if (!denial) return 'Nothing in this run met it: the run is the same.';
  const isRole =
    'of' in denial && denial.of !== undefined && functionNamed(settings, denial.of) !== undefined;
  return `Nothing in this run needed it: the run is the same${isRole ? ', and only its log is not written' : ''}.`;
}

type Functions = ReturnType<typeof functionsOf>;

const known = new WeakMap<Trace, ReadonlySet<string>>();

/** Ids of the functions that anything is asked of in a run. */
function calledIn(trace: Trace): ReadonlySet<string> {
  const before = known.get(trace);
  if (before) return before;
  const request = trace.kinds.findIndex(({ name }) => name === 'request');
  const places = new Set<number>();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] === request && trace.from[step] === NONE) places.add(trace.place[step]!);
  }
  const ids = new Set([...places].map((place) => functionIdOf(trace.places[place]!.name)));
  known.set(trace, ids);
  return ids;
}

function killing({ environments }: World, picked: Picked | null): RareEvent[] {
  const living = environments.filter(({ state }) => state !== 'shutdown');
  const chosen =
    (picked?.kind === 'environment' && living.find(({ number }) => number === picked.number)) ||
    // The one at work has most to lose.
    living.find(({ state }) => state.startsWith('invoke')) ||
    living[0];
  if (!chosen) return [];
  const number = chosen.number + 1;
  return [
    {
      key: 'kill',
      says: `kill environment ${number}`,
      isLasting: false,
      made: (atMs) => [
        {
          id: `made-kill-${number}`,
          title: `environment ${number} is killed`,
          on: true,
          kind: 'environment-killed',
          which: [number],
          fromMs: atMs,
        },
      ],
    },
  ];
}

function poisoning(trace: Trace, { actors }: World, picked: Picked | null): RareEvent[] {
  return UNITS.flatMap((kind): RareEvent[] => {
    const living = actors[kind] ?? [];
    const chosen = (picked?.kind === kind && living.find((one) => one.number === picked.number)) || living[0];
    const poison = chosen && poisonOf(trace, kind, chosen.number);
    if (!chosen || !poison) return [];
    const number = chosen.number + 1;
    return [
      {
        key: `poison-${kind}`,
        says: `poison ${kind} ${number}`,
        isLasting: false,
        made: (atMs) => [
          {
            id: `made-poison-${kind}-${number}`,
            title: `${kind} ${number} is poison`,
            on: true,
            kind: 'bad-item',
            of: poison.of,
            which: [...poison.which],
            fromMs: atMs,
          },
        ],
      },
    ];
  });
}

function failing(called: Functions): RareEvent[] {
  return called.map(([id, { name = id }]) => ({
    key: `fail-${id}`,
    says: id === 'function' ? 'let the function fail' : `let ${name} fail`,
    isLasting: true,
    made: (atMs, forMs) => [
      {
        id: `made-fail-${id}`,
        title: `${id === 'function' ? 'the function' : name} fails`,
        on: true,
        kind: 'function-error',
        ...(id !== 'function' && { of: id }),
        fromMs: atMs,
        ...until(atMs, forMs),
      },
    ],
  }));
}

function throttling(called: Functions): RareEvent[] {
  return called.map(([id, { name = id, reservedConcurrency }]) => {
    const ofFunction = id === 'function' ? {} : { function: id };
    const whom = id === 'function' ? 'the function' : name;
    return {
      key: `throttle-${id}`,
      says: `throttle ${whom} now`,
      isLasting: true,
      made: (atMs, forMs) => [
        {
          id: `made-throttle-${id}`,
          title: `concurrency of ${whom} is reserved as 0`,
          on: true,
          kind: 'put-function-concurrency',
          ...ofFunction,
          atMs,
          reserved: 0,
        },
        ...(forMs === null
          ? []
          : [
              {
                id: `made-throttle-${id}-end`,
                title:
                  reservedConcurrency === undefined
                    ? `the reservation of ${whom} is taken back`
                    : `${reservedConcurrency} reserved for ${whom} again`,
                on: true,
                kind: 'put-function-concurrency' as const,
                ...ofFunction,
                atMs: atMs + forMs,
                reserved: reservedConcurrency ?? null,
              },
            ]),
      ],
    };
  });
}

/**
 * Whether anything beyond the log is done with a function's role: a source that is read, a record that is sent, a call
 * that AWS checks, interfaces in a VPC.
 */
function usesRole(scenario: Scenario, rules: Rules, [id, fn]: Functions[number]): boolean {
  const named = [...Object.values(fn.aliases ?? {}), ...Object.values(fn.versions ?? {})];
  const sent = [fn.async, ...named.map((one) => one.async)].flatMap((one) => [
    one?.onFailure,
    one?.onSuccess,
  ]);
  const code = [fn, ...Object.values(fn.revisions ?? {})];
  return (
    Object.values(scenario.settings.mappings ?? {}).some(
      ({ function: whom = 'function' }) => functionIdOf(whom) === id,
    ) ||
    [fn.async?.deadLetterQueue, fn.vpc, ...sent].some((one) => one != null) ||
    code.some(({ calls = [] }) => calls.some((call) => callActions(scenario, rules, call).length > 0))
  );
}

/** Whose permission a path of this scenario needs: who calls, who pushes, who reads, a role that is used. */
function permitted(
  scenario: Scenario,
  rules: Rules,
  called: Functions,
): readonly (readonly [of: string, whose: string])[] {
  const { settings } = scenario;
  const pushing = Object.entries(settings.resources ?? {}).filter(([, { type }]) => type === 'push-service');
  return [
    ...(settings.caller === undefined ? [] : [['caller', 'the caller'] as const]),
    ...pushing.map(([id, { title = id }]) => [id, title] as const),
    ...Object.keys(settings.mappings ?? {}).map((id) => [id, `mapping ${id}`] as const),
    ...called
      .filter((one) => usesRole(scenario, rules, one))
      .map(
        ([id, { name = id }]) =>
          [id, id === 'function' ? 'the function’s role' : `the role of ${name}`] as const,
      ),
  ];
}

function denying(scenario: Scenario, rules: Rules, called: Functions): RareEvent[] {
  return permitted(scenario, rules, called).map(([of, whose]) => ({
    key: `deny-${of}`,
    says: `drop what ${whose} may do`,
    isLasting: true,
    made: (atMs, forMs) => [
      {
        id: `made-deny-${of}`,
        title: `${whose} may do nothing`,
        on: true,
        kind: 'permission-missing',
        of,
        fromMs: atMs,
        ...until(atMs, forMs),
      },
    ],
  }));
}

function slowing({ settings }: Scenario): RareEvent[] {
  return Object.entries(settings.resources ?? {}).flatMap(([id, resource]): RareEvent[] => {
    if (resource.type !== 'downstream') return [];
    const name = resource.title ?? id;
    return [
      {
        key: `slow-${id}`,
        says: `slow ${name} by ${SLOWER_MS / 1000}\u202fs`,
        isLasting: true,
        made: (atMs, forMs) => [
          {
            id: `made-slow-${id}`,
            title: `${name} is ${SLOWER_MS / 1000}\u202fs slower`,
            on: true,
            kind: 'call-slow',
            of: id,
            fromMs: atMs,
            afterMs: SLOWER_MS,
            ...until(atMs, forMs),
          },
        ],
      },
    ];
  });
}
