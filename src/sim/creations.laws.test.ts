/** Checks of packages held against limits worked out another way, and both interpreters against each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PackageRules } from './rules/package-rules.ts';
import { simulate } from './run.ts';
import type { PackageSettings } from './settings/package-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { realRules } from './testing/real-rules.ts';
import { made, packaged, stepsOf } from './testing/small-package.ts';
import { hashTrace } from './trace-hash.ts';
import { TransitionCoverage, transitionName } from './transition-coverage.ts';

const MB = 1024 * 1024;
const seeded = (numRuns: number) => ({ numRuns, seed: 20_261_120 });
const RULES = ['2018-12-01', '2020-06-01', '2021-06-01', '2026-11-20'].map((day) => ({
  day,
  rules: realRules(day),
}));
const today = RULES.at(-1)!.rules;

const lastOf = (given: PackageSettings, rules = today, more: Parameters<typeof made>[0] = {}) =>
  stepsOf(made({ ...more, package: given }, rules), 'creation').at(-1)!;

/** A package of so many bytes, exactly: sizes are MB, and a MB is a power of two. */
const ofBytes = (bytes: number) => bytes / MB;

/** What is wrong with a package first, by the limits alone. */
function wrongWith(given: PackageSettings, limits: PackageRules): string | null {
  const unzipped = (given.unzippedMb ?? given.sizeMb) * MB;
  const isImage = given.type === 'image';
  if (!isImage) {
    if (given.by === 'console' && given.sizeMb * MB > limits.consoleBytes) return 'too large for the console';
    if (given.by === 'upload' && given.sizeMb * MB > limits.zipBytes) return 'too large to upload';
    if (unzipped > limits.unzippedBytes) return 'too large unzipped';
    const layers = given.layers ?? [];
    if (layers.length > (limits.layersMax ?? 0)) return 'too many layers';
    const total = layers.reduce((sum, { unzippedMb }) => sum + unzippedMb * MB, unzipped);
    if (total > limits.unzippedBytes) return 'too large with this layer';
  }
  if ((given.environmentVariablesBytes ?? 0) > limits.envVarsBytes!) return 'environment variables too large';
  if (given.tmpMb !== undefined && given.tmpMb < limits.tmp.defaultMb) return '/tmp too small';
  if (given.tmpMb !== undefined && given.tmpMb > limits.tmp.maxMb) return '/tmp too large';
  return isImage && given.sizeMb * MB > limits.imageBytes! ? 'image too large' : null;
}

const near = (limit: number) => fc.constantFrom(limit / 2, limit - 1, limit, limit + 1, limit * 2);
const anyPackage = (limits: PackageRules): fc.Arbitrary<PackageSettings> =>
  fc
    .record({
      isImage: limits.imageBytes === null ? fc.constant(false) : fc.boolean(),
      by: fc.constantFrom('console' as const, 'upload' as const, 's3' as const),
      size: fc.oneof(near(limits.consoleBytes), near(limits.zipBytes), near(limits.imageBytes ?? MB)),
      unzipped: near(limits.unzippedBytes),
      layers: fc.array(fc.constantFrom(1, 30, 90, 250), { maxLength: 6 }),
      variables: near(limits.envVarsBytes!),
      tmpMb: fc.constantFrom(undefined, 511, 512, 513, 10_240, 10_241),
    })
    .map(({ isImage, by, size, unzipped, layers, variables, tmpMb }) => ({
      ...(isImage
        ? { type: 'image' as const, sizeMb: ofBytes(size) }
        : {
            by,
            sizeMb: ofBytes(size),
            unzippedMb: ofBytes(unzipped),
            layers: layers.map((unzippedMb, index) => ({ name: `layer-${index}`, sizeMb: 1, unzippedMb })),
          }),
      environmentVariablesBytes: Math.floor(variables),
      ...(tmpMb === undefined ? {} : { tmpMb }),
    }));

