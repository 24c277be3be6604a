/** The predictions of a visit: what is asked, what was said, whether the reader wants none. */
import { useEffect, useMemo, useState } from 'react';
import type { Bet } from '../sim/bet.ts';
import { betsOf, type Answer, type SaidAll } from './bets.ts';
import { keepBets, readBets, type KeptBets } from './kept-bets.ts';
import type { Lab } from './use-lab.ts';
import { useMounted } from './use-mounted.ts';

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

const tab = () => window.sessionStorage;
const NOTHING: KeptBets = { said: {}, skipped: false };

/** What is said once all is said starts the run. It is kept in this tab until the page is reset. */
export function useBets(lab: Lab): BetTable {
  const { base, runKey, player, resets } = lab;
  const mounted = useMounted();
  const [put, setPut] = useState<KeptBets | null>(null);
  const bets = betsOf(base);
  // A prerendered page knows of no reader: what was kept is read once it stands.
  const kept = useMemo(
    () => (mounted && resets === 0 ? readBets(base.id, betsOf(base), tab) : NOTHING),
    [mounted, resets, base],
  );
  const { said, skipped } = put ?? kept;

  useEffect(() => {
    if (resets > 0) keepBets(base.id, NOTHING, tab);
  }, [resets, base]);

  function change(next: KeptBets): void {
    setPut(next);
    keepBets(base.id, next, tab);
  }

  return {
    bets,
    said,
    skipped,
    say: (bet, answer) => {
      const next = { ...said, [bet]: { answer, runKey } };
      change({ said: next, skipped });
      if (bets.every((_, index) => next[index])) player.play();
    },
    unsay: (bet) => {
      const left = Object.entries(said).filter(([index]) => Number(index) !== bet);
      change({ said: Object.fromEntries(left), skipped });
    },
    skip: () => {
      change({ said, skipped: true });
    },
  };
}
