/** What a run is reported as: JSON for programs, a page of text for people, lines for log and trace. */
import type { ClaimResult } from '../sim/claims.ts';
import { formatCount, formatDuration } from '../sim/format-time.ts';
import { nameOf, narrateEnd } from '../sim/narrate.ts';
import { shownValue, type AppliedChange } from '../sim/overlay.ts';
import type { Claim, Scenario } from '../sim/scenario.ts';
import type { Summary } from '../sim/summary.ts';
import { queueAdvice } from '../sim/queue-problems.ts';
import { streamAdvice } from '../sim/stream-problems.ts';
import { NONE, type RunEnd, type Trace } from '../sim/trace.ts';
import type { Words } from '../sim/words.ts';
import { endsOf, type UnitEnds } from './ends.ts';
import type { Prepared } from './prepare.ts';

/** A finished run and what was read off it. */
export interface RunReport {
  readonly prepared: Prepared;
  readonly trace: Trace;
  readonly hash: string;
  readonly summary: Summary;
  readonly claims: readonly ClaimResult[];
}

/** The JSON document of one run; its keys are part of the interface. */
export function toJson({ prepared, trace, hash, summary, claims }: RunReport): Record<string, unknown> {
  const { scenario, rules } = prepared;
  const { counts, latencyMs, concurrency, environments, series } = summary;
  return {
    scenario: scenario.id,
    asOf: rules.asOf,
    seed: scenario.seed,
    engineVersion: trace.engineVersion,
    hash,
    end: endName(trace.end),
    endMs: trace.endUs / 1000,
    steps: trace.length,
    counts,
    latencyMs,
    concurrency,
    environments,
    ends: Object.fromEntries(endsOf(trace).map(({ kind, ends, open }) => [kind, { ...ends, open }])),
    claims,
    simplifications: scenario.simplifications,
    ...(series === undefined ? {} : { series }),
  };
}

/** `horizon`, `drained`, `stopped`, or which bound or law. */
export function endName(end: RunEnd): string {
  if (end.kind === 'bound') return `bound: ${end.bound}`;
  return end.kind === 'law' ? `law: ${end.law}` : end.kind;
}

/** A line of JSON a step; absent things are null. */
export function* traceLines(trace: Trace, words: Words): Generator<string> {
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kinds[trace.kind[step]!]!;
    const cause = trace.cause[step]!;
    const from = trace.from[step]!;
    yield JSON.stringify({
      atUs: trace.at[step],
      actor: nameOf(trace, trace.kind[step]!, trace.actor[step]!, words),
      place: trace.places[trace.place[step]!]!.name,
      event: trace.events[trace.event[step]!],
      cause: cause < 0 ? null : cause,
      from: from === NONE ? null : kind.states[from],
      to: kind.states[trace.to[step]!],
      reason: trace.reasons[trace.reason[step]!] || null,
      other: trace.other[step]! < 0 ? null : nameOf(trace, trace.otherKind[step]!, trace.other[step]!, words),
      amount: trace.amount[step],
    });
  }
}

/** A number as people read it: no more than four digits that count, none behind a whole number. */
export function figure(value: number | null): string {
  if (value === null) return 'nothing to measure';
  return Math.abs(value) >= 1000 ? formatCount(value) : String(Number(value.toPrecision(4)));
}

function milliseconds(value: number | null): string {
  return value === null ? '-' : formatDuration(Math.round(value * 1000));
}

/** What a claim expects, in words. */
function expectation(is: Claim['is']): string {
  if ('equal' in is) return figure(is.equal);
  if ('atLeast' in is) return `at least ${figure(is.atLeast)}`;
  if ('atMost' in is) return `at most ${figure(is.atMost)}`;
  return `${figure(is.about)}, within ${figure(is.within)}`;
}

/** A text without the marks around numbers that are the example's own: `[[412 ms]]`. */
export function unmarked(text: string): string {
  return text.replaceAll(/\[\[|\]\]/g, '');
}

/** Title, question, date, seed and changes: the head of every text. */
export function headLines(prepared: Prepared, origin: string): string[] {
  const { scenario, rules, applied } = prepared;
  return [
    `${scenario.title} (${scenario.id})`,
    unmarked(scenario.question),
    '',
    `Rules as of ${rules.asOf}, ${origin}.`,
    ...applied
      .filter(({ from, to }) => from !== to)
      .map((change) => `Changed: ${changeText(scenario, change)}.`),
    '',
  ];
}

function changeText(scenario: Scenario, { key, from, to }: AppliedChange): string {
  const control = scenario.tunable.find((candidate) => candidate.key === key);
  const shown = (value: unknown): string => {
    if (control?.control !== 'number' || typeof value !== 'number') {
      return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'not set');
    }
    return `${String(shownValue(control, value))}${control.unit === '' ? '' : ` ${control.unit}`}`;
  };
  return `${control?.label ?? key} ${shown(to)} (was ${shown(from)})`;
}

