/**
 * Random releases: what each function is made of and keeps as versions, where its aliases point, and what
 * operators do while the scenario runs.
 */
import fc from 'fast-check';
import type { Settings } from '../scenario.ts';
import type { Alarm, Call, ChangeOf } from '../settings/change-settings.ts';
import type { FunctionSettings, Revision } from '../settings/function-settings.ts';
import type { PackageSettings, StackSettings } from '../settings/package-settings.ts';
import { duration, FUNCTIONS, given, maybe, ms, rarely } from './any-part.ts';

/** What of a function has to do with its releases. */
export type Released = Pick<
  FunctionSettings,
  'revisions' | 'versions' | 'aliases' | 'package' | 'stack' | 'cpuBound' | 'errorShare'
>;

const weight = fc.constantFrom(0, 0.1, 0.5, 1);

const anyPackage: fc.Arbitrary<PackageSettings> = fc
  .record({
    type: rarely(fc.constant('image' as const)),
    by: maybe(fc.constantFrom('console' as const, 'upload' as const, 's3' as const)),
    sizeMb: fc.constantFrom(1, 2, 40, 60, 20_000),
    unzippedMb: maybe(fc.constantFrom(10, 240, 300)),
    layers: rarely(
      fc.array(
        fc.constantFrom(5, 100).map((unzippedMb) => ({ name: 'layer', sizeMb: 1, unzippedMb })),
        {
          maxLength: 6,
        },
      ),
    ),
    environmentVariablesBytes: rarely(fc.constantFrom(100, 5000)),
    tmpMb: maybe(fc.constantFrom(512, 1024, 10_240, 20_000)),
    activationMs: maybe(ms(2000)),
  })
  .map((fields) => {
    const { by, layers, ...rest } = fields;
    return given(fields.type === 'image' ? rest : { ...rest, by, layers });
  });

const revision: fc.Arbitrary<Revision> = fc
  .record({
    handlerMs: maybe(duration(400)),
    memoryMb: maybe(fc.constantFrom(256, 1769, 3008)),
    errorShare: maybe(fc.constantFrom(0, 0.2, 1)),
    cpuBound: maybe(fc.constantFrom(0, 0.5, 1)),
    package: rarely(anyPackage),
  })
  .map((fields) => given(fields));

/** Where templates have code. */
const code = fc.oneof(
  fc
    .record({
      bucket: fc.constant('code'),
      key: fc.constantFrom('app', 'app-2'),
      objectVersion: maybe(fc.constantFrom('a', 'b')),
    })
    .map((fields): { bucket: string; key: string; objectVersion?: string } => given(fields)),
  fc.record({ zipFile: fc.constantFrom('next', 'bad', 'function') }),
);

const stack: fc.Arbitrary<StackSettings> = fc
  .record({
    code: fc.oneof(
      fc.record({ bucket: fc.constant('code'), key: fc.constant('app') }),
      fc.record({ zipFile: fc.constant('function') }),
    ),
    cleanUpMs: maybe(ms(3000)),
  })
  .map((fields) => given(fields));

/** Versions 1 and 2, and an alias `live`, are always there: others may name them. */
export const released: fc.Arbitrary<Released> = fc
  .record({
    revisions: fc.record({ next: revision, bad: revision }),
    second: maybe(weight),
    main: fc.constantFrom('1', '2'),
    beta: fc.boolean(),
    package: rarely(anyPackage),
    stack: rarely(stack),
    cpuBound: rarely(fc.constantFrom(0.5, 1)),
    errorShare: rarely(fc.constantFrom(0.2, 1)),
  })
  .map(({ second, main, beta, ...fields }) =>
    given({
      ...fields,
      versions: { 1: {}, 2: { revision: 'next' } },
      aliases: {
        live: {
          version: main,
          ...(second === undefined
            ? {}
            : { additional: { version: main === '1' ? '2' : '1', weight: second } }),
        },
        ...(beta ? { beta: { version: '$LATEST' } } : {}),
      },
    }),
  );

export const alarms: fc.Arbitrary<Settings['alarms']> = fc
  .record({
    metric: fc.constantFrom<Alarm['metric']>('Errors', 'Throttles', 'Invocations', 'Duration', 'ErrorRate'),
    of: fc.constantFrom('function', 'function:live', 'function:2'),
    above: fc.constantFrom(0, 1, 10, 50),
    evaluationPeriods: maybe(fc.constantFrom(1, 2, 3)),
    treatMissingData: maybe(
      fc.constantFrom('missing' as const, 'ignore' as const, 'breaching' as const, 'notBreaching' as const),
    ),
  })
  .map((high) => given({ high: given(high) }));

const anyVersion = fc.constantFrom('1', '2', '3', '4');

