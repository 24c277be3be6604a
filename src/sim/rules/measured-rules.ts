/** Cold starts as somebody measured them: nothing here is documented, and each figure stands until a newer one. */
import { RulesError, shown, type FactReader, type Span } from './fact-reader.ts';

/** The whole wait of cold starts beyond that of warm ones, as a caller over HTTP saw it, µs. */
export interface ColdStartTimes {
  readonly medianUs: number;
  /** Two thirds of them lie in it, as many below as above. */
  readonly mostUs: Span;
  /** 95 % of them. */
  readonly nearlyAllUs: Span;
}

/** First answers of an environment, start and handler together, µs. */
export interface FirstAnswerTimes {
  readonly p50Us: number;
  readonly p90Us: number;
  readonly p99Us: number;
  readonly maxUs: number;
}

export const MEASURED_RUNTIMES = ['javascript', 'python', 'go', 'java', 'ruby', 'csharp'] as const;
export type MeasuredRuntime = (typeof MEASURED_RUNTIMES)[number];
export const MEASURED_PACKAGES = ['kb1', 'mb14', 'mb35'] as const;
export type MeasuredPackage = (typeof MEASURED_PACKAGES)[number];
export const MEASURED_IMAGES = ['minimal', 'mb100', 'gb5'] as const;
export type MeasuredImage = (typeof MEASURED_IMAGES)[number];
export const MEASURED_FRAMEWORKS = ['springBoot', 'micronaut', 'quarkus'] as const;
export type MeasuredFramework = (typeof MEASURED_FRAMEWORKS)[number];

export interface MeasuredRules {
  /** A function that only answers, by language (fact cold-start-runtimes). */
  readonly runtimes: Readonly<Record<MeasuredRuntime, ColdStartTimes>>;
  /** One in JavaScript that loads more and more, by the size of its zip file (fact cold-start-packages). */
  readonly packages: Readonly<Record<MeasuredPackage, ColdStartTimes>>;
  /** The same as a container image, by what the image has besides (fact cold-start-images); null: none measured yet. */
  readonly images: Readonly<Record<MeasuredImage, ColdStartTimes>> | null;
  /** One in JavaScript with and without a VPC (fact cold-start-vpc). */
  readonly vpc: {
    readonly without: ColdStartTimes;
    readonly with: ColdStartTimes;
    /** Those that are taken to have waited for an interface of their own, and their share; null: there were none. */
    readonly newInterface: { readonly share: number; readonly times: ColdStartTimes } | null;
  };
  /** Frameworks of Java, initialised and restored (fact snapstart-measured); null: not measured yet. */
  readonly snapStart: Readonly<
    Partial<
      Record<MeasuredFramework, { readonly init: FirstAnswerTimes; readonly restored: FirstAnswerTimes }>
    >
  > | null;
}

const VPC = 'cold-start-vpc';
const SNAPSTART = 'snapstart-measured';

export function resolveMeasuredRules(facts: FactReader): MeasuredRules {
  const coldStarts = <T extends string>(id: string, parts: readonly T[]): Record<T, ColdStartTimes> =>
    Object.fromEntries(parts.map((part) => [part, coldStart(facts, id, part)])) as Record<T, ColdStartTimes>;
  return {
    runtimes: coldStarts('cold-start-runtimes', MEASURED_RUNTIMES),
    packages: coldStarts('cold-start-packages', MEASURED_PACKAGES),
    images: facts.exists('cold-start-images') ? coldStarts('cold-start-images', MEASURED_IMAGES) : null,
    vpc: {
      ...coldStarts(VPC, ['without', 'with']),
      newInterface: facts.has(VPC, 'slow')
        ? { share: facts.figure(VPC, 'slowShare') / 100, times: coldStart(facts, VPC, 'slow') }
        : null,
    },
    snapStart: facts.exists(SNAPSTART)
      ? Object.fromEntries(
          MEASURED_FRAMEWORKS.filter((name, at) => at === 0 || facts.has(SNAPSTART, name)).map((name) => [
            name,
            { init: firstAnswer(facts, name), restored: firstAnswer(facts, `${name}Restored`) },
          ]),
        )
      : null,
  };
}

/** Reads the milliseconds of one part by their names, as µs. */
function timesOf(facts: FactReader, id: string, part: string): (name: string) => number {
  const found = facts.value(id, part);
  return (name) => {
    const ms = (found as Record<string, unknown> | null)?.[name];
    if (typeof ms !== 'number' || !Number.isSafeInteger(ms) || ms < 0)
      throw new RulesError(id, `${part}: found ${shown(found)}; expected whole milliseconds under "${name}"`);
    return ms * 1000;
  };
}

function coldStart(facts: FactReader, id: string, part: string): ColdStartTimes {
  const us = timesOf(facts, id, part);
  return {
    medianUs: us('median'),
    mostUs: [us('67 % from'), us('to')],
    nearlyAllUs: [us('95 % from'), us('up to')],
  };
}

function firstAnswer(facts: FactReader, part: string): FirstAnswerTimes {
  const us = timesOf(facts, SNAPSTART, part);
  return { p50Us: us('p50'), p90Us: us('p90'), p99Us: us('p99'), maxUs: us('max') };
}
