/** What one state of a function's code has used, as plain numbers: while it is counted, and as it is told. */
import { functionIdOf, qualifierOf } from './function-named.ts';
import { revisionAt } from './revision.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import { Staircase, type Spell } from './staircase.ts';

/** Invocations and the time they were billed for. */
export interface Work {
  /** Invocations that were taken in: what AWS bills as requests. */
  readonly requests: number;
  /** Of those that have ended: Duration as REPORT has it, and Billed Duration, with what is billed of Init and Restore. */
  readonly durationMs: number;
  readonly billedMs: number;
  /** Billed time × memory. */
  readonly billedGbMs: number;
}

/** What one state of a function's code has used. */
export interface FunctionUsage {
  /** Id of the function. */
  readonly function: string;
  /** `$LATEST`, or the number of a version. */
  readonly version: string;
  /** Id of the revision; null: the function's own settings. */
  readonly revision: string | null;
  readonly memoryMb: number;
  /** Scenarios know no other. */
  readonly architecture: 'x86_64';
  readonly package: 'zip' | 'image';
  /** On demand, on provisioned concurrency, and for CloudFront. */
  readonly onDemand: Work;
  readonly provisioned: Work;
  readonly edge: Work;
  /** Provisioned environments, from being allocated to being released, in use or not; and their Init, where that is billed. */
  readonly allocated: {
    readonly environmentMs: number;
    readonly gbMs: number;
    readonly initMs: number;
    readonly initGbMs: number;
    readonly spells: readonly Spell[];
  };
  /** Init of snapshots and how long they have been kept; restores from them, each with the memory. */
  readonly snapStart: {
    readonly snapshots: number;
    readonly initMs: number;
    readonly initGbMs: number;
    readonly cachedMs: number;
    readonly cachedGbMs: number;
    readonly restores: number;
    readonly restoredGb: number;
  };
  /** /tmp above what is free × billed time. */
  readonly ephemeralGbMs: number;
}

const MB_PER_GB = 1024;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One while it grows. */
export class FunctionRow {
  readonly place: number;
  readonly revision: number;
  readonly settings: FunctionSettings;
  /** /tmp above what is free, MB. */
  readonly extraTmpMb: number;
  readonly onDemand = nothing();
  readonly provisioned = nothing();
  readonly edge = nothing();
  readonly allocated = new Staircase();
  allocatedInitMs = 0;
  snapshots = 0;
  snapshotInitMs = 0;
  cachedMs = 0;
  restores = 0;

  /**
   * @param revision position of the revision among those of the function, from 1; 0: the function's own settings.
   * @param settings those of the revision.
   * @param freeTmpMb so much of /tmp costs nothing.
   */
  constructor(place: number, revision: number, settings: FunctionSettings, freeTmpMb: number) {
    this.place = place;
    this.revision = revision;
    this.settings = settings;
    this.extraTmpMb = Math.max(0, (settings.package?.tmpMb ?? freeTmpMb) - freeTmpMb);
  }

  /** @param name of its place. @param endUs length of the run */
  told(name: string, endUs: number): FunctionUsage {
    const { settings } = this;
    const gb = settings.memoryMb / MB_PER_GB;
    const work = (done: Work): Work => ({
      ...done,
      durationMs: done.durationMs / 1000,
      billedGbMs: done.billedMs * gb,
    });
    const spells = this.allocated.until(endUs);
    const environmentMs = spells.reduce((sum, { fromMs, toMs, count }) => sum + (toMs - fromMs) * count, 0);
    const extraGb = this.extraTmpMb / MB_PER_GB;
    const billed = this.onDemand.billedMs + this.provisioned.billedMs + this.edge.billedMs;
    return {
      function: functionIdOf(name),
      version: qualifierOf(name) ?? '$LATEST',
      revision: revisionAt(settings, this.revision),
      memoryMb: settings.memoryMb,
      architecture: 'x86_64',
      package: settings.package?.type ?? 'zip',
      onDemand: work(this.onDemand),
      provisioned: work(this.provisioned),
      edge: work(this.edge),
      allocated: {
        environmentMs,
        gbMs: environmentMs * gb,
        initMs: this.allocatedInitMs,
        initGbMs: this.allocatedInitMs * gb,
        spells,
      },
      snapStart: {
        snapshots: this.snapshots,
        initMs: this.snapshotInitMs,
        initGbMs: this.snapshotInitMs * gb,
        cachedMs: this.cachedMs,
        cachedGbMs: this.cachedMs * gb,
        restores: this.restores,
        restoredGb: this.restores * gb,
      },
      ephemeralGbMs: billed * extraGb,
    };
  }
}

/** Its `durationMs` holds whole microseconds until they are told. */
function nothing(): Mutable<Work> {
  return { requests: 0, durationMs: 0, billedMs: 0, billedGbMs: 0 };
}
