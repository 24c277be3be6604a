/**
 * What a month's usage is in the quantities AWS bills, by component and function, before anything free is taken off.
 *
 * Sources, read 2026-11-20: the facts of the topic pricing; AWS Lambda pricing. Streamed sizes count 1,024 KB to a MB and
 * 1,024 MB to a GB, as its example does; data of durable functions is given in GB.
 */
import type { ComponentId, PriceFact } from './bill.ts';
import { billedMsOfAll, NO_COLD_STARTS, type ColdStarts } from './billed-time.ts';
import { formatDay } from './format-day.ts';
import { Decimal, least, less, roundedUp, sum, ZERO } from './decimal.ts';
import type { PriceList } from './price-list.ts';
import { requestsOf, type FunctionInput, type Usage } from './usage.ts';

/** So much of a component, by one function. */
export interface Use {
  readonly component: ComponentId;
  /** Position of the function; the number of functions: no function's own. */
  readonly by: number;
  readonly quantity: Decimal;
}

/** What was asked for and is not there at the date. */
export interface Refusal {
  readonly component: ComponentId;
  readonly quantity: Decimal;
  readonly since: string | null;
  /** Why, where it is not only that it did not exist yet. */
  readonly message?: string;
}

export interface AccountUse {
  readonly uses: readonly Use[];
  readonly refusals: readonly Refusal[];
  readonly notes: readonly string[];
  /** Facts of rules: what is rounded, what is billed. */
  readonly facts: readonly PriceFact[];
}

const MB_PER_GB = 1024;
const MS_PER_S = 1000;
const SECONDS_PER_HOUR = 3600;

const KB_PER: Readonly<Record<'KB' | 'MB' | 'GB', number>> = { KB: 1, MB: 1024, GB: 1024 * 1024 };

/** The quantities of a usage. */
export function accountUse(usage: Usage, prices: PriceList): AccountUse {
  const meter = new UsageMeter(usage, prices);
  usage.functions.forEach((fn, by) => meter.add(fn, by));
  meter.addMicroVms(usage.functions.length);
  return meter;
}

class UsageMeter implements AccountUse {
  readonly uses: Use[] = [];
  readonly refusals: Refusal[] = [];
  readonly notes: string[] = [];
  readonly facts: PriceFact[] = [];
  readonly #usage: Usage;
  readonly #prices: PriceList;

  constructor(usage: Usage, prices: PriceList) {
    this.#usage = usage;
    this.#prices = prices;
  }

  add(fn: FunctionInput, by: number): void {
    const requests = requestsOf(fn, this.#usage.daysInMonth);
    if (fn.platform === 'edge') this.#edge(fn, by, requests);
    else if (fn.platform === 'managed-instances') this.#managed(fn, by, requests);
    else this.#onLambda(fn, by, requests);
    this.#streaming(fn, by);
    this.#asynchronous(fn, by);
    this.#pollers(fn, by);
    this.#durable(fn, by);
    if (fn.tenantEnvironments) this.#use('tenant-environments', by, fn.tenantEnvironments.times(gb(fn)));
  }

  addMicroVms(by: number): void {
    for (const vms of this.#usage.microVms ?? []) {
      const seconds = vms.hours.times(SECONDS_PER_HOUR);
      this.#use('microvm-vcpu', by, vms.vcpus.times(seconds));
      this.#use('microvm-memory', by, vms.memoryGb.times(seconds));
      this.#use('microvm-snapshots', by, vms.snapshotGbMonths ?? ZERO);
      this.#use('microvm-snapshots-read', by, vms.snapshotGbRead ?? ZERO);
      this.#use('microvm-snapshots-written', by, vms.snapshotGbWritten ?? ZERO);
    }
  }

  #use(component: ComponentId, by: number, quantity: Decimal): void {
    if (quantity.gt(ZERO)) this.uses.push({ component, by, quantity });
  }

