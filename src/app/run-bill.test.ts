import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { billOf } from '../cost/bill-of.ts';
import type { Bill } from '../cost/bill.ts';
import { Decimal, plain } from '../cost/decimal.ts';
import { readFacts } from '../cost/fact.ts';
import { pricesAt } from '../cost/prices.ts';
import { spendOver, type SpendPart } from '../cost/spend.ts';
import { readUsage } from '../cost/usage.ts';
import { factsAt } from '../cost/value-at.ts';
import { readScenario } from '../sim/read-scenario.ts';
import { reportLog } from '../sim/report-log.ts';
import { resolveRules } from '../sim/rules.ts';
import { simulate } from '../sim/run.ts';
import { usageOf } from '../sim/usage.ts';
import { readRun } from '../view/run-samples.ts';
import { monthOf } from './run-bill.ts';

const TODAY = '2026-11-20';
const folder = 'content/facts';
const facts = readdirSync(folder).flatMap((file) =>
  readFacts(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')), file),
);

function runOf(id: string, asOf: string) {
  const read = readScenario(JSON.parse(readFileSync(`content/scenarios/${id}.json`, 'utf8')), id);
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  const { scenario } = read;
  const rules = resolveRules(factsAt(facts, asOf));
  const trace = simulate(scenario, rules);
  return { scenario, rules, trace, usage: usageOf(trace, scenario, rules) };
}

type Ran = ReturnType<typeof runOf>;

function billed(typed: ReturnType<typeof monthOf>): Bill {
  const read = readUsage(typed, TODAY);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return billOf(read.usage, facts);
}

const billOnce = ({ usage, scenario }: Ran) =>
  billed({ ...monthOf(usage, scenario, { days: 'once' }), freeTier: false });

const exact = ({ components }: Bill, id: string) =>
  components.find((component) => component.id === id)?.amountUsd ?? '0';

/** A bill from nothing but the REPORT lines: each is one request, and its Billed Duration at its Memory Size. */
function fromLog({ trace, scenario, rules }: Ran, pricePerGbS: string) {
  let requests = 0;
  let mbMs = 0;
  for (const { message } of reportLog(trace, scenario, rules)) {
    const line = /^REPORT .*\tBilled Duration: (\d+) ms.*\tMemory Size: (\d+) MB/.exec(message);
    if (!line) continue;
    requests += 1;
    mbMs += Number(line[1]) * Number(line[2]);
  }
  return {
    requests: plain(new Decimal(requests).times('0.0000002')),
    duration: plain(new Decimal(mbMs).times('0.0009765625').times('0.001').times(pricePerGbS)),
    lines: requests,
  };
}

/** Scenarios of every model in which nothing is left running, by the rules and prices of three times. */
const REPORTED = [
  ['cold-start', TODAY, '0.0000166667'],
  ['cold-start', '2018-06-01', '0.00001667'],
  ['warm-reuse', '2021-01-01', '0.0000166667'],
  ['burst', TODAY, '0.0000166667'],
  ['outcomes', TODAY, '0.0000166667'],
  ['container-or-zip', '2022-01-01', '0.0000166667'],
  ['dead-letter-queue', TODAY, '0.0000166667'],
  ['sns-fan-out', TODAY, '0.0000166667'],
  ['poison-message', TODAY, '0.0000166667'],
  ['blocked-shard-bisect', TODAY, '0.0000166667'],
  ['alias-90-10', TODAY, '0.0000166667'],
  ['memory-cpu', '2025-07-31', '0.0000166667'],
] as const;

describe('accounting equals simulation', () => {
  it.each(REPORTED)(
    '%s by the rules of %s: the REPORT lines and the calculator agree to the last digit',
    (id, asOf, price) => {
      const ran = runOf(id, asOf);
      const log = fromLog(ran, price);
      const bill = billOnce(ran);
      expect(log.lines).toBeGreaterThan(0);
      expect(exact(bill, 'requests')).toBe(log.requests);
      expect(exact(bill, 'duration-x86')).toBe(log.duration);
      expect(bill.totalUsd).toBe(plain(new Decimal(log.requests).plus(log.duration)));
    },
  );

  /** Components of a bill by the parts of the Lab's spend; what stands at the end is rounded up in a bill alone. */
  const PARTS: Partial<Record<SpendPart, string>> = {
    requests: 'requests',
    duration: 'duration-x86',
    'provisioned duration': 'provisioned-duration-x86',
    tmp: 'ephemeral-storage',
    'edge requests': 'edge-requests',
    'edge duration': 'edge-duration',
  };

  it.each([
    ['cold-start', TODAY],
    ['burst', '2018-06-01'],
    ['provisioned-spill-over', TODAY],
    ['edge-cache', TODAY],
    ['tmp-size-then-and-now', TODAY],
    ['snapstart-against-cold-against-provisioned', TODAY],
  ])('%s by the rules of %s: the Lab’s running cost is the bill, to its nano-dollar', (id, asOf) => {
    const ran = runOf(id, asOf);
    const { trace, scenario, rules } = ran;
    const prices = pricesAt(factsAt(facts, asOf));
    const reading = readRun(trace, scenario, rules, prices);
    while (!reading.advance(10_000));
    const { uses, standing } = reading.samples;
    const { parts } = spendOver(uses, standing, prices, [trace.endUs]);
    const bill = billOnce(ran);
    const spent = parts.flatMap(({ part, nanoUsd }) => (PARTS[part] ? [[PARTS[part], nanoUsd[0]]] : []));
    expect(spent.length).toBeGreaterThan(0);
    expect(spent).toEqual(
      spent.map(([component]) => {
        const nano = new Decimal(exact(bill, String(component))).times(1e9).round();
        return [component, BigInt(nano.toFixed())];
      }),
    );
  });
});

describe('a month of a run', () => {
  it('is the run as often as its horizon goes into the month', () => {
    // 20 s: 129,600 times in 30 days.
    const { usage, scenario } = runOf('cold-start', TODAY);
    const once = monthOf(usage, scenario, { days: 'once' }).functions[0]!;
    const month = monthOf(usage, scenario).functions[0]!;
    expect(scenario.horizonMs).toBe(20_000);
    const times = (typed: typeof once) =>
      typed.requests.per === 'month' && typed.duration.kind === 'billed'
        ? [Number(typed.requests.count), Number(typed.duration.totalMs)]
        : [];
    expect(times(month)).toEqual(times(once).map((count) => count * 129_600));
  });

  it('keeps what stands at the end for as long as in the run, no longer than the month', () => {
    const { usage, scenario } = runOf('provisioned-spill-over', TODAY);
    const typed = monthOf(usage, scenario);
    const periods = typed.functions.flatMap(
      ({ provisionedConcurrency }) => provisionedConcurrency?.periods ?? [],
    );
    expect(periods.map(({ times }) => times)).toEqual(periods.map(() => '1'));
    // Environment-seconds: those of the run, as often as it goes into the month.
    const { environmentMs } = usage.functions.find(({ allocated }) => allocated.environmentMs > 0)!.allocated;
    const seconds = periods.reduce((all, one) => all + Number(one.environments) * Number(one.seconds), 0);
    expect(seconds).toBeCloseTo((environmentMs / 1000) * ((30 * 86_400_000) / scenario.horizonMs), 3);
  });

  it(
    'is read and billed whatever the run has: pollers, the edge, large events, snapshots',
    { timeout: 60_000 },
    () => {
      for (const id of [
        'edge-cache',
        'provisioned-pollers',
        'event-too-large',
        'snapstart-stale-connections',
      ]) {
        const { usage, scenario } = runOf(id, TODAY);
        const bill = billed(monthOf(usage, scenario));
        expect(bill.refused).toEqual([]);
        expect(bill.components.length).toBeGreaterThan(0);
      }
    },
  );
});
