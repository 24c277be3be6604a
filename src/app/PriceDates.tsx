/** When prices changed: a dot a change, black where it touches this bill; and the way from one change to the next. */
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useRef, type MouseEvent } from 'react';
import priceFacts from 'virtual:price-facts';
import { FIRST_DAY, type Day } from '../cost/as-of.ts';
import { priceChanges, type DayOfChanges } from '../cost/price-changes.ts';
import type { Usage } from '../cost/usage.ts';
import { PriceLine } from '../view/PriceLine.tsx';
import { formatDay } from '../cost/format-day.ts';
import { useAsOf } from './as-of.ts';
import { Icon } from './Icon.tsx';
import { useWidth } from './use-width.ts';
import { TODAY } from './today.ts';
import './price-dates.css';

/** px before the room is known: in prerendered pages. */
const FIRST_WIDTH = 1286;
/** What a press beside a dot still reaches, px. */
const REACH = 24;

/** Few words for what a change was about; others have their title. */
const WORDS: Readonly<Record<string, string>> = {
  'billing-granularity': 'finer rounding',
  'init-billing': 'Init is billed',
  'price-gbs-x86': 'more digits',
  'price-gbs-arm': 'arm64',
  'price-tiers-x86': 'tiers',
  'price-tiers-arm': 'tiers',
  'free-tier': 'free tier',
  'savings-plans': 'savings plans',
  'price-pc-x86': 'provisioned',
  'price-pc-arm': 'provisioned',
  'price-ephemeral': 'more of /tmp',
  'tmp-size': 'more of /tmp',
  'price-snapstart': 'SnapStart',
  'price-streaming': 'streaming',
  'price-esm-provisioned': 'pollers',
  'price-edge': 'Lambda@Edge',
  'payload-async-billing': 'large events',
  'price-durable': 'durable functions',
  'price-managed-instances': 'managed instances',
  'price-tenant-isolation': 'tenants',
  'price-microvms': 'MicroVMs',
};

function wordsOf({ changes }: DayOfChanges): string {
  const touching = changes.filter(({ touches }) => touches);
  return [...new Set(touching.map(({ id, title }) => WORDS[id] ?? title))].slice(0, 2).join(', ');
}

export function PriceDates({ usage }: { readonly usage: Usage }) {
  const asOf = useAsOf();
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room) ?? FIRST_WIDTH;
  const shown = useDeferredValue(usage);
  const days = useMemo(() => priceChanges(shown, priceFacts, TODAY), [shown]);
  const count = days.reduce((sum, { changes }) => sum + changes.length, 0);
  const touching = days.filter(({ changes }) => changes.some(({ touches }) => touches));
  const before = days.findLast(({ day }) => day < asOf.day)?.day ?? null;
  const after = days.find(({ day }) => day > asOf.day)?.day ?? null;
  const here = days.find(({ day }) => day === asOf.day);
  const since = formatDay(FIRST_DAY.slice(0, 7));

  /** A press on the line is meant for the dot next to it. */
  function onClick(event: MouseEvent<HTMLDivElement>): void {
    const { left, width: wide } = event.currentTarget.getBoundingClientRect();
    const at = ((event.clientX - left) / wide) * width;
    const dots = [...event.currentTarget.querySelectorAll<SVGCircleElement>('circle[data-day]')];
    const away = (dot: SVGCircleElement) => Math.abs(dot.cx.baseVal.value - at);
    const [nearest] = dots.toSorted((a, b) => away(a) - away(b));
    const day = nearest?.dataset['day'];
    if (nearest && day !== undefined && away(nearest) <= REACH) asOf.choose(day);
  }

  return (
    <section className="price-dates" aria-labelledby="price-dates">
      <div className="price-dates-head">
        <h2 id="price-dates">As of</h2>
        <p className="quiet-text">
          {count} dated changes of prices since {since}. Each dot is one
          {touching.length > 0 ? '; the black ones touch this bill.' : '; none touches this bill.'}
        </p>
        <div className="price-dates-ways">
          <Way day={before} icon="back" said="The change before" choose={asOf.choose} />
          <Way day={after} icon="step" said="The next change" choose={asOf.choose} />
        </div>
      </div>
      {/* With the keyboard the two buttons lead from change to change. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events */}
      <div ref={room} className="price-dates-room" onClick={onClick}>
        <PriceLine
          days={days.map((one) => ({ ...one, words: wordsOf(one) }))}
          asOf={asOf.day}
          today={TODAY}
          width={width}
          label={`${count} changes of prices since ${since}. ${saidOf(touching)}`}
        />
      </div>
      <p className="price-dates-here-said quiet-text" role="status">
        {here && (
          <>
            {formatDay(here.day)}:{' '}
            {here.changes.map(({ id, title, touches }, index) => (
              <span key={id}>
                {index > 0 && '; '}
                <Link to="/limits" hash={id} search={{ asof: here.day }}>
                  {title}
                </Link>
                {touches && ', which touches this bill'}
              </span>
            ))}
            .
          </>
        )}
      </p>
    </section>
  );
}

function saidOf(touching: readonly DayOfChanges[]): string {
  if (touching.length === 0) return 'None of them touches this bill.';
  return `This bill is touched by ${touching
    .map((one) => `${wordsOf(one)}, ${formatDay(one.day)}, from when on it is ${one.printed}`)
    .join('; ')}.`;
}

/** To another change of prices, named by its date. */
function Way({
  day,
  icon,
  said,
  choose,
}: {
  readonly day: Day | null;
  readonly icon: 'back' | 'step';
  readonly said: string;
  readonly choose: (day: Day) => void;
}) {
  return (
    <button
      type="button"
      className="button quiet"
      disabled={day === null}
      onClick={() => {
        if (day !== null) choose(day);
      }}
    >
      {icon === 'back' && <Icon name="back" size={12} />}
      <span className="visually-hidden">{said}: </span>
      {day === null ? (icon === 'back' ? 'none before' : 'none since') : formatDay(day)}
      {icon === 'step' && <Icon name="step" size={12} />}
    </button>
  );
}
