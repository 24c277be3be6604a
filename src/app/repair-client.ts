/**
 * Runs a repair's scenario on one seed after the other in a worker of its own and holds each run against the goal.
 * A new wish gives up the one under way.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Day } from '../cost/as-of.ts';
import type { Scenario } from '../sim/scenario.ts';
import { linkWorker, spawn, type Answer, type WorkerLike } from './worker-link.ts';

/** What is to be run. */
export interface RepairAsk {
  /** Same key, same runs. */
  readonly key: string;
  /** The scenario on every seed, in their order. */
  readonly runs: readonly Scenario[];
  readonly asOf: Day;
  readonly measures: readonly string[];
}

export interface RepairState {
  /** Null: nothing was asked for. */
  readonly ask: RepairAsk | null;
  /** What was found on the seeds that are through; null: the rules refuse the scenario. */
  readonly found: readonly (readonly (number | null)[] | null)[];
  /** What the worker said when it died; empty: it has not. */
  readonly crashed: string;
}

export interface RepairClient {
  readonly store: StoreApi<RepairState>;
  /** Runs these, unless they are what was asked last. */
  readonly check: (ask: RepairAsk) => void;
  /** Wants nothing any more. */
  readonly cancel: () => void;
  /** What was asked last, once more from where the worker died. */
  readonly again: () => void;
  readonly destroy: () => void;
}

const NOTHING: RepairState = { ask: null, found: [], crashed: '' };

/** Makes a client; its worker starts with the first run. */
export function createRepairClient(makeWorker: () => WorkerLike = spawn): RepairClient {
  const store = createStore<RepairState>(() => NOTHING);
  const link = linkWorker(makeWorker, hear, (message) => {
    store.setState({ crashed: message === '' ? 'it ended' : message });
  });

  function next(): void {
    const { ask, found } = store.getState();
    const scenario = ask?.runs[found.length];
    if (ask && scenario) link.ask({ kind: 'goal', scenario, asOf: ask.asOf, measures: ask.measures });
  }

  function hear(message: Answer): void {
    if (message.kind !== 'goal' && message.kind !== 'problems') return;
    const found = message.kind === 'goal' ? message.found : null;
    store.setState({ found: [...store.getState().found, found] });
    next();
  }

  function cancel(): void {
    const { ask, found } = store.getState();
    if (!ask) return;
    if (found.length < ask.runs.length) link.cancel();
    store.setState(NOTHING);
  }

  return {
    store,
    check(ask) {
      if (store.getState().ask?.key === ask.key) return;
      cancel();
      store.setState({ ...NOTHING, ask });
      next();
    },
    cancel,
    again() {
      store.setState({ crashed: '' });
      next();
    },
    destroy() {
      link.end();
      store.setState(NOTHING);
    },
  };
}
