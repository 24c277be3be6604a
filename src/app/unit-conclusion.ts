/** What becomes of the units of a run that does not begin with bare requests: records, messages, events, callers, viewers. */
import { listed } from '../sim/listed.ts';
import { formatDuration } from '../sim/format-time.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Summary } from '../sim/summary.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import { born, endsBy, type EndCount } from '../view/ledger.ts';
import { deniedBeside, whyDenied } from './denied-words.ts';
import { atStart, inWords } from './number-words.ts';

interface Unit {
  readonly kind: string;
  readonly one: string;
  readonly many: string;
}

const UNITS: readonly Unit[] = [
  { kind: 'record', one: 'record', many: 'records' },
  { kind: 'message', one: 'message', many: 'messages' },
  { kind: 'viewer', one: 'viewer', many: 'viewers' },
  { kind: 'event', one: 'event', many: 'events' },
  { kind: 'caller', one: 'caller', many: 'callers' },
];

/** Units a model is about, before any others a run may have. */
const FIRST: Readonly<Record<Scenario['model'], string>> = {
  direct: 'caller',
  'push-synchronous': 'viewer',
  'push-asynchronous': 'event',
  stream: 'record',
  queue: 'message',
};

/** What an end reads like after `are`; `is` and `are` are left out where the end is a verb itself. */
const ENDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  succeeded: ['succeeds', 'succeed'],
  failed: ['fails', 'fail'],
  expired: ['expires', 'expire'],
  'retries exhausted': ['runs out of retries', 'run out of retries'],
  'timed out': ['gives up waiting', 'give up waiting'],
  'function error': ['gets an error', 'get an error'],
  'service error': ['gets a server error', 'get a server error'],
  'bad answer': ['gets no usable answer', 'get no usable answer'],
};

function says({ state, count }: EndCount): string {
  const own = ENDS[state];
  return own ? own[count === 1 ? 0 : 1] : `${count === 1 ? 'is' : 'are'} ${state}`;
}

interface Tally {
  readonly unit: Unit;
  readonly come: number;
  readonly ends: readonly EndCount[];
}

/** Where units of a kind count: a queue that only takes what others gave up counts nothing anew. */
function counts(scenario: Scenario, trace: Trace, kind: string, place: number): boolean {
  if (kind !== 'message') return true;
  const { name } = trace.places[place]!;
  const mappings = Object.values(scenario.settings.mappings ?? {});
  return mappings.length === 0 || mappings.some(({ source }) => source === name);
}

/** The units of a run by a moment; null: it has none but requests. */
function tallyAt(trace: Trace, scenario: Scenario, atUs: number): Tally | null {
  const first = FIRST[scenario.model];
  for (const unit of UNITS.toSorted((a, b) => Number(b.kind === first) - Number(a.kind === first))) {
    const places = trace.places.flatMap((_, place) =>
      counts(scenario, trace, unit.kind, place) ? [place] : [],
    );
    const all = places.reduce((sum, place) => sum + born(trace, unit.kind, place, trace.endUs), 0);
    if (all === 0) continue;
    const ends = new Map<string, number>();
    for (const place of places) {
      for (const { state, count } of endsBy(trace, unit.kind, place, atUs))
        ends.set(state, (ends.get(state) ?? 0) + count);
    }
    return {
      unit,
      come: places.reduce((sum, place) => sum + born(trace, unit.kind, place, atUs), 0),
      ends: [...ends].map(([state, count]) => ({ state, count })),
    };
  }
  return null;
}

/** `38 are processed, two are discarded and three wait`. */
function endsText(ends: readonly EndCount[], open: number): string {
  return listed([
    ...ends.map((end) => `${inWords(end.count)} ${says(end)}`),
    ...(open > 0 ? [`${inWords(open)} ${open === 1 ? 'has' : 'have'} not ended`] : []),
  ]);
}

const openOf = ({ come, ends }: Tally) => come - ends.reduce((sum, { count }) => sum + count, 0);

/** What of the units has been seen; null: the run has none but requests. */
export function unitsSoFar(trace: Trace, scenario: Scenario, atUs: number): string | null {
  const tally = tallyAt(trace, scenario, atUs);
  if (!tally) return null;
  const { unit, come, ends } = tally;
  if (come === 0) return `No ${unit.one} has come yet.`;
  return `${atStart(come)} ${come === 1 ? `${unit.one} has` : `${unit.many} have`} come: ${endsText(ends, openOf(tally))}.`;
}

/** How long the oldest unit that has not ended by the end of the run has waited, µs. */
function oldestOpenUs(trace: Trace, kindName: string): number {
  const kind = trace.kinds.findIndex(({ name }) => name === kindName);
  const bornUs = new Map<number, number>();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    if (trace.from[step] === NONE) bornUs.set(trace.actor[step]!, trace.at[step]!);
    if (trace.kinds[kind]!.isFinal[trace.to[step]!] === true) bornUs.delete(trace.actor[step]!);
  }
  let oldest = trace.endUs;
  for (const us of bornUs.values()) oldest = Math.min(oldest, us);
  return trace.endUs - oldest;
}

const concluded = new WeakMap<Trace, string | null>();

/** What the units of the whole run come to; null: it has none but requests. */
export function unitConclusion(trace: Trace, scenario: Scenario, summary: Summary): string | null {
  if (!concluded.has(trace)) concluded.set(trace, conclude(trace, scenario, summary));
  return concluded.get(trace)!;
}

function conclude(trace: Trace, scenario: Scenario, summary: Summary): string | null {
  const tally = tallyAt(trace, scenario, trace.endUs);
  if (!tally) return null;
  const { unit, come, ends } = tally;
  const open = openOf(tally);
  const [only] = ends;
  const slowest = summary.figure(`ageMs.${unit.kind}.max`) ?? 0;
  const oldest = open > 0 ? oldestOpenUs(trace, unit.kind) : 0;
  const isDenied = ends.some(({ state }) => state === 'denied');
  const beside = deniedBeside(summary, unit.kind, isDenied);
  const time =
    oldest > slowest * 1000
      ? ` The oldest of those has waited ${formatDuration(oldest)}.`
      : slowest === 0
        ? ''
        : ` The slowest takes ${formatDuration(slowest * 1000)}.`;
  if (ends.length === 0) {
    const none =
      come === 1 ? `The one ${unit.one} has not ended.` : `None of ${inWords(come)} ${unit.many} has ended.`;
    return `${none}${come === 1 ? time.replace('The oldest of those', 'It') : time.replace(' of those', '')}${beside}`;
  }
  const why = isDenied ? `: ${whyDenied(summary, unit.kind)}` : '';
  if (ends.length === 1 && open === 0 && only) {
    return `${come === 1 ? `The one ${unit.one} ${says(only)}` : `All ${inWords(come)} ${unit.many} ${says(only).replace('is ', 'are ')}`}${why}.${time}${beside}`;
  }
  return `Of ${inWords(come)} ${unit.many} ${endsText(ends, open)}${why}.${time}${beside}`;
}
