/**
 * What was predicted in this tab, kept over a reload. It is no part of an address: whoever opens a link is asked the
 * question and does not read its sender's answer.
 */
import type { Bet } from '../sim/bet.ts';
import type { Answer, Said, SaidAll } from './bets.ts';
import type { Store } from './progress-store.ts';

export interface KeptBets {
  readonly said: SaidAll;
  readonly skipped: boolean;
}

const KEY = 'lambdarium.bets.';

/** Whether an answer, as it was stored, can be one to this question. */
function fits(bet: Bet | undefined, answer: Answer | undefined): boolean {
  const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
  switch (answer?.kind) {
    case 'pick':
      return bet?.kind === 'pick' && answer.option in bet.options;
    case 'number':
      return bet?.kind === 'number' && isNumber(answer.value);
    case 'order':
      return (
        bet?.kind === 'order' &&
        Array.isArray(answer.order) &&
        new Set(answer.order).size === bet.things.length &&
        answer.order.every((index) => index in bet.things)
      );
    case 'curve':
      return (
        bet?.kind === 'curve' &&
        Array.isArray(answer.points) &&
        answer.points.length > 0 &&
        answer.points.every(isNumber)
      );
    default:
      return false;
  }
}

/** What was kept of a scenario; an answer that fits no question any more is left out. */
export function readBets(scenario: string, bets: readonly Bet[], storage: () => Store): KeptBets {
  const none: KeptBets = { said: {}, skipped: false };
  try {
    const text = storage().getItem(KEY + scenario);
    if (text === null) return none;
    const kept = JSON.parse(text) as Partial<KeptBets> | null;
    const said = Object.entries(kept?.said ?? {}).filter(
      ([index, one]: [string, Partial<Said> | null]) =>
        typeof one?.runKey === 'string' && fits(bets[Number(index)], one.answer),
    );
    return { said: Object.fromEntries(said), skipped: kept?.skipped === true };
  } catch {
    return none;
  }
}

/** Keeps it; where nothing can be kept it lasts as long as the page. */
export function keepBets(scenario: string, kept: KeptBets, storage: () => Store): void {
  try {
    if (kept.skipped || Object.keys(kept.said).length > 0)
      storage().setItem(KEY + scenario, JSON.stringify(kept));
    else storage().removeItem(KEY + scenario);
  } catch {
    // The page goes on without.
  }
}
