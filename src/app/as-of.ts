/** The date whose rules are in force on the page: the `asof` of the URL, else that of the page's scenario, else today. */
import { useMatches, useNavigate, useSearch } from '@tanstack/react-router';
import type { Day } from '../cost/as-of.ts';
import { readAsOf, type AsOfDate } from './as-of-date.ts';
import { TODAY } from './today.ts';

/** What the route of a scenario tells the pages around it. */
export interface OfScenario {
  /** The date its claims are stated for; null: it has none of its own. */
  readonly asOf: string | null;
}

interface PageDate extends AsOfDate {
  /** The date is that of the page's scenario: nobody chose it. */
  readonly ofScenario: boolean;
  /** The `asof` of an address that means this day here; undefined: it needs none. */
  readonly named: (day: Day) => string | undefined;
  /** Changes it; one history entry. */
  readonly choose: (day: Day) => void;
}

/** The date of the page and how to change it. */
export function useAsOf(): PageDate {
  const { asof } = useSearch({ strict: false });
  const navigate = useNavigate();
  const own = useMatches({
    select: (matches) =>
      (
        matches.find(({ routeId }) => routeId === '/lab/$scenario' || routeId === '/lab/own')?.loaderData as
          OfScenario | undefined
      )?.asOf,
  });
  const chosen = readAsOf(asof);
  const brought = !chosen.chosen && own ? readAsOf(own) : null;
  // An address without a date means the scenario's own; another one must then be named, today too.
  const unnamed = own ? readAsOf(own).day : TODAY;
  const named = (day: Day) => (day === unnamed ? undefined : day === TODAY ? 'today' : day);
  return {
    ...chosen,
    ...(brought ? { day: brought.day, isToday: brought.isToday } : {}),
    ofScenario: brought !== null,
    named,
    choose(day) {
      void navigate({ to: '.', search: (before) => ({ ...before, asof: named(day) }), resetScroll: false });
    },
  };
}