  #refuse(component: ComponentId, quantity: Decimal, since: string | null, message?: string): void {
    if (quantity.gt(ZERO)) this.refusals.push({ component, quantity, since, ...(message && { message }) });
  }

  #note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }

  /** A figure that a rule needs at every date. */
  #rule(id: string, part?: string): Decimal {
    const found = this.#prices.figure(id, part);
    if (!found) throw new Error(`There is no fact ${id}${part === undefined ? '' : `, ${part}`}.`);
    this.facts.push(found.fact);
    return found.value;
  }

  /** Cold starts whose Init phase is billed at the date. */
  #coldStarts({ init, package: form, runtime }: FunctionInput): ColdStarts {
    if (!init || init.coldPercent.eq(ZERO)) return NO_COLD_STARTS;
    const part =
      form === 'image' ? 'containerImage' : runtime === 'custom' ? 'customRuntime' : 'zipManagedOnDemand';
    const rule = this.#prices.flag('init-billing', part);
    if (!rule) return NO_COLD_STARTS;
    this.facts.push(rule.fact);
    if (rule.value) return { share: init.coldPercent.div(100), initMs: init.ms };
    this.#note(
      `The Init phase of functions from a ZIP file with a managed runtime is not billed at this date; it is since ${formatDay(this.#prices.since('init-billing', part, true) ?? '')}.`,
    );
    return NO_COLD_STARTS;
  }

  #onLambda(fn: FunctionInput, by: number, requests: Decimal): void {
    const arch = fn.architecture === 'arm64' ? 'arm' : 'x86';
    const stepMs = this.#rule('billing-granularity');
    const { provisionedConcurrency: provisioned } = fn;
    const onProvisioned = provisioned?.requests ?? ZERO;
    const ms = billedMsOfAll(fn.duration, requests.minus(onProvisioned), stepMs, this.#coldStarts(fn));
    this.#use('requests', by, requests);
    this.#use(`duration-${arch}`, by, gbSeconds(fn, ms));
    let allMs = ms;
    if (provisioned) {
      const stepMinutes = this.#prices.figure('price-pc-x86', 'roundedUpToMinutes');
      const stepSeconds = stepMinutes ? stepMinutes.value.times(60) : new Decimal(1);
      const seconds = provisioned.periods.map((one) =>
        roundedUp(one.seconds.div(stepSeconds))
          .times(stepSeconds)
          .times(one.environments)
          .times(one.times ?? 1),
      );
      this.#use(`provisioned-${arch}`, by, sum(seconds).times(gb(fn)));
      const provisionedMs = billedMsOfAll(provisioned.duration, onProvisioned, stepMs, NO_COLD_STARTS);
      this.#use(`provisioned-duration-${arch}`, by, gbSeconds(fn, provisionedMs));
      allMs = allMs.plus(provisionedMs);
    }
    if (fn.ephemeralStorageMb) {
      const over = less(fn.ephemeralStorageMb, this.#rule('tmp-size', 'default'));
      this.#use('ephemeral-storage', by, over.div(MB_PER_GB).times(allMs).div(MS_PER_S));
    }
    this.#snapStart(fn, by);
  }

  #edge(fn: FunctionInput, by: number, requests: Decimal): void {
    const stepMs = this.#rule('price-edge', 'granularityMs');
    const ms = billedMsOfAll(fn.duration, requests, stepMs, this.#coldStarts(fn));
    this.#use('edge-requests', by, requests);
    this.#use('edge-duration', by, gbSeconds(fn, ms));
  }

  #managed({ managedInstances: rented }: FunctionInput, by: number, requests: Decimal): void {
    this.#use('managed-requests', by, requests);
    if (!rented) return;
    const hours = rented.instances.times(rented.hours);
    this.#use('managed-instances', by, hours.times(rented.paidHourlyUsd ?? rented.hourlyUsd));
    this.#use('managed-fee', by, hours.times(rented.hourlyUsd));
    this.#note(
      'No part of the free tier is taken off managed instances: AWS’s example takes none, and nothing says that it covers them.',
    );
  }

  #snapStart(fn: FunctionInput, by: number): void {
    const { snapStart } = fn;
    if (!snapStart) return;
    const { runtime, snapshots = new Decimal(1), restores = ZERO } = snapStart;
    const keptHours = snapStart.keptHours ?? this.#usage.daysInMonth.times(24);
    const kept = snapshots.times(gb(fn));
    if (runtime === 'java') {
      const free = this.#prices.figure('price-snapstart', 'java');
      if (!free) this.#refuse('snapstart-cache', kept, this.#prices.since('price-snapstart', 'java'));
      else {
        this.facts.push(free.fact);
        this.#note('SnapStart costs nothing for Java.');
      }
      return;
    }
    const minimum = this.#prices.figure('price-snapstart', 'minimumCacheHours')?.value ?? ZERO;
    const hours = keptHours.gt(minimum) ? keptHours : minimum;
    this.#use('snapstart-cache', by, kept.times(hours).times(SECONDS_PER_HOUR));
    this.#use('snapstart-restore', by, restores.times(gb(fn)));
  }

  #streaming({ streaming = [] }: FunctionInput, by: number): void {
    const free = this.#prices.figure('price-streaming', 'freeMBPerRequest')?.value ?? ZERO;
    const freeKb = free.times(KB_PER.MB);
    const kb = streaming.map(({ requests, size, unit }) => {
      return less(size.times(KB_PER[unit]), freeKb).times(requests);
    });
    this.#use('streaming', by, sum(kb).div(KB_PER.GB));
  }

  #asynchronous({ asynchronous = [] }: FunctionInput, by: number): void {
    for (const { events, payloadKb } of asynchronous) {
      const figure = (part: string) => this.#prices.figure('payload-async-billing', part);
      const [first, per, more, most] = ['firstKB', 'perKB', 'extraRequestsPerChunk', 'maxKB'].map(figure);
      if (!first || !per || !more) {
        // Before, no event was larger than what counts as one request now.
        const before = new Decimal(256);
        if (payloadKb.gt(before))
          this.#refuse('async-payload', events, this.#prices.since('payload-async-billing', 'firstKB'));
        continue;
      }
      this.facts.push(first.fact);
      if (most && payloadKb.gt(most.value)) {
        this.#refuse(
          'async-payload',
          events,
          null,
          `An asynchronous event has at most ${most.value.toFixed()} KB.`,
        );
        continue;
      }
      const chunks = roundedUp(less(payloadKb, first.value).div(per.value));
      this.#use('async-payload', by, chunks.times(more.value).times(events));
    }
  }

  #pollers({ pollers = [] }: FunctionInput, by: number): void {
    const minutes = this.#prices.figure('price-esm-provisioned', 'minimumMinutes')?.value ?? ZERO;
    for (const { source, units, hours, times = new Decimal(1) } of pollers) {
      if (hours.eq(ZERO)) continue;
      const billedMinutes = hours.times(60).gt(minutes) ? hours.times(60) : minutes;
      this.#use(`pollers-${source}`, by, units.times(times).times(billedMinutes).div(60));
    }
  }

  #durable({ durable }: FunctionInput, by: number): void {
    if (!durable) return;
    const { operations, gbWritten, gbMonths = ZERO, retained = [] } = durable;
    if (operations) this.#use('durable-operations', by, operations);
    if (gbWritten) this.#use('durable-written', by, gbWritten);
    const gbDays = sum(retained.map(({ gb: size, days }) => size.times(days)));
    this.#use('durable-retained', by, gbMonths.plus(gbDays.div(this.#usage.daysInMonth)));
  }
}

function gb({ memoryMb }: FunctionInput): Decimal {
  return memoryMb.div(MB_PER_GB);
}

function gbSeconds(fn: FunctionInput, ms: Decimal): Decimal {
  return gb(fn).times(ms).div(MS_PER_S);
}

/** What is free of a month, less what others have used of it. */
export interface FreeTier {
  readonly requests: Decimal;
  readonly gbSeconds: Decimal;
  readonly streamedGb: Decimal;
  readonly facts: readonly PriceFact[];
}

export function freeTierOf({ freeTier, freeTierUsed = {} }: Usage, prices: PriceList): FreeTier {
  const facts: PriceFact[] = [];
  const left = (part: string, used: Decimal | undefined): Decimal => {
    const found = freeTier ? prices.figure('free-tier', part) : null;
    if (!found) return ZERO;
    facts.push(found.fact);
    return less(found.value, least(used ?? ZERO, found.value));
  };
  return {
    requests: left('requests', freeTierUsed.requests),
    gbSeconds: left('gbSeconds', freeTierUsed.gbSeconds),
    streamedGb: left('streamedGB', freeTierUsed.streamedGb),
    facts,
  };
}
