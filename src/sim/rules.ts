/**
 * The figures the machines need, as they were in force at one date. The engine holds no such
 * number itself: they are resolved from dated facts and handed in.
 */
import { z } from './zod.ts';

const limitMs = z.nullable(z.union([z.number(), z.tuple([z.number(), z.number()])]));

/** One dated measurement of how long environments are kept; milliseconds, null: never. */
export const KeepPreset = z.object({
  id: z.string(),
  label: z.string(),
  functionIdleMs: limitMs,
  environmentIdleMs: limitMs,
  maxAgeMs: limitMs,
});
export type KeepPreset = z.infer<typeof KeepPreset>;

export interface Rules {
  /** The date these rules were in force, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Limit of the Init phase on demand, µs (fact init-limit). */
  readonly initLimitUs: number;
  /** Concurrent executions an account has by default (fact account-concurrency). */
  readonly accountConcurrency: number;
  /** Longest timeout of a function, ms (fact timeout-max). */
  readonly timeoutMaxMs: number;
  /** Memory settings, MB (facts memory-min, memory-max). */
  readonly memoryMinMb: number;
  readonly memoryMaxMb: number;
  /** The preset in force at the date, and every preset by id (fact idle-recycle-measured). */
  readonly keep: KeepPreset;
  readonly keepPresets: readonly KeepPreset[];
}
