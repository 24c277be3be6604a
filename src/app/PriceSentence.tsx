/** What one function uses in a month, said in a sentence whose values are fields. */
import type { ReactNode } from 'react';
import { meanMs } from '../cost/mean-duration.ts';
import { requestsOf } from '../cost/usage.ts';
import { fieldId, PriceChoice, PriceWord } from './PriceField.tsx';
import { MANAGED_INSTANCES } from './price-features.ts';
import { textAt, typedAt, type Typed } from './typed.ts';
import type { Pricing } from './use-pricing.ts';

const PER = [
  ['month', 'a month'],
  ['day', 'a day'],
  ['second', 'a second'],
  ['hour of the day', 'by the hour of the day'],
] as const;
const DURATIONS = [
  ['mean', 'on average'],
  ['percentiles', 'by median and 95th percentile'],
  ['list', 'by a pasted list'],
  ['billed', 'of billed time in all'],
] as const;
/** What it runs on: an architecture of Lambda itself, or another platform. */
const PLACES = [
  ['x86_64', 'x86_64'],
  ['arm64', 'arm64'],
  ['edge', 'Lambda@Edge'],
  ['managed-instances', 'managed instances'],
] as const;

/** A day with a night, hour by hour as shares of its sum: what a pattern begins with. */
const DAY = [2, 1, 1, 1, 1, 2, 5, 10, 20, 30, 35, 35, 40, 40, 35, 30, 30, 35, 40, 40, 30, 20, 10, 5];
const DAY_SUM = DAY.reduce((sum, share) => sum + share, 0);
const SECONDS_A_DAY = 86_400;
/** Digits of a number that was worked out. */
const DIGITS = 4;

export interface PriceSentenceProps {
  readonly pricing: Pricing;
  /** Which function: its place from 0. */
  readonly index: number;
  readonly regions: readonly (readonly [string, string])[];
  /** What ends the sentence. */
  readonly children?: ReactNode;
}

export function PriceSentence({ pricing, index, regions, children }: PriceSentenceProps) {
  const at = (path: string) => `functions.${index}.${path}`;
  const { typed } = pricing;
  const per = textAt(typed, at('requests.per'));
  const kind = textAt(typed, at('duration.kind'));
  const platform = textAt(typed, at('platform')) || 'lambda';
  const word = (path: string, label: string, unit?: string) => (
    <PriceWord
      pricing={pricing}
      path={at(path)}
      spec={unit === undefined ? { label } : { label, unit }}
      key={path}
    />
  );
  const architecture = textAt(typed, at('architecture')) || 'x86_64';
  const choice = (
    path: string,
    label: string,
    value: string,
    options: readonly (readonly [string, string])[],
    onChoose: (next: string) => void,
  ) => (
    <PriceChoice id={fieldId(at(path))} label={label} value={value} options={options} onChoose={onChoose} />
  );

  /** Said otherwise it is as much, where it can be read. */
  function countAs(next: string): void {
    const { usage } = pricing.priced ?? {};
    const fn = usage?.functions[index];
    const days = usage?.daysInMonth.toNumber() ?? 1;
    const aDay = fn && usage ? requestsOf(fn, usage.daysInMonth).toNumber() / days : null;
    pricing.set(at('requests'), requestsAs(next, aDay, days, textAt(typed, at('requests.count'))));
  }
  function measureAs(next: string): void {
    const { usage } = pricing.priced ?? {};
    const fn = usage?.functions[index];
    const mean = fn && usage ? meanMs(fn, usage) : Number.NaN;
    const ms = Number.isFinite(mean) && mean > 0 ? mean : 120;
    const count = fn && usage ? requestsOf(fn, usage.daysInMonth).toNumber() : 1e6;
    pricing.set(at('duration'), durationAs(next, ms, count));
  }

  return (
    <p className="price-sentence">
      {per === 'hour of the day' ? 'Requests ' : <>{word('requests.count', 'Requests')} requests </>}
      {choice('requests.per', 'Counted', per, PER, countAs)}{' '}
      {platform !== 'managed-instances' && (
        <>
          {kind === 'mean' && <>of {word('duration.ms', 'Mean duration', 'ms')} </>}
          {kind === 'percentiles' && (
            <>
              of {word('duration.p50Ms', 'Median duration', 'ms')} and{' '}
              {word('duration.p95Ms', '95th percentile', 'ms')}{' '}
            </>
          )}
          {kind === 'list' && 'as long as listed, '}
          {kind === 'billed' && <>with {word('duration.totalMs', 'Billed duration in all', 'ms')} </>}
          {choice('duration.kind', 'Duration given', kind, DURATIONS, measureAs)}{' '}
        </>
      )}
      at {word('memoryMb', 'Memory', 'MB')} on{' '}
      {choice('platform', 'Runs on', platform === 'lambda' ? architecture : platform, PLACES, (next) => {
        const fn = typedAt(typed, `functions.${index}`);
        pricing.set(`functions.${index}`, onPlace(fn, next));
      })}
      {platform !== 'edge' && (
        <>
          {' '}
          in{' '}
          <PriceChoice
            id={fieldId('region')}
            label="Region"
            value={textAt(typed, 'region') || regions[0]![0]}
            options={regions}
            onChoose={(next) => {
              pricing.set('region', next);
            }}
          />
        </>
      )}
      {platform === 'lambda' && typedAt(typed, at('init')) !== undefined && (
        <>
          , {word('init.coldPercent', 'Requests with a cold start', '%')} of them after{' '}
          {word('init.ms', 'Init phase', 'ms')} of init
        </>
      )}
      {children}
    </p>
  );
}

