/** Environments made ready ahead of the requests: provisioned concurrency and SnapStart; and the CPU memory brings. */
import { RulesError, shown, type FactReader, type Span } from './fact-reader.ts';
import { growthScope, resolveGrowth, type GrowthRules } from './scaling-rules.ts';

/** When environments that are being made ready take requests. AWS says it since 2023 only. */
export type UsableWhen = 'when all are ready' | 'not said';

/** How Application Auto Scaling follows a target (fact pc-autoscaling). */
export interface TargetTrackingRules {
  /** Distance of two measurements, µs. */
  readonly periodUs: number;
  /** Measurements above the target, one after the other, before more is provisioned. */
  readonly outPoints: number;
  /** Measurements below `inBelow` of the target before less is. */
  readonly inPoints: number;
  /** Share of the target, 0 to 1. */
  readonly inBelow: number;
  /** The target, as a share of what is provisioned. */
  readonly targetMin: number;
  readonly targetMax: number;
  /** Pause after a change before the next of its kind, unless set, µs. */
  readonly cooldownUs: number;
}

export interface ProvisionedRules {
  /** How fast it is made ready (fact provisioned-allocation). */
  readonly allocation: GrowthRules & {
    /** Wait before the first environment is made, from and to, µs. */
    readonly startsAfterUs: Span;
    readonly usable: UsableWhen;
  };
  /** Requests a second for each environment provisioned (fact requests-per-second). */
  readonly requestsPerSecondFactor: number;
  readonly targetTracking: TargetTrackingRules;
}

/** Families of runtimes a snapshot can be made of. */
export type SnapStartRuntime = 'java' | 'python' | 'dotnet';

/** What SnapStart cannot be used with. */
export const SNAPSTART_CONFLICTS = [
  'provisioned concurrency',
  'EFS',
  'S3 Files',
  '/tmp of more than 512 MB',
  'container images',
  'arm64',
] as const;
export type SnapStartConflict = (typeof SNAPSTART_CONFLICTS)[number];

export interface SnapStartRules {
  /** Runtimes, each from a version on or in that version alone (fact snapstart). */
  readonly runtimes: readonly {
    readonly runtime: SnapStartRuntime;
    readonly version: string;
    readonly andLater: boolean;
  }[];
  /** Longest Restore phase, µs (fact snapstart-limits). */
  readonly restoreLimitUs: number;
  /** A version of Java nobody invoked for so long is put away, µs. */
  readonly idleUs: number;
  readonly conflicts: readonly SnapStartConflict[];
}

export interface CpuRules {
  /** Memory that brings one whole vCPU, MB (fact memory-cpu-ratio). */
  readonly vcpuMemoryMb: number;
  /** Most vCPUs (fact vcpus-max); null: no text names them, memory over `vcpuMemoryMb` is all that is known. */
  readonly maxVcpus: number | null;
}

const ALLOCATION = 'provisioned-allocation';
const TRACKING = 'pc-autoscaling';
const DAY_US = 86_400_000_000;

/** Null: there was no provisioned concurrency yet. */
export function resolveProvisionedRules(facts: FactReader): ProvisionedRules | null {
  if (!facts.exists('provisioned-concurrency')) return null;
  const scope = growthScope(facts, ALLOCATION);
  const perMinute = facts.figure(ALLOCATION, 'perMinute');
  const [from, to] = facts.span(ALLOCATION, 'startsAfter');
  const percent = (part: string): number => facts.figure(TRACKING, part) / 100;
  return {
    allocation: {
      scope,
      // The figures of an account are the burst of its Region; those of a function are the same
      // as its growth on demand, which AWS states as so many every ten seconds.
      atOnce: resolveGrowth(facts).atOnce,
      perPeriod: scope === 'account' ? perMinute : perMinute / 6,
      periodUs: scope === 'account' ? 60_000_000 : 10_000_000,
      startsAfterUs: [from * 1_000_000, to * 1_000_000],
      usable: facts.has(ALLOCATION, 'usable') ? usableWhen(facts.word(ALLOCATION, 'usable')) : 'not said',
    },
    requestsPerSecondFactor: facts.figure('requests-per-second'),
    targetTracking: {
      periodUs: facts.secondsUs(TRACKING, 'period'),
      outPoints: facts.figure(TRACKING, 'outPoints'),
      inPoints: facts.figure(TRACKING, 'inPoints'),
      inBelow: percent('inBelow'),
      targetMin: percent('targetMin'),
      targetMax: percent('targetMax'),
      cooldownUs: facts.secondsUs(TRACKING, 'cooldown'),
    },
  };
}

function usableWhen(found: string): UsableWhen {
  if (found === 'when all are ready') return found;
  throw new RulesError(ALLOCATION, `usable: found ${shown(found)}; expected "when all are ready"`);
}

const RUNTIMES: Readonly<Record<string, SnapStartRuntime>> = {
  Java: 'java',
  Python: 'python',
  '.NET': 'dotnet',
};

/** Null: there was no SnapStart yet. */
export function resolveSnapStartRules(facts: FactReader): SnapStartRules | null {
  if (!facts.exists('snapstart')) return null;
  return {
    runtimes: facts.words('snapstart').map((words) => {
      const [, name = '', version = '', later] = /^(\S+) ([\d.]+)( and later)?$/.exec(words) ?? [];
      const runtime = RUNTIMES[name];
      if (!runtime)
        throw new RulesError('snapstart', `found ${shown(words)}; expected a runtime and its version`);
      return { runtime, version, andLater: later !== undefined };
    }),
    restoreLimitUs: facts.secondsUs('snapstart-limits', 'restore'),
    idleUs: facts.figure('snapstart-limits', 'idleDays') * DAY_US,
    conflicts: facts.wordsOf(SNAPSTART_CONFLICTS, 'snapstart-limits', 'notWith'),
  };
}

export function resolveCpuRules(facts: FactReader): CpuRules {
  return {
    vcpuMemoryMb: facts.figure('memory-cpu-ratio'),
    maxVcpus: facts.exists('vcpus-max') ? facts.figure('vcpus-max') : null,
  };
}
