/** The predictions of a visit: what is asked, what was said, whether the reader wants none. */
import { useState } from 'react';
import type { Bet } from '../sim/bet.ts';
import { betsOf, type Answer, type SaidAll } from './bets.ts';
import type { Lab } from './use-lab.ts';

export interface BetTable {
  readonly bets: readonly Bet[];
  readonly said: SaidAll;
  /** The reader wants none: nothing asks again before the page is reset. */
  readonly skipped: boolean;
  readonly say: (bet: number, answer: Answer) => void;
  /** Takes back what was said of other settings, to be said of these. */
  readonly unsay: (bet: number) => void;
  readonly skip: () => void;
}

/** Scenarios whose questions were skipped since the app was opened. */
const skippedScenarios = new Set<string>();

/** What is said once all is said starts the run. */
export function useBets(lab: Lab): BetTable {
  const { base, runKey, player } = lab;
  const [said, setSaid] = useState<SaidAll>({});
  const [skipped, setSkipped] = useState(() => lab.resets === 0 && skippedScenarios.has(base.id));
  const bets = betsOf(base);
  return {
    bets,
    said,
    skipped,
    say: (bet, answer) => {
      const next = { ...said, [bet]: { answer, runKey } };
      setSaid(next);
      if (bets.every((_, index) => next[index])) player.play();
    },
    unsay: (bet) => {
      setSaid(Object.fromEntries(Object.entries(said).filter(([index]) => Number(index) !== bet)));
    },
    skip: () => {
      skippedScenarios.add(base.id);
      setSkipped(true);
    },
  };
}
