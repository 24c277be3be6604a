/**
 * Runs several scenarios, or one by the rules of several dates, one after the other in a worker of their own, so that
 * they can be set side by side. What was run before is kept and not run again; the last complete set stays on show
 * until the next one is.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Day } from '../cost/as-of.ts';
import type { Problem } from '../sim/problem.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { RunDigest } from './run-digest.ts';
import { linkWorker, spawn, type Answer, type WorkerLike } from './worker-link.ts';

/** A run that is wished for. */
export interface DigestAsk {
  /** Same key, same run. */
  readonly key: string;
  readonly scenario: Scenario;
  readonly asOf: Day;
}

/** What became of it. */
export type Outcome =
  | { readonly kind: 'ran'; readonly digest: RunDigest }
  | {
      readonly kind: 'refused';
      readonly problems: readonly Problem[];
      /** The day whose rules allow it; null: none do. */
      readonly allowedDay: Day | null;
    }
  | { readonly kind: 'crashed'; readonly message: string };

export interface DigestState {
  readonly asked: readonly DigestAsk[];
  /** The last asks of which all outcomes are there. */
  readonly shown: readonly DigestAsk[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** What is being run; null: nothing. */
  readonly running: DigestAsk | null;
  /** How much of its horizon has passed, 0 to 1. */
  readonly share: number;
}

export interface DigestClient {
  readonly store: StoreApi<DigestState>;
  /** Wants these, in this order; whatever else is under way is given up. */
  readonly ask: (asks: readonly DigestAsk[]) => void;
  /** Gives up what is under way; what is done stays. */
  readonly cancel: () => void;
  /** Runs once more what crashed. */
  readonly again: () => void;
  readonly destroy: () => void;
}

/** Outcomes that are kept beyond those asked for: a few steps back in the history cost nothing. */
const KEPT = 24;

/** Makes a client; its worker starts with the first run. */
export function createDigestClient(makeWorker: () => WorkerLike = spawn): DigestClient {
  const store = createStore<DigestState>(() => ({
    asked: [],
    shown: [],
    outcomes: new Map(),
    running: null,
    share: 0,
  }));
  const link = linkWorker(makeWorker, hear, (message) => {
    settle({ kind: 'crashed', message });
  });

  function next(): void {
    const { asked, outcomes } = store.getState();
    const running = asked.find(({ key }) => !outcomes.has(key)) ?? null;
    store.setState({ running, share: 0, ...(running ? {} : { shown: asked }) });
    if (running) link.ask({ kind: 'digest', scenario: running.scenario, asOf: running.asOf });
  }

  function settle(outcome: Outcome): void {
    const { asked, shown, outcomes, running } = store.getState();
    if (!running) return;
    const kept = new Map(outcomes).set(running.key, outcome);
    const needed = new Set([...asked, ...shown].map(({ key }) => key));
    for (const key of outcomes.keys()) if (kept.size > KEPT && !needed.has(key)) kept.delete(key);
    store.setState({ outcomes: kept });
    next();
  }

  function hear(message: Answer): void {
    if (message.kind === 'progress') store.setState({ share: message.share });
    else if (message.kind === 'digest') settle({ kind: 'ran', digest: message.digest });
    else if (message.kind === 'problems') {
      settle({ kind: 'refused', problems: message.problems, allowedDay: message.allowedDay });
    }
  }

  function cancel(): void {
    if (!store.getState().running) return;
    link.cancel();
    store.setState({ running: null, share: 0 });
  }

  return {
    store,
    ask(asks) {
      const { running } = store.getState();
      // The one under way is wanted still: it goes on.
      if (running && asks.some(({ key }) => key === running.key)) {
        store.setState({ asked: asks });
        return;
      }
      cancel();
      store.setState({ asked: asks });
      next();
    },
    cancel,
    again() {
      const { outcomes } = store.getState();
      store.setState({ outcomes: new Map([...outcomes].filter(([, { kind }]) => kind !== 'crashed')) });
      next();
    },
    destroy() {
      link.end();
      store.setState({ running: null, share: 0 });
    },
  };
}
