/** A trace written by hand, for tests of what is read off one. */
import { NONE, type Trace } from '../trace.ts';

const ENDS: ReadonlySet<string> = new Set([
  'throttled',
  'denied',
  'refused',
  'checked',
  'succeeded',
  'failed',
  'retired',
]);

const KINDS = [
  {
    name: 'request',
    states: [
      'sent',
      'waiting',
      'running',
      'throttled',
      'denied',
      'refused',
      'checked',
      'succeeded',
      'failed',
    ],
  },
  {
    name: 'environment',
    states: [
      'create',
      'init.extensions',
      'init.runtime',
      'init.function',
      'invoke.init',
      'invoke.handler',
      'frozen',
      'reset',
      'shutdown',
      'retired',
    ],
  },
  { name: 'function', states: ['unused', 'working', 'quiet'] },
].map((kind) => ({
  ...kind,
  isFinal: kind.states.map((state) => ENDS.has(state)),
}));

/** `[atUs, actor, to, more]`, the actor as `request 0`; where it came from is worked out. */
export type Line = readonly [
  atUs: number,
  actor: string,
  to: string,
  more?: { event?: string; cause?: number; reason?: string; other?: number },
];

/** A trace of the given lines; it ends at `endUs`, else with its last line. */
export function traceOf(lines: readonly Line[], endUs?: number): Trace {
  const length = lines.length;
  const events = ['', ...new Set(lines.map((line) => line[3]?.event ?? ''))];
  const reasons = ['', ...new Set(lines.map((line) => line[3]?.reason ?? ''))];
  const last = new Map<string, number>();
  const columns = {
    at: new Float64Array(length),
    kind: new Uint8Array(length),
    actor: new Uint32Array(length),
    event: new Uint8Array(length),
    cause: new Int32Array(length),
    from: new Uint8Array(length),
    to: new Uint8Array(length),
    reason: new Uint8Array(length),
    other: new Int32Array(length),
    otherKind: new Uint8Array(length).fill(NONE),
    place: new Uint8Array(length),
    amount: new Int32Array(length),
  };
  lines.forEach(([atUs, actor, to, more], step) => {
    const [name, number] = actor.split(' ');
    const kind = KINDS.findIndex((candidate) => candidate.name === name);
    const code = KINDS[kind]!.states.indexOf(to);
    if (code < 0) throw new Error(`no state ${to}`);
    columns.at[step] = atUs;
    columns.kind[step] = kind;
    columns.actor[step] = Number(number);
    columns.event[step] = events.indexOf(more?.event ?? '');
    columns.cause[step] = more?.cause ?? -1;
    columns.from[step] = last.get(actor) ?? NONE;
    columns.to[step] = code;
    columns.reason[step] = reasons.indexOf(more?.reason ?? '');
    columns.other[step] = more?.other ?? -1;
    // A request speaks of its environment, an environment of its request.
    if (columns.other[step] >= 0) columns.otherKind[step] = 1 - kind;
    last.set(actor, code);
  });
  return {
    ...columns,
    engineVersion: 'by hand',
    seed: 1,
    length,
    kinds: KINDS,
    places: [{ name: 'function', type: 'function' }],
    events,
    reasons,
    endUs: endUs ?? lines.at(-1)?.[0] ?? 0,
    end: { kind: 'horizon' },
    checkpoints: { steps: new Int32Array(), offsets: new Uint32Array(1), data: new Float64Array() },
  };
}
