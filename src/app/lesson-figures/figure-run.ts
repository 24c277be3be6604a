/** Runs behind a figure: small, done at once, and the same for the same settings. */
import { countRun, type Counted } from '../../sim/counted.ts';
import { lanesOf, type Lanes } from '../../sim/lanes.ts';
import { layOver } from '../../sim/lay-over.ts';
import type { Changes } from '../../sim/overlay.ts';
import type { Rules } from '../../sim/rules.ts';
import { simulateDirect } from '../../sim/direct-run.ts';
import type { Scenario } from '../../sim/scenario.ts';
import type { Trace } from '../../sim/trace.ts';

export interface FigureRun {
  /** What was laid over the scenario: the lab's link carries it. */
  readonly changes: Changes;
  readonly scenario: Scenario;
  readonly trace: Trace;
  readonly lanes: Lanes;
  readonly summary: Counted;
}

/** Runs a scenario of the content with changes that fit it to its end. */
export function runFigure(base: Scenario, changes: Changes, rules: Rules): FigureRun {
  const scenario = layOver(base, changes);
  const trace = simulateDirect(scenario, rules);
  return { changes, scenario, trace, lanes: lanesOf(trace), summary: countRun(trace) };
}

/** One request of a run, as the pictures need it. */
export interface Served {
  readonly request: number;
  readonly arrivedUs: number;
  /** Number of its environment. */
  readonly environment: number;
  readonly cold: boolean;
}

/** Every request that was given an environment, in order of arrival. */
export function servedBy(run: Pick<FigureRun, 'trace'>): Served[] {
  const { trace } = run;
  const kind = trace.kinds.findIndex((candidate) => candidate.name === 'request');
  const states = trace.kinds[kind]?.states ?? [];
  const [waiting, running] = [states.indexOf('waiting'), states.indexOf('running')];
  const arrivedUs = new Map<number, number>();
  const served: Served[] = [];
  const cold = new Set<number>();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const request = trace.actor[step]!;
    if (!arrivedUs.has(request)) arrivedUs.set(request, trace.at[step]!);
    const to = trace.to[step]!;
    if (to !== waiting && (to !== running || cold.has(request))) continue;
    if (to === waiting) cold.add(request);
    served.push({
      request,
      arrivedUs: arrivedUs.get(request)!,
      environment: trace.other[step]!,
      cold: to === waiting,
    });
  }
  return served;
}

/** When each environment came and went; `goneUs` is the end of the run for one that stayed. */
export interface Life {
  readonly environment: number;
  readonly fromUs: number;
  readonly goneUs: number;
  readonly retired: boolean;
  /** Row of the picture: the first that was free when it came. */
  readonly row: number;
}

/** The lives of all environments, put into as few rows as there were at a time. */
export function livesOf(run: Pick<FigureRun, 'lanes' | 'trace'>): Life[] {
  const { lanes, trace } = run;
  const rows: number[] = [];
  const lives: Life[] = [];
  for (let environment = 0; environment < lanes.environments; environment += 1) {
    const [first, end] = [lanes.first[environment]!, lanes.first[environment + 1]!];
    if (first === end) continue;
    const fromUs = lanes.fromUs[first]!;
    const goneUs = lanes.toUs[end - 1]!;
    let row = rows.findIndex((freeUs) => freeUs <= fromUs);
    if (row < 0) row = rows.length;
    rows[row] = goneUs;
    lives.push({ environment, fromUs, goneUs, retired: goneUs < trace.endUs, row });
  }
  return lives;
}
