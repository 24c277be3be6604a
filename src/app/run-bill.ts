/**
 * A run as a month's usage: what it used of everything that is billed, repeated for as long as a month lasts, in the form
 * that the pricing page and its command read.
 */
import { Decimal, plain } from '../cost/decimal.ts';
import type { TypedUsage } from '../cost/usage.ts';
import { functionNamed } from '../sim/function-named.ts';
import type { FunctionUsage } from '../sim/function-usage.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Spell } from '../sim/staircase.ts';
import type { Usage } from '../sim/usage.ts';
import { layersOf } from '../view/run-samples.ts';

export interface RunMonth {
  /**
   * How long the run stands for, ms: by default its horizon, or its length if that is longer. A run ends where nothing is
   * left to happen, which is no reason to begin the next one.
   */
  readonly spanMs?: number;
  /** Days it is repeated for; `once`: not at all, the bill is that of the run. By default 30. */
  readonly days?: number | 'once';
}

type TypedFunction = TypedUsage['functions'][number];

const DEFAULT_DAYS = 30;
const MS_PER_DAY = 86_400_000;
const MS_PER_HOUR = 3_600_000;
const FREE_TMP_MB = 512;
const MB_PER_GB = 1024;
const US_PER_MS = 1000;
const BYTES_PER_KB = 1024;

/** The usage of a month that goes on like a run. @param usage what the run used, by `usageOf` */
export function monthOf(
  usage: Usage,
  scenario: Scenario,
  { spanMs, days = DEFAULT_DAYS }: RunMonth = {},
): TypedUsage {
  const span = spanMs ?? Math.max(scenario.horizonMs, usage.endMs);
  const scale: Scale = days === 'once' ? new Scale(1, 1) : new Scale(days * MS_PER_DAY, span);
  const functions = usage.functions.flatMap((row) => functionsOf(row, usage, scenario, scale));
  return {
    region: 'us-east-1',
    asOf: usage.asOf,
    freeTier: true,
    daysInMonth: String(days === 'once' ? DEFAULT_DAYS : days),
    functions: withPollers(functions, usage, scenario, scale),
  };
}

/** So often as the run fits into the month; a product is exact before it is divided. */
class Scale {
  readonly #times: Decimal;
  readonly #per: Decimal;

  constructor(times: number, per: number) {
    this.#times = new Decimal(times);
    this.#per = new Decimal(per);
  }

  of(quantity: number | Decimal): Decimal {
    return this.#times.times(quantity).div(this.#per);
  }

  text(quantity: number | Decimal): string {
    return plain(this.of(quantity));
  }
}

/** One state of a function's code: what Lambda runs itself, and what runs at the edge. */
function functionsOf(row: FunctionUsage, usage: Usage, scenario: Scenario, scale: Scale): TypedFunction[] {
  const { onDemand, provisioned, edge, allocated, snapStart } = row;
  const name = [row.function, row.version === '$LATEST' ? '' : row.version, row.revision ?? ''];
  const common = {
    name: name.filter((part) => part !== '').join(' '),
    architecture: row.architecture,
    memoryMb: String(row.memoryMb),
    package: row.package,
  };
  const billed = (ms: number) => ({ kind: 'billed' as const, totalMs: scale.text(ms) });
  const all: TypedFunction[] = [];
  const isFirst = usage.functions.find((other) => other.function === row.function) === row;
  const asynchronous = isFirst ? asynchronousOf(row.function, usage, scale) : [];
  const periods = periodsOf(allocated.spells, usage.endMs, scale);
  const isUsed = onDemand.requests + provisioned.requests + onDemand.billedMs + provisioned.billedMs > 0;
  if (isUsed || periods.length > 0 || snapStart.cachedMs > 0 || asynchronous.length > 0) {
    const tmpMb = tmpOf(row);
    const snapshot = snapStartOf(row, scenario, scale);
    all.push({
      ...common,
      requests: { per: 'month', count: scale.text(onDemand.requests + provisioned.requests) },
      duration: billed(onDemand.billedMs + snapStart.initMs),
      ...(tmpMb > FREE_TMP_MB && { ephemeralStorageMb: String(tmpMb) }),
      ...((periods.length > 0 || provisioned.requests > 0) && {
        provisionedConcurrency: {
          periods,
          requests: scale.text(provisioned.requests),
          duration: billed(provisioned.billedMs + allocated.initMs),
        },
      }),
      ...(snapshot && { snapStart: snapshot }),
      ...(asynchronous.length > 0 && { asynchronous }),
    });
  }
  if (edge.requests + edge.billedMs > 0)
    all.push({
      ...common,
      platform: 'edge',
      requests: { per: 'month', count: scale.text(edge.requests) },
      duration: billed(edge.billedMs),
    });
  return all;
}

