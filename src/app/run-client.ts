/**
 * The page's side of the run worker: starts, cancels, keeps only the latest wish, and starts a new
 * worker when the old one has died. The last trace stays on show until the next one is there.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Day } from '../cost/as-of.ts';
import type { Problem } from '../sim/problem.ts';
import type { Rules } from '../sim/rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Statechart } from '../sim/statechart.ts';
import type { Trace } from '../sim/trace.ts';
import type { FromWorker, ToWorker } from './run-messages.ts';

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

/** The part of `Worker` that is used; tests hand in their own. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromWorker }) => void): void;
  addEventListener(
    type: 'error' | 'messageerror',
    listener: (event: { readonly message?: string }) => void,
  ): void;
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

/** Starts a worker that runs scenarios. */
export function spawn(): WorkerLike {
  return new Worker(new URL('./run.worker.ts', import.meta.url), { type: 'module' });
}

/** Makes a client; its worker starts with the first run. */
export function createRunClient(makeWorker: () => WorkerLike = spawn): RunClient {
  const store = createStore<RunState>(() => IDLE);
  let worker: WorkerLike | null = null;
  let id = 0;
  let wish: { readonly key: string; readonly scenario: Scenario; readonly asOf: Day } | null = null;

  function crash(message: string): void {
    worker?.terminate();
    worker = null;
    if (store.getState().status !== 'running') return;
    store.setState({ status: 'crashed', message });
  }

  function hear(message: FromWorker): void {
    if (message.id !== id || !wish) return;
    if (message.kind === 'progress') store.setState({ share: message.share, steps: message.steps });
    else if (message.kind === 'problems') {
      store.setState({ status: 'problems', problems: message.problems, allowedDay: message.allowedDay });
    } else if (message.kind === 'failed') crash(message.message);
    else if (message.kind === 'done') {
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

  function ensure(): WorkerLike | null {
    if (worker) return worker;
    try {
      const made = makeWorker();
      made.addEventListener('message', (event) => {
        if (made === worker) hear(event.data);
      });
      made.addEventListener('error', (event) => {
        if (made === worker) crash(event.message ?? '');
      });
      made.addEventListener('messageerror', () => {
        if (made === worker) crash('a message could not be read');
      });
      worker = made;
      return made;
    } catch (error) {
      crash(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  function run(key: string, scenario: Scenario, asOf: Day): void {
    wish = { key, scenario, asOf };
    id += 1;
    store.setState({ status: 'running', share: 0, steps: 0, problems: [], allowedDay: null, message: '' });
    try {
      ensure()?.postMessage({ kind: 'run', id, scenario, asOf });
    } catch (error) {
      crash(error instanceof Error ? error.message : String(error));
    }
  }

  return {
    store,
    run,
    cancel() {
      if (store.getState().status !== 'running') return;
      worker?.postMessage({ kind: 'cancel', id });
      id += 1;
      store.setState({ status: 'cancelled' });
    },
    again() {
      if (wish) run(wish.key, wish.scenario, wish.asOf);
    },
    destroy() {
      worker?.terminate();
      worker = null;
    },
  };
}