function countLine({ counts }: Summary): string {
  const other = [
    [counts.throttled, 'throttled'],
    [counts.denied, 'denied'],
    [counts.refused, 'refused'],
    [counts.serviceError, 'met by an error of Lambda’s own'],
    [counts.checked, 'checked by a dry run'],
  ] as const;
  const parts = [`${formatCount(counts.cold)} cold, ${formatCount(counts.warm)} warm`];
  parts.push(...other.filter(([count]) => count > 0).map(([count, name]) => `${formatCount(count)} ${name}`));
  const ends = [`${formatCount(counts.succeeded)} succeeded`, `${formatCount(counts.failed)} failed`];
  if (counts.inFlight > 0) ends.push(`${formatCount(counts.inFlight)} not ended`);
  return `${formatCount(counts.offered)}: ${parts.join(', ')}; ${ends.join(', ')}`;
}

/** The figures of a run for people. */
function figureLines(summary: Summary): string[] {
  const { latencyMs, concurrency, environments } = summary;
  const latency = [
    `mean ${milliseconds(latencyMs.mean)}`,
    `half within ${milliseconds(latencyMs.p50)}`,
    `95 % within ${milliseconds(latencyMs.p95)}`,
    `longest ${milliseconds(latencyMs.max)}`,
  ];
  return [
    `Requests      ${countLine(summary)}`,
    `Latency       ${latencyMs.mean === null ? 'no request ended' : latency.join(', ')}`,
    `At once       mean ${figure(concurrency.mean)}, most ${figure(concurrency.max)}`,
    `Environments  ${formatCount(environments.created)} made, ${formatCount(environments.retired)} retired; mean ${figure(environments.mean)}, most ${figure(environments.max)}`,
    '',
  ];
}

const PLURALS: Readonly<Record<string, string>> = {
  caller: 'Callers',
  viewer: 'Viewers',
  notification: 'Notifications',
  event: 'Events',
  record: 'Records',
  message: 'Messages',
  delivery: 'Deliveries',
  call: 'Calls',
  connection: 'Connections',
};

/** Kinds of which one and the same thing is a unit at each place: added up it would be counted more than once. */
const ONE_A_PLACE: Readonly<Record<string, string>> = { message: 'in', record: 'for' };

/** Messages in a queue that nobody reads have nothing before them. */
function isLying(kind: string, { isRead, open }: UnitEnds['places'][number]): boolean {
  return kind === 'message' && !isRead && open > 0;
}

/** What became of the units of every kind there was. */
function unitLines(trace: Trace): string[] {
  const told = (
    { born, ends, open }: Pick<UnitEnds, 'born' | 'ends' | 'open'>,
    where = '',
    rest = 'not ended',
  ) => {
    const parts = Object.entries(ends).map(([state, count]) => `${formatCount(count)} ${state}`);
    if (open > 0) parts.push(`${formatCount(open)} ${rest}`);
    return `${formatCount(born)}${where}: ${parts.join(', ')}`;
  };
  const lines = endsOf(trace).flatMap((all) => {
    const { kind, places } = all;
    const label = PLURALS[kind]!.padEnd(13);
    const preposition = ONE_A_PLACE[kind];
    if (preposition === undefined || (places.length < 2 && !isLying(kind, places[0]!)))
      return [`${label} ${told(all)}`];
    return places.map((place, index) => {
      const rest = isLying(kind, place) ? 'lying there' : 'not ended';
      return `${index === 0 ? label : ' '.repeat(13)} ${told(place, ` ${preposition} ${place.name}`, rest)}`;
    });
  });
  return lines.length === 0 ? [] : [...lines, ''];
}

/** What AWS advises against at the date, although it lets one do it. */
function adviceLines({ scenario, rules }: Prepared): string[] {
  const advice = [...queueAdvice(scenario, rules), ...streamAdvice(scenario, rules)];
  return advice.length === 0 ? [] : [...advice.map(({ message }) => `Advice        ${message}`), ''];
}

/** Every claim of the scenario with what was found. */
export function claimLines(
  scenario: Scenario,
  results: readonly { readonly verdict: string; readonly found: string }[],
): string[] {
  if (scenario.claims.length === 0) return [];
  const width = Math.max(...results.map(({ verdict }) => verdict.length));
  return [
    'What the scenario claims',
    ...scenario.claims.map((claim, index) => {
      const { verdict, found } = results[index]!;
      return `  ${verdict.padEnd(width)}  ${unmarked(claim.says)} (expected ${expectation(claim.is)}, found ${found})`;
    }),
    '',
  ];
}

/** What the run leaves out or assumes, by title. */
export function simplificationLines(scenario: Scenario, titles: ReadonlyMap<string, string>): string[] {
  if (scenario.simplifications.length === 0) return [];
  return [
    'Simplified here',
    ...scenario.simplifications.map((id) => `  ${titles.get(id) ?? id} (${id})`),
    '',
  ];
}

/** A whole run for people. */
export function toText(report: RunReport, titles: ReadonlyMap<string, string>, words: Words): string {
  const { prepared, trace, hash, summary, claims } = report;
  const origin = `seed ${prepared.scenario.seed}, engine ${trace.engineVersion}, trace ${hash}`;
  const results = claims.map(({ holds, found }) => ({
    verdict: holds ? 'holds' : 'does not hold',
    found: figure(found),
  }));
  return [
    ...headLines(prepared, origin),
    ...figureLines(summary),
    ...unitLines(trace),
    ...adviceLines(prepared),
    ...claimLines(prepared.scenario, results),
    ...simplificationLines(prepared.scenario, titles),
    narrateEnd(trace, words),
    '',
  ].join('\n');
}