/** Changes that a scenario with `released` functions and the alarm `high` can have; stacks aside. */
export const change: fc.Arbitrary<Omit<Call, 'id' | 'title'>> = fc
  .record({
    at: fc.oneof(ms(3000), ms(20_000), ms(150_000)),
    on: fc.constantFrom(true, true, true, true, true, false),
    function: fc.constantFrom(undefined, undefined, undefined, 'second', 'third'),
    what: fc.oneof(
      fc.record({
        kind: fc.constant('put-function-concurrency'),
        reserved: fc.constantFrom(null, 0, 1, 2, 5, 950),
      }),
      fc.record({
        kind: fc.constant('put-provisioned-concurrency'),
        qualifier: fc.constantFrom('1', '2', '3', 'live', 'beta'),
        concurrency: fc.constantFrom(0, 1, 2, 4, 950),
      }),
      fc.record({
        kind: fc.constant('update-function-code'),
        revision: fc.constantFrom('next', 'bad', 'function'),
      }),
      fc.record({ kind: fc.constant('publish-version'), version: fc.constant('3') }),
      fc.record({
        kind: fc.constant('update-alias'),
        alias: fc.constant('live'),
        version: fc.constantFrom('1', '2', '3', '$LATEST', 'beta', '9'),
        second: maybe(fc.record({ version: anyVersion, weight })),
      }),
      fc.record({
        kind: fc.constant('create-deployment'),
        alias: fc.constant('live'),
        version: anyVersion,
        configuration: fc.constantFrom(
          'LambdaAllAtOnce',
          'LambdaCanary10Percent5Minutes',
          'LambdaLinear10PercentEvery1Minute',
        ),
        beforeAllowTraffic: rarely(fc.constantFrom('second', 'third:1')),
        afterAllowTraffic: rarely(fc.constantFrom('second', 'third:live')),
        alarms: maybe(fc.constant(['high'])),
        rollback: maybe(fc.boolean()),
      }),
      fc.record({
        kind: fc.constant('put-object'),
        bucket: fc.constant('code'),
        key: fc.constantFrom('app', 'app-2'),
        objectVersion: maybe(fc.constantFrom('a', 'b')),
        revision: fc.constantFrom('next', 'bad', 'function'),
      }),
      fc.record({ kind: fc.constant('update-stack'), code }),
    ),
  })
  .map(({ at, what, ...fields }) => {
    const { qualifier, second, ...rest } = what as { qualifier?: string; second?: object };
    return given({
      ...fields,
      atMs: at,
      ...rest,
      ...(qualifier === undefined ? {} : { of: `${fields.function ?? 'function'}:${qualifier}` }),
      ...(second === undefined ? {} : { additional: second }),
    });
  });

type Drawn = Omit<Call, 'id' | 'title'>;

/**
 * Changes as they can be in a scenario with these functions: versions are published by the numbers that come
 * next, and only what some function has or will have is named.
 */
export function possible(
  drawn: readonly Drawn[],
  made: readonly (readonly [id: string, Released])[],
): readonly Drawn[] {
  const next = new Map(made.map(([id]) => [id, 3]));
  const functionOf = (one: Drawn) => one.function ?? 'function';
  const numbered = drawn
    .toSorted((a, b) => a.atMs - b.atMs)
    .map((one): Drawn => {
      if (one.kind !== 'publish-version') return one;
      const number = next.get(functionOf(one))!;
      next.set(functionOf(one), number + 1);
      return { ...one, version: `${number}` } as Drawn;
    });
  return numbered.filter((one) => {
    const id = functionOf(one);
    const [, fn] = made.find(([name]) => name === id)!;
    const has = (version: string) =>
      version === '$LATEST' || Number(version) < next.get(id)! || version in fn.aliases!;
    switch (one.kind) {
      case 'update-stack':
        return fn.stack !== undefined;
      case 'put-provisioned-concurrency':
        return has((one as ChangeOf<typeof one.kind>).of.split(':')[1]!);
      case 'create-deployment':
        return has((one as ChangeOf<typeof one.kind>).version);
      default:
        return true;
    }
  });
}

/** A name with a qualifier, where the function has what it stands for. */
export function qualifiedBy(
  settings: Pick<Settings, 'function' | 'functions'>,
  name: string,
  qualifier: string,
): string {
  if (!(FUNCTIONS as readonly string[]).includes(name)) return name;
  const fn = name === 'function' ? settings.function : settings.functions?.[name];
  const isThere = Object.hasOwn(fn?.versions ?? {}, qualifier) || Object.hasOwn(fn?.aliases ?? {}, qualifier);
  return isThere ? `${name}:${qualifier}` : name;
}
