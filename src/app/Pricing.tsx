/** What a month of Lambda costs: a sentence to change, the bill it makes, and where that bill changes. */
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { changePercent } from '../cost/bill-text.ts';
import priceFacts from 'virtual:price-facts';
import { regionsWithPrices } from '../cost/price-regions.ts';
import { formatDay } from '../cost/format-day.ts';
import { useAsOf } from './as-of.ts';
import { Icon } from './Icon.tsx';
import { PAGES } from './pages.ts';
import { PageHead } from './PageHead.tsx';
import { PriceAccount } from './PriceAccount.tsx';
import { PriceBill } from './PriceBill.tsx';
import { fieldId } from './PriceField.tsx';
import { PriceFeature, PriceFeatureFields } from './PriceFeature.tsx';
import {
  ACCOUNT_FEATURES,
  FUNCTION_FEATURES,
  MANAGED_INSTANCES,
  type FeatureSpec,
} from './price-features.ts';
import { PriceSentence } from './PriceSentence.tsx';
import { PriceSentenceMore } from './PriceSentenceMore.tsx';
import { PriceShare } from './PriceShare.tsx';
import { lengthAt, textAt, typedAt, type Typed } from './typed.ts';
import { useMounted } from './use-mounted.ts';
import { usePricing, type Priced, type Pricing as PricingState } from './use-pricing.ts';
import './pricing.css';

/** Charts come after the bill: their room is kept. */
const PriceAnswers = lazy(async () => {
  const { PriceAnswers: component } = await import('./PriceAnswers.tsx');
  return { default: component };
});
const PriceDates = lazy(async () => {
  const { PriceDates: component } = await import('./PriceDates.tsx');
  return { default: component };
});

/** The names of all scenarios and what runs them come once they are asked for. */
const PriceRun = lazy(async () => {
  const { PriceRun: component } = await import('./PriceRun.tsx');
  return { default: component };
});

const REGIONS = regionsWithPrices(priceFacts).map((region) => [region, region] as const);

type Panel = 'function' | 'account' | 'run';
const PANELS: readonly (readonly [Panel, string])[] = [
  ['function', 'More about this function'],
  ['account', 'The account'],
  ['run', 'From a run'],
];

export function Pricing() {
  const pricing = usePricing();
  const { typed } = pricing;
  const [chosen, setChosen] = useState(0);
  const [open, setOpen] = useState<Panel | null>(() => panelInUse(typed));
  const count = lengthAt(typed, 'functions');
  const index = Math.min(chosen, Math.max(0, count - 1));

  function add(): void {
    const last = typedAt(typed, `functions.${count - 1}`);
    const name = `Function ${count + 1}`;
    const next: Typed =
      last === undefined
        ? {
            name,
            memoryMb: '512',
            requests: { per: 'month', count: '1 million' },
            duration: { kind: 'mean', ms: '100' },
          }
        : { ...(last as Readonly<Record<string, Typed>>), name };
    pricing.set(`functions.${count}`, next);
    setChosen(count);
  }

  return (
    <div className="page pricing">
      <PageHead meta={PAGES.pricing} />
      <h1 className="visually-hidden">What a month of Lambda costs</h1>
      {pricing.addressProblem !== '' && (
        <p className="problem" role="alert">
          {pricing.addressProblem}
        </p>
      )}
      {count > 1 && <FunctionTabs pricing={pricing} index={index} choose={setChosen} />}
      <div className="price-head">
        <div>
          {count > 0 ? (
            <PriceSentence pricing={pricing} index={index} regions={REGIONS}>
              {count === 1 ? ', cost' : ''}
            </PriceSentence>
          ) : (
            <p className="price-sentence">No function costs</p>
          )}
        </div>
        <PriceTotal priced={pricing.priced} />
        {count > 0 && <PriceSentenceMore pricing={pricing} index={index} />}
      </div>
      <Problems pricing={pricing} />
      <div className="price-tools">
        {PANELS.map(([panel, label]) => (
          <button
            key={panel}
            type="button"
            className="button quiet"
            aria-expanded={open === panel}
            aria-controls="price-panel"
            disabled={panel === 'function' && count === 0}
            onClick={() => {
              setOpen(open === panel ? null : panel);
            }}
          >
            <Icon name="down" size={12} />
            {label}
          </button>
        ))}
        <button type="button" className="button quiet" onClick={add}>
          Add a function
        </button>
        {pricing.isTooLong && (
          <span role="status">This usage is too long for a link: save it as a file to keep it.</span>
        )}
      </div>
      <div id="price-panel" className="price-panel" hidden={open === null}>
        {open === 'function' && count > 0 && <FunctionDetails key={index} pricing={pricing} index={index} />}
        {open === 'account' && <PriceAccount pricing={pricing} />}
        {open === 'run' && (
          <Suspense fallback={<p className="quiet-text">Fetching the scenarios …</p>}>
            <PriceRun pricing={pricing} />
          </Suspense>
        )}
      </div>
      {pricing.last ? (
        <div className="price-priced" data-waits={pricing.priced === null}>
          <Later room={<div className="price-dates" />}>
            <PriceDates usage={pricing.last.usage} />
          </Later>
          <div className="price-columns">
            <PriceBill priced={pricing.last} waitsFor={pricing.problems} />
            <Later room={<div className="price-answers" />}>
              <PriceAnswers usage={pricing.last.usage} index={index} />
            </Later>
          </div>
        </div>
      ) : (
        <p className="price-priced">The bill stands here once every field can be read.</p>
      )}
      <PriceShare pricing={pricing} />
    </div>
  );
}

