/**
 * The page's side of the run worker: starts, cancels, and keeps only the latest wish. The last trace stays on show
 * until the next one is there.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Day } from '../cost/as-of.ts';
import type { Problem } from '../sim/problem.ts';
import type { Rules } from '../sim/rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Statechart } from '../sim/statechart.ts';
import type { Trace } from '../sim/trace.ts';
import { linkWorker, spawn, type Answer, type WorkerLike } from './worker-link.ts';

/** A finished run: what was asked and what happened. */
export interface RunResult {
  /** The caller's own name for what was asked. */
  readonly key: string;
  readonly scenario: Scenario;
  /** The rules of the date that was asked for. */
  readonly rules: Rules;
  /** The machines of the run's actors, by kind. */
  readonly charts: Readonly<Record<string, Statechart>>;
  readonly trace: Trace;
  readonly hash: string;
}

export interface RunState {
  readonly status: 'idle' | 'running' | 'done' | 'cancelled' | 'problems' | 'crashed';
  /** The last finished run; stays while the next one is under way. */
  readonly result: RunResult | null;
  /** How much of the horizon has passed, 0 to 1, while running. */
  readonly share: number;
  readonly steps: number;
  readonly problems: readonly Problem[];
  /** The day whose rules allow what has problems at this date; null: none do. */
  readonly allowedDay: Day | null;
  /** What the worker said when it died. */
  readonly message: string;
}

export interface RunClient {
  readonly store: StoreApi<RunState>;
  /** Runs this; an earlier run still under way is given up. */
  readonly run: (key: string, scenario: Scenario, asOf: Day) => void;
  /** Gives up the run under way. */
  readonly cancel: () => void;
  /** The last wish once more: after a crash or a cancel. */
  readonly again: () => void;
  /** Ends the worker; a later run starts another. */
  readonly destroy: () => void;
}

const IDLE: RunState = {
  status: 'idle',
  result: null,
  share: 0,
  steps: 0,
  problems: [],
  allowedDay: null,
  message: '',
};

/** Makes a client; its worker starts with the first run. */
export function createRunClient(makeWorker: () => WorkerLike = spawn): RunClient {
  const store = createStore<RunState>(() => IDLE);
  let wish: { readonly key: string; readonly scenario: Scenario; readonly asOf: Day } | null = null;
  const link = linkWorker(makeWorker, hear, (message) => {
    if (store.getState().status === 'running') store.setState({ status: 'crashed', message });
  });

  function hear(message: Answer): void {
    if (!wish) return;
    if (message.kind === 'progress') store.setState({ share: message.share, steps: message.steps });
    else if (message.kind === 'problems') {
      store.setState({ status: 'problems', problems: message.problems, allowedDay: message.allowedDay });
    } else if (message.kind === 'done') {
      store.setState({
        status: 'done',
        share: 1,
        steps: message.trace.length,
        result: {
          key: wish.key,
          scenario: wish.scenario,
          rules: message.rules,
          charts: message.charts,
          trace: message.trace,
          hash: message.hash,
        },
      });
    }
  }

  function run(key: string, scenario: Scenario, asOf: Day): void {
    wish = { key, scenario, asOf };
    store.setState({ status: 'running', share: 0, steps: 0, problems: [], allowedDay: null, message: '' });
    link.ask({ kind: 'run', scenario, asOf });
  }

  return {
    store,
    run,
    cancel() {
      if (store.getState().status !== 'running') return;
      link.cancel();
      store.setState({ status: 'cancelled' });
    },
    again() {
      if (wish) run(wish.key, wish.scenario, wish.asOf);
    },
    destroy: link.end,
  };
}