describe.each(RULES)('packages at $day', ({ rules }) => {
  it('are refused for what is first above its limit, and for nothing else', () => {
    fc.assert(
      fc.property(anyPackage(rules.packages), (given) => {
        const wrong = wrongWith(given, rules.packages);
        const last = lastOf(given, rules);
        expect(
          last.startsWith(wrong === null ? 'active' : wrong === 'image too large' ? 'failed' : 'refused'),
        ).toBe(true);
        if (wrong !== null) expect(last.split(': refused: ')[1]).toBe(wrong);
      }),
      seeded(300),
    );
  });
});

describe('a size', () => {
  const { packages } = today;
  it.each<[string, (size: number) => PackageSettings, number]>([
    ['in the console', (size) => ({ by: 'console', sizeMb: ofBytes(size) }), packages.consoleBytes],
    ['uploaded', (size) => ({ by: 'upload', sizeMb: ofBytes(size) }), packages.zipBytes],
    ['unzipped', (size) => ({ sizeMb: 1, unzippedMb: ofBytes(size) }), packages.unzippedBytes],
    ['of variables', (size) => ({ sizeMb: 1, environmentVariablesBytes: size }), packages.envVarsBytes!],
    ['of /tmp', (size) => ({ sizeMb: 1, tmpMb: size }), packages.tmp.maxMb],
    ['of an image', (size) => ({ type: 'image', sizeMb: ofBytes(size) }), packages.imageBytes!],
  ])('%s passes at its limit, and one above does not', (_, given, limit) => {
    expect(lastOf(given(limit))).toMatch(/^active/);
    expect(lastOf(given(limit + 1))).toMatch(/^(refused|failed)/);
  });
});

describe('layers', () => {
  it('add up, and the one that goes over is the first that does', () => {
    fc.assert(
      fc.property(
        fc.nat(250),
        fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 5 }),
        (unzippedMb, sizes) => {
          const layers = sizes.map((size) => ({ name: 'layer', sizeMb: 1, unzippedMb: size }));
          const steps = stepsOf(made({ package: { sizeMb: 1, unzippedMb, layers } }, today), 'creation');
          const sums = sizes.map((_, index) => sizes.slice(0, index + 1).reduce((a, b) => a + b, unzippedMb));
          const breaks = sums.findIndex((sum) => sum > 250);
          const merged = breaks < 0 ? sizes.length : breaks;
          const amounts = steps.slice(2, 3 + merged).map((step) => Number(step.split(' ')[1]));
          expect(amounts).toEqual([unzippedMb, ...sums.slice(0, merged)]);
          expect(steps[3 + merged]).toBe(
            breaks < 0 ? `storage ${sums.at(-1)}` : 'refused 250: refused: too large with this layer',
          );
        },
      ),
      seeded(200),
    );
  });

  it('are accepted in any order or in none', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 5 })
          .chain((sizes) =>
            fc.tuple(fc.constant(sizes), fc.shuffledSubarray(sizes, { minLength: sizes.length })),
          ),
        ([sizes, shuffled]) => {
          const end = (order: readonly number[]) =>
            lastOf({
              sizeMb: 1,
              layers: order.map((unzippedMb) => ({ name: 'layer', sizeMb: 1, unzippedMb })),
            });
          expect(end(shuffled)).toBe(end(sizes));
        },
      ),
      seeded(100),
    );
  });
});