/** /tmp of a function, MB: what is above the free part stands in what it used of it. */
function tmpOf({ ephemeralGbMs, onDemand, provisioned, edge }: FunctionUsage): number {
  const billedMs = onDemand.billedMs + provisioned.billedMs + edge.billedMs;
  return billedMs === 0 ? FREE_TMP_MB : FREE_TMP_MB + Math.round((ephemeralGbMs / billedMs) * MB_PER_GB);
}

function asynchronousOf(
  id: string,
  { asyncEvents }: Usage,
  scale: Scale,
): NonNullable<TypedFunction['asynchronous']> {
  return asyncEvents.flatMap(({ function: of, payloadBytes, events }) =>
    of === id && payloadBytes !== null
      ? [{ events: scale.text(events), payloadKb: plain(new Decimal(payloadBytes).div(BYTES_PER_KB)) }]
      : [],
  );
}

/** Snapshots are kept for the whole month where they were there when the run began. */
function snapStartOf(row: FunctionUsage, scenario: Scenario, scale: Scale): TypedFunction['snapStart'] {
  const { cachedMs, restores } = row.snapStart;
  const runtime = functionNamed(scenario.settings, row.function)?.snapStart?.runtime;
  if (runtime === undefined || cachedMs + restores === 0) return undefined;
  return {
    runtime: runtime.startsWith('java') ? 'java' : runtime.startsWith('python') ? 'python' : 'dotnet',
    snapshots: cachedMs > 0 ? '1' : '0',
    keptHours: plain(scale.of(new Decimal(cachedMs)).div(MS_PER_HOUR)),
    restores: scale.text(restores),
  };
}

interface Stood {
  readonly ms: Decimal;
  readonly count: number;
  /** It was there at the end of the run, and goes on. */
  readonly isOpen: boolean;
}

/** Spells of equal length together. */
function stoodOf(spells: readonly Spell[], endMs: number): Stood[] {
  const byLength = new Map<string, Stood>();
  for (const { fromUs, toUs } of layersOf(spells)) {
    const isOpen = toUs >= Math.round(endMs * US_PER_MS);
    const key = `${toUs - fromUs} ${isOpen}`;
    const count = (byLength.get(key)?.count ?? 0) + 1;
    byLength.set(key, { ms: new Decimal(toUs - fromUs).div(US_PER_MS), count, isOpen });
  }
  return [...byLength.values()];
}

/** What was given back in the run comes as often as the run; what stands at its end stands for its share of the month. */
function periodsOf(
  spells: readonly Spell[],
  endMs: number,
  scale: Scale,
): NonNullable<TypedFunction['provisionedConcurrency']>['periods'] {
  return stoodOf(spells, endMs).map(({ ms, count, isOpen }) => ({
    environments: String(count),
    seconds: plain(isOpen ? scale.of(ms).div(1000) : ms.div(1000)),
    times: isOpen ? '1' : scale.text(1),
  }));
}

/** Adds the pollers of each mapping to the first entry of its function. */
function withPollers(
  functions: readonly TypedFunction[],
  { pollers, endMs }: Usage,
  { settings }: Scenario,
  scale: Scale,
): TypedFunction[] {
  return functions.map((fn, index) => {
    const own = pollers.filter(({ mapping }) => {
      const target = settings.mappings?.[mapping]?.function;
      const first = functions.findIndex(({ name }) => name.split(' ')[0] === target?.split(':')[0]);
      return Math.max(first, 0) === index;
    });
    const entries = own.flatMap(({ spells, perUnit }) =>
      stoodOf(spells, endMs).map(({ ms, count, isOpen }) => ({
        source: 'sqs' as const,
        units: plain(new Decimal(count).div(perUnit)),
        hours: plain((isOpen ? scale.of(ms) : ms).div(MS_PER_HOUR)),
        times: isOpen ? '1' : scale.text(1),
      })),
    );
    return entries.length > 0 ? { ...fn, pollers: entries } : fn;
  });
}
