/** The month's usage that the pricing page is about, what is wrong with it, and its bill. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { Bill } from '../cost/bill.ts';
import { billOf } from '../cost/bill-of.ts';
import { readUsage, type Usage, type UsageProblem } from '../cost/usage.ts';
import { useAsOf } from './as-of.ts';
import { loadPacking } from './packing.ts';
import priceFacts from 'virtual:price-facts';
import { TODAY } from './today.ts';
import { typedAt, withTyped, type Typed } from './typed.ts';
import { FIRST_USAGE, isUsageKey, usageInAddress, usageSearch } from './usage-address.ts';

export interface Pricing {
  /** As it was typed, without the date. */
  readonly typed: Typed;
  readonly problems: readonly UsageProblem[];
  /** Read, with its bill; null: something cannot be read. */
  readonly priced: Priced | null;
  /** The same; where something cannot be read, as it was before. Null: nothing has been read yet. */
  readonly last: Priced | null;
  /** What could not be read of the address; empty: nothing. */
  readonly addressProblem: string;
  /** The usage is too long for an address: it is kept on this page alone. */
  readonly isTooLong: boolean;
  /** A field while it is typed into: the bill follows, the address does not yet. */
  readonly type: (path: string, text: string) => void;
  /** What was typed stands: one entry of the history. */
  readonly finish: () => void;
  /** Sets a field or a part for good; undefined takes it away. */
  readonly set: (path: string, value: Typed) => void;
  /** Another usage as a whole. */
  readonly replace: (typed: Typed) => void;
}

export interface Priced {
  readonly usage: Usage;
  /** By the rules of the page's date. */
  readonly bill: Bill;
  /** By today's, where the page's date is another. */
  readonly todaysBill: Bill | null;
}

function pricedAt(usage: Usage, isToday: boolean): Priced {
  return {
    usage,
    bill: billOf(usage, priceFacts),
    todaysBill: isToday ? null : billOf({ ...usage, asOf: TODAY }, priceFacts),
  };
}

interface Held {
  /** The address it was typed over. */
  readonly over: string;
  readonly typed: Typed;
  readonly isTooLong: boolean;
}

export function usePricing(): Pricing {
  const search = useSearch({ strict: false });
  const asOf = useAsOf();
  const navigate = useNavigate();
  const over = JSON.stringify(Object.entries(search).filter(([key]) => isUsageKey(key)));
  const [held, setHeld] = useState<Held | null>(null);
  // Another address, by Back or a link, is about another usage: what was typed over the one before goes with it.
  if (held !== null && held.over !== over) setHeld(null);
  const inAddress = useMemo(
    () => usageInAddress(Object.fromEntries(JSON.parse(over) as [string, string][])),
    [over],
  );
  const now = held !== null && held.over === over ? held : null;
  const typed = now ? now.typed : 'typed' in inAddress ? inAddress.typed : FIRST_USAGE;

  useEffect(() => {
    // Most addresses never need it; a long one is packed once it is typed.
    void loadPacking().catch(() => {});
  }, []);

  const read = useMemo(() => readUsage(withTyped(typed, 'asOf', asOf.day), TODAY), [typed, asOf.day]);
  const usage = 'usage' in read ? read.usage : null;
  const priced = useMemo(() => usage && pricedAt(usage, asOf.isToday), [usage, asOf.isToday]);
  const [last, setLast] = useState(priced);
  if (priced && priced !== last) setLast(priced);

  function stand(next: Typed): void {
    const address = usageSearch(next);
    setHeld({ over, typed: next, isTooLong: address === null });
    if (address === null) return;
    void navigate({
      to: '.',
      search: (before) => ({
        ...Object.fromEntries(Object.entries(before).filter(([key]) => !isUsageKey(key))),
        ...address,
      }),
      resetScroll: false,
    });
  }

  return {
    typed,
    problems: 'problems' in read ? read.problems : [],
    priced,
    last: priced ?? last,
    addressProblem: 'problem' in inAddress ? inAddress.problem : '',
    isTooLong: now?.isTooLong ?? false,
    type(path, text) {
      setHeld({ over, typed: withTyped(typed, path, text), isTooLong: now?.isTooLong ?? false });
    },
    finish() {
      if (now) stand(now.typed);
    },
    set(path, value) {
      if (typedAt(typed, path) !== value) stand(withTyped(typed, path, value));
    },
    replace: stand,
  };
}