describe('creations, updates and stacks', () => {
  const rules = {
    ...idealRules,
    packages: {
      ...today.packages,
      codeStorageBytes: 400 * MB,
      inline: { unit: 'bytes' as const, most: 4 * MB },
    },
  };
  const earlier = {
    ...rules,
    packages: {
      ...rules.packages,
      functionStates: null,
      inline: { unit: 'characters' as const, most: 4096 },
    },
  };
  const code = fc.oneof(
    fc
      .record({ key: fc.constantFrom('a', 'b', 'none'), objectVersion: fc.constantFrom(undefined, '1', '2') })
      .map(({ key, objectVersion }) => ({
        bucket: 'code',
        key,
        ...(objectVersion === undefined ? {} : { objectVersion }),
      })),
    fc.record({ zipFile: fc.constantFrom('next', 'large', 'function') }),
  );
  const revision = fc.constantFrom('next', 'large', 'image', 'function');
  const atMs = fc.integer({ min: 0, max: 20 }).map((tenths) => tenths * 100);
  const change = fc.oneof(
    fc.record({ kind: fc.constant('update-function-code' as const), atMs, revision }),
    fc.record({
      kind: fc.constant('put-object' as const),
      atMs,
      bucket: fc.constant('code'),
      key: fc.constantFrom('a', 'b'),
      revision: fc.constantFrom('next', 'large', 'function'),
    }),
    fc.record({ kind: fc.constant('update-stack' as const), atMs, code }),
  );
  const scenario = fc
    .record({
      changes: fc.array(change, { maxLength: 8 }),
      first: anyPackage(rules.packages),
      initial: fc.constantFrom({ bucket: 'code', key: 'a' }, { zipFile: 'function' }),
      hasStack: fc.constantFrom(true, true, false),
      isSmall: fc.boolean(),
      tmpMb: fc.constantFrom(512, 10_241),
      cleanUpMs: fc.constantFrom(0, 1000),
      activationMs: fc.constantFrom(0, 1000),
      codeStorageUsedMb: fc.constantFrom(0, 380),
    })
    .map(
      ({ changes, first, initial, hasStack, isSmall, tmpMb, cleanUpMs, activationMs, codeStorageUsedMb }) =>
        packaged({
          package:
            isSmall || (hasStack && first.type === 'image')
              ? { sizeMb: 1, tmpMb, activationMs }
              : { ...first, activationMs },
          function: {
            ...(hasStack && { stack: { code: initial, cleanUpMs } }),
            revisions: {
              next: { handlerMs: 10, package: { sizeMb: 2, sourceCharacters: 10, activationMs } },
              large: { handlerMs: 10, package: { sizeMb: 30, unzippedMb: 200 } },
              image: { handlerMs: 10, package: { type: 'image', sizeMb: 20_000, activationMs } },
            },
          },
          settings: { codeStorageUsedMb },
          changes: changes.filter(({ kind }) => hasStack || kind !== 'update-stack'),
          requests: [0, 500, 1000, 2000, 4000],
        }),
    )
    // Source in a template is no image.
    .filter(
      ({ settings, changes = [] }) =>
        settings.function.package?.type !== 'image' ||
        !changes.some((one) => 'revision' in one && one.kind === 'put-object' && one.revision === 'function'),
    );

  /** It goes back because a key is wrong, and is then given the template that it has. */
  const rolledBack = packaged({
    function: { stack: { code: { bucket: 'code', key: 'a' } } },
    changes: [
      { kind: 'update-stack', atMs: 500, code: { bucket: 'code', key: 'none' } },
      { kind: 'update-stack', atMs: 1000, code: { bucket: 'code', key: 'a' } },
    ],
  });

  const thereBefore = packaged({
    function: { stack: { code: { bucket: 'code', key: 'a' } }, versions: { 1: {} } },
  });
  const withoutRole = packaged({ package: { sizeMb: 1 }, function: { trusted: false } });

  it.each([
    { name: 'with function states', of: rules },
    { name: 'before there were any', of: earlier },
  ])('run the same for both interpreters, break no law and take every way there is, $name', ({ of }) => {
    const coverage = new TransitionCoverage();
    for (const given of [rolledBack, thereBefore, withoutRole]) simulate(given, of, { coverage });
    fc.assert(
      fc.property(scenario, (given) => {
        const trace = simulate(given, of, { coverage });
        expect(['horizon', 'drained']).toContain(trace.end.kind);
        expect(hashTrace(trace)).toBe(hashTrace(simulate(given, of, { interpreter: 'reference' })));
      }),
      seeded(250),
    );
    const never = coverage
      .report()
      .filter(({ kind, count }) => (kind === 'creation' || kind === 'stack') && count === 0)
      .map(transitionName);
    const onlyThen =
      of === earlier
        ? [
            /isInlineTooLarge/,
            /after activation/,
            /> pending/,
            /(CREATE|UPDATE)_IN_PROGRESS > \1_IN_PROGRESS on update/,
          ]
        : [/isSourceTooLong/, /hasNoStates/];
    expect(never.filter((name) => !onlyThen.some((pattern) => pattern.test(name)))).toEqual([]);
  });
});
