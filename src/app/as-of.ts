/** The date whose rules are in force on the page: the `asof` of the URL, else today. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Day } from '../cost/as-of.ts';
import { readAsOf, type AsOfDate } from './as-of-date.ts';
import { TODAY } from './today.ts';

/** The date of the page and how to change it; a change is one history entry. */
export function useAsOf(): AsOfDate & { readonly choose: (day: Day) => void } {
  const { asof } = useSearch({ strict: false });
  const navigate = useNavigate();
  return {
    ...readAsOf(asof),
    choose(day) {
      void navigate({
        to: '.',
        search: (before) => ({ ...before, asof: day === TODAY ? undefined : day }),
        resetScroll: false,
      });
    },
  };
}