/** What is not in the prerendered page; its room is. */
function Later({ room, children }: { readonly room: ReactNode; readonly children: ReactNode }) {
  return useMounted() ? <Suspense fallback={room}>{children}</Suspense> : room;
}

/** Where an address uses more than the sentence says, its fields are seen at once. */
function panelInUse(typed: Typed): Panel | null {
  const first = typedAt(typed, 'functions.0') ?? {};
  const isUsed = (within: Typed) => (spec: FeatureSpec) => typedAt(within, spec.path) !== undefined;
  const more = FUNCTION_FEATURES.filter(({ path }) => path !== 'init');
  if ([...more, MANAGED_INSTANCES].some(isUsed(first))) return 'function';
  return typedAt(typed, 'freeTier') === false || ACCOUNT_FEATURES.some(isUsed(typed)) ? 'account' : null;
}

function FunctionTabs({
  pricing,
  index,
  choose,
}: {
  readonly pricing: PricingState;
  readonly index: number;
  readonly choose: (index: number) => void;
}) {
  const count = lengthAt(pricing.typed, 'functions');
  return (
    <nav className="price-tabs" aria-label="Functions of the account">
      {Array.from({ length: count }, (_, at) => (
        <button
          key={at}
          type="button"
          className="button quiet"
          aria-current={at === index}
          onClick={() => {
            choose(at);
          }}
        >
          {textAt(pricing.typed, `functions.${at}.name`) || `Function ${at + 1}`}
          <span className="quiet-text"> {pricing.last?.bill.functions[at]?.printed ?? ''}</span>
        </button>
      ))}
    </nav>
  );
}

/** The total, in the largest type there is; by today's prices too where the page's date is another. */
function PriceTotal({ priced }: { readonly priced: Priced | null }) {
  const asOf = useAsOf();
  if (!priced)
    return (
      <p className="price-total" role="status">
        <span className="price-sum">
          <b>?</b> <span>until every field can be read</span>
        </span>
      </p>
    );
  const { bill, todaysBill } = priced;
  const change = todaysBill && changePercent(bill.totalUsd, todaysBill.totalUsd);
  return (
    <p className="price-total" role="status">
      <span className="price-sum">
        <b>{bill.printedTotal}</b>
        <span>
          a month, by the prices of {asOf.isToday ? `today, ${formatDay(asOf.day)}` : formatDay(asOf.day)}
        </span>
      </span>
      {todaysBill && (
        <span className="price-sum price-today">
          <b>{todaysBill.printedTotal}</b>
          <span>
            by today’s
            {change === null
              ? ''
              : change === 0
                ? ': the same'
                : `: ${Math.abs(change)}\u202f% ${change < 0 ? 'less' : 'more'}`}
          </span>
        </span>
      )}
    </p>
  );
}

function Problems({ pricing: { problems } }: { readonly pricing: PricingState }) {
  return (
    <div className="price-problems" id="usage-problems" role="status">
      {problems.length > 0 && (
        <ul aria-label="What cannot be read">
          {problems.map(({ path, message }) => (
            <li key={path + message}>
              <a
                href={`#${fieldId(path)}`}
                onClick={(event) => {
                  const field = document.getElementById(fieldId(path));
                  if (!field) return;
                  event.preventDefault();
                  field.focus();
                }}
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** All else that the function may use. */
function FunctionDetails({ pricing, index }: { readonly pricing: PricingState; readonly index: number }) {
  const under = `functions.${index}`;
  const { typed } = pricing;
  const count = lengthAt(typed, 'functions');
  const platform = textAt(typed, `${under}.platform`) || 'lambda';
  return (
    <>
      <div className="price-row">
        <div className="price-field">
          <label htmlFor={fieldId(`${under}.name`)}>Name</label>
          <input
            id={fieldId(`${under}.name`)}
            className="field"
            type="text"
            autoComplete="off"
            value={textAt(typed, `${under}.name`)}
            onChange={({ currentTarget }) => {
              pricing.type(`${under}.name`, currentTarget.value);
            }}
            onBlur={pricing.finish}
          />
        </div>
        {count > 1 && (
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              pricing.set(under, undefined);
            }}
          >
            Take this function away
          </button>
        )}
      </div>
      {platform === 'managed-instances' && (
        <PriceFeatureFields pricing={pricing} spec={MANAGED_INSTANCES} path={`${under}.managedInstances`} />
      )}
      {platform === 'lambda' &&
        FUNCTION_FEATURES.map((spec) => (
          <PriceFeature key={spec.path} pricing={pricing} spec={spec} under={under} />
        ))}
    </>
  );
}
