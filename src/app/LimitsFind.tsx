/** The search field of the page of limits, its filters with how many facts each leaves, and what was found. */
import { useId } from 'react';
import type { ListedFact } from '../cost/listed-fact.ts';
import { formatDay } from '../cost/format-day.ts';
import { Icon } from './Icon.tsx';
import {
  ALL,
  countWith,
  FLAGS,
  isNarrowed,
  KINDS,
  toggled,
  passes,
  type Flag,
  type LimitsDates,
  type LimitsView,
} from './limits-view.ts';

const LABELS = {
  quota: 'Quotas',
  price: 'Prices',
  behaviour: 'Behaviour',
  adjustable: 'AWS raises it on request',
  settable: 'You set it',
  differs: 'Differs from today',
  said: 'In the source notes',
} as const satisfies Record<Flag | (typeof KINDS)[number], string>;

/** Dates worth a choice; any other may stand in the address. */
const SINCE = ['2018-02', '2020', '2021', '2023', '2024', '2025', '2026'] as const;

export interface LimitsFindProps {
  readonly view: LimitsView;
  readonly show: (view: LimitsView) => void;
  readonly dates: LimitsDates;
  /** The facts with the words in them, filters aside. */
  readonly matching: readonly ListedFact[];
  /** What is left after the filters, and what there is. */
  readonly count: number;
  readonly total: number;
}

export function LimitsFind({ view, show, dates, matching, count, total }: LimitsFindProps) {
  const id = useId();
  const isToday = dates.day === dates.today;
  const flags = FLAGS.filter((flag) => flag !== 'differs' || !isToday || view.flags.has(flag));
  const since = (SINCE as readonly string[]).includes(view.changed) ? SINCE : [...SINCE, view.changed];
  const toggle = (what: (typeof KINDS)[number] | Flag) => {
    const isOn = view.kinds.has(what as 'quota') || view.flags.has(what as Flag);
    return (
      <button
        key={what}
        type="button"
        className="limits-toggle"
        aria-pressed={isOn}
        onClick={() => {
          show(toggled(view, what));
        }}
      >
        {LABELS[what]} <span>{countWith(matching, view, what, dates)}</span>
      </button>
    );
  };
  return (
    <search className="limits-find">
      <div className="limits-field">
        <label htmlFor={id}>Find a limit</label>
        <input
          id={id}
          type="search"
          className="field"
          autoComplete="off"
          spellCheck={false}
          placeholder="timeout, payload, retries …"
          value={view.q}
          onChange={(event) => {
            show({ ...view, q: event.currentTarget.value });
          }}
        />
        <p role="status">{isNarrowed(view) ? `${count} of ${total} facts` : `${total} facts`}</p>
        {isNarrowed(view) && (
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              show(ALL);
            }}
          >
            <Icon name="close" size={12} /> Clear
          </button>
        )}
      </div>
      <div className="limits-filters">
        <fieldset>
          <legend className="visually-hidden">Kind</legend>
          {KINDS.map(toggle)}
        </fieldset>
        <fieldset>
          <legend className="visually-hidden">Only what</legend>
          {flags.map(toggle)}
        </fieldset>
        <label className="limits-since">
          Changed since{' '}
          <select
            className="field"
            value={view.changed}
            onChange={(event) => {
              show({ ...view, changed: event.currentTarget.value });
            }}
          >
            <option value="">any time</option>
            {since.filter(Boolean).map((date) => (
              <option key={date} value={date}>
                {formatDay(date)} (
                {matching.filter((fact) => passes(fact, { ...view, changed: date }, dates)).length})
              </option>
            ))}
          </select>
        </label>
      </div>
    </search>
  );
}
