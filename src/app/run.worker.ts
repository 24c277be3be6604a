/**
 * Runs scenarios off the page's thread, in slices, so that a run can be cancelled and says how
 * far it is. The finished trace's columns are handed over, not copied.
 */
import { ScenarioError } from '../sim/problem.ts';
import type { Rules } from '../sim/rules.ts';
import { createRun } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { statecharts, type Statechart } from '../sim/statechart.ts';
import type { Trace } from '../sim/trace.ts';
import { hashTrace } from '../sim/trace-hash.ts';
import { allowedDay } from './allowed-day.ts';
import { rulesAt } from './rules.ts';
import type { FromWorker, ToWorker } from './run-messages.ts';

type Run = ReturnType<typeof createRun>;
type Ask = Exclude<ToWorker, { kind: 'cancel' }>;

/** Steps of one slice: some milliseconds of work, after which messages are read. */
const SLICE_STEPS = 20_000;

/** A run as long as this is played once more when nobody waits, in slices so short that nobody has to. */
const REHEARSED_STEPS = 20_000;
const REHEARSED_SLICE = 1000;
const REHEARSED_AFTER_MS = 500;

/** A page may not fill the reader's memory: this much trace, then the run is cut and says so. */
const BOUNDS = { maxTraceBytes: 256 * 2 ** 20 };

/** The machines of all kinds of actors that are in a run. */
function chartsOf(trace: Trace): Readonly<Record<string, Statechart>> {
  const kinds = trace.kinds.filter(({ name, states }) => states.length > 0 && name in statecharts);
  return Object.fromEntries(kinds.map(({ name }) => [name, statecharts[name]!]));
}

let wanted = -1;

function say(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

/** The columns cut to the run's length, each with a buffer of its own that can change hands. */
function compact(trace: Trace): { readonly trace: Trace; readonly transfer: Transferable[] } {
  const { length } = trace;
  const columns = {
    at: trace.at.slice(0, length),
    kind: trace.kind.slice(0, length),
    actor: trace.actor.slice(0, length),
    event: trace.event.slice(0, length),
    cause: trace.cause.slice(0, length),
    from: trace.from.slice(0, length),
    to: trace.to.slice(0, length),
    reason: trace.reason.slice(0, length),
    other: trace.other.slice(0, length),
    otherKind: trace.otherKind.slice(0, length),
    place: trace.place.slice(0, length),
    amount: trace.amount.slice(0, length),
  };
  return { trace: { ...trace, ...columns }, transfer: Object.values(columns).map((column) => column.buffer) };
}

/** Lets messages in between two slices; a message channel is not slowed down as timers are. */
const gate = new MessageChannel();
const rest = () => {};
let slice: () => void = rest;
gate.port1.addEventListener('message', () => {
  slice();
});
gate.port1.start();

function fail(id: number, error: unknown): void {
  say({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
}

/** The run prepared; null when the rules of the date refuse it, which is said. */
function prepared({ id, scenario, asOf }: Ask, rules: Rules): Run | null {
  try {
    return createRun(scenario, rules, { bounds: BOUNDS });
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    say({ kind: 'problems', id, problems: [...error.problems], allowedDay: allowedDay(scenario, asOf) });
    return null;
  }
}

/** Says what a run is compared by. What reads it off is fetched with the first run that is to be compared. */
async function tell(id: number, trace: Trace, scenario: Scenario): Promise<void> {
  try {
    const { digestOf } = await import('./run-digest.ts');
    if (id === wanted) say({ kind: 'digest', id, digest: digestOf(trace, scenario) });
  } catch (error) {
    fail(id, error);
  }
}

/** Says what a goal measures of a run; what reads that off is fetched with the first repair. */
async function measure(
  { id, measures, scenario }: Extract<Ask, { kind: 'goal' }>,
  trace: Trace,
  rules: Rules,
): Promise<void> {
  try {
    const { measureGoal } = await import('../sim/repair-check.ts');
    if (id === wanted) say({ kind: 'goal', id, found: measureGoal(measures, trace, scenario, rules) });
  } catch (error) {
    fail(id, error);
  }
}

let isWarm = false;

/**
 * Plays the first run of a page once more and lets it go: an engine just read in is four times as slow as one that has
 * run, and the next to wait for it is who changes a setting.
 */
function rehearse({ id, scenario }: Ask, rules: Rules, steps: number): void {
  if (isWarm) return;
  isWarm = true;
  if (steps > REHEARSED_STEPS) return;
  setTimeout(() => {
    if (id !== wanted) return;
    const run = createRun(scenario, rules, { bounds: BOUNDS });
    slice = () => {
      if (id === wanted && !run.advance(REHEARSED_SLICE).done) gate.port2.postMessage(null);
    };
    slice();
  }, REHEARSED_AFTER_MS);
}

function start(ask: Ask, rules: Rules, run: Run): void {
  const { id, kind, scenario } = ask;
  slice = () => {
    if (id !== wanted) return;
    try {
      const progress = run.advance(SLICE_STEPS);
      // Word of an earlier run's next slice may still be under way.
      if (progress.done) slice = rest;
      if (progress.done && ask.kind === 'goal') {
        void measure(ask, run.trace(), rules);
        return;
      }
      if (progress.done && kind === 'digest') {
        void tell(id, run.trace(), scenario);
        return;
      }
      if (progress.done) {
        const { trace, transfer } = compact(run.trace());
        say({ kind: 'done', id, rules, charts: chartsOf(trace), trace, hash: hashTrace(trace) }, transfer);
        rehearse(ask, rules, progress.steps);
        return;
      }
      say({ kind: 'progress', id, share: progress.share, atUs: progress.atUs, steps: progress.steps });
      gate.port2.postMessage(null);
    } catch (error) {
      fail(id, error);
    }
  };
  slice();
}

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === 'cancel') {
    if (message.id === wanted) wanted = -1;
    return;
  }
  wanted = message.id;
  try {
    const rules = rulesAt(message.asOf);
    const run = prepared(message, rules);
    if (run) start(message, rules, run);
  } catch (error) {
    fail(message.id, error);
  }
});