/** @param aDay requests; null: what is there cannot be read, and its text stays. */
function requestsAs(per: string, aDay: number | null, days: number, text: string): Typed {
  if (per === 'hour of the day')
    return { per, counts: DAY.map((share) => thousands((share * (aDay ?? DAY_SUM * 1000)) / DAY_SUM)) };
  if (aDay === null) return { per, count: text };
  return {
    per,
    count: shortCount(per === 'month' ? aDay * days : per === 'day' ? aDay : aDay / SECONDS_A_DAY),
  };
}

function durationAs(kind: string, ms: number, count: number): Typed {
  const text = String(Number(ms.toPrecision(DIGITS)));
  switch (kind) {
    case 'percentiles':
      return { kind, p50Ms: text, p95Ms: String(Number((ms * 3).toPrecision(DIGITS))) };
    case 'list':
      return { kind, ms: text };
    case 'billed':
      return { kind, totalMs: groupedCount(ms * count) };
    default:
      return { kind: 'mean', ms: text };
  }
}

/** As people type it: `10 million`, `333,300`, `3.858`. */
function shortCount(count: number): string {
  const rounded = Number(count.toPrecision(DIGITS));
  for (const [size, name] of [
    [1e9, 'billion'],
    [1e6, 'million'],
  ] as const)
    if (rounded >= size) return `${groupedCount(rounded / size)} ${name}`;
  return groupedCount(rounded);
}

/** In a narrow field: `26.7k`. */
function thousands(count: number): string {
  return count < 1000 ? String(Number(count.toPrecision(3))) : `${Number((count / 1000).toPrecision(3))}k`;
}

function groupedCount(count: number): string {
  const digits = String(Number(count.toPrecision(DIGITS)));
  return digits.includes('.') ? digits : digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A function somewhere else: without what there is not there. */
function onPlace(fn: Typed, place: string): Typed {
  const { managedInstances: _, platform: __, ...rest } = fn as Readonly<Record<string, Typed>>;
  if (place === 'x86_64' || place === 'arm64') return { ...rest, architecture: place };
  const { provisionedConcurrency: ___, architecture: ____, ...common } = rest;
  if (place === 'edge') return { ...common, platform: place };
  return { ...common, platform: place, managedInstances: MANAGED_INSTANCES.first };
}
