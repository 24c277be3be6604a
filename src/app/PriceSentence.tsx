/** What one function uses in a month, said in a sentence whose values are fields. */
import type { ReactNode } from 'react';
import { fieldId, PriceChoice, PriceWord } from './PriceField.tsx';
import { MANAGED_INSTANCES } from './price-features.ts';
import { lengthAt, textAt, typedAt, type Typed } from './typed.ts';
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

/** A day with a night, in requests an hour: what the pattern begins with. */
const HOURS = '2k 1k 1k 1k 1k 2k 5k 10k 20k 30k 35k 35k 40k 40k 35k 30k 30k 35k 40k 40k 30k 20k 10k 5k';

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

  function countAs(next: string): void {
    const count = textAt(typed, at('requests.count')) || '10 million';
    pricing.set(
      at('requests'),
      next === 'hour of the day' ? { per: next, counts: HOURS.split(' ') } : { per: next, count },
    );
  }
  function measureAs(next: string): void {
    const ms = textAt(typed, at('duration.ms')) || textAt(typed, at('duration.p50Ms')) || '120';
    pricing.set(at('duration'), durationOf(next, ms));
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

function durationOf(kind: string, ms: string): Typed {
  switch (kind) {
    case 'percentiles':
      return { kind, p50Ms: ms, p95Ms: String(Number(ms) * 3 || 360) };
    case 'list':
      return { kind, ms };
    case 'billed':
      return { kind, totalMs: '1200000000' };
    default:
      return { kind: 'mean', ms: ms.split(/\s/)[0] ?? ms };
  }
}

/** A function somewhere else: without what there is not there. */
function onPlace(fn: Typed, place: string): Typed {
  const { managedInstances: _, platform: __, ...rest } = fn as Readonly<Record<string, Typed>>;
  if (place === 'x86_64' || place === 'arm64') return { ...rest, architecture: place };
  const { provisionedConcurrency: ___, architecture: ____, ...common } = rest;
  if (place === 'edge') return { ...common, platform: place };
  return { ...common, platform: place, managedInstances: MANAGED_INSTANCES.first };
}

/** The pattern over the day, or the list that was pasted, below the sentence. */
export function PriceSentenceMore({ pricing, index }: Pick<PriceSentenceProps, 'pricing' | 'index'>) {
  const at = (path: string) => `functions.${index}.${path}`;
  const isDay = textAt(pricing.typed, at('requests.per')) === 'hour of the day';
  const isList = textAt(pricing.typed, at('duration.kind')) === 'list';
  if (!isDay && !isList) return null;
  return (
    <div className="price-more">
      {isDay && (
        <fieldset className="price-hours">
          <legend>Requests in each hour of a day</legend>
          {Array.from({ length: Math.max(24, lengthAt(pricing.typed, at('requests.counts'))) }, (_, hour) => (
            <label key={hour}>
              <span>{String(hour).padStart(2, '0')}</span>
              <input
                className="field"
                type="text"
                autoComplete="off"
                value={textAt(pricing.typed, at(`requests.counts.${hour}`))}
                onChange={({ currentTarget }) => {
                  pricing.type(at(`requests.counts.${hour}`), currentTarget.value);
                }}
                onBlur={pricing.finish}
              />
            </label>
          ))}
        </fieldset>
      )}
      {isList && (
        <label className="price-list">
          Durations in ms, one a line; a column of a table or REPORT lines of a log will do
          <textarea
            className="field"
            rows={5}
            spellCheck={false}
            value={textAt(pricing.typed, at('duration.ms'))}
            onChange={({ currentTarget }) => {
              pricing.type(at('duration.ms'), currentTarget.value);
            }}
            onBlur={pricing.finish}
          />
        </label>
      )}
    </div>
  );
}
