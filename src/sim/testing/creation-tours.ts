/** Scenarios that take every way through creations, updates and stacks, by the rules of a date. */
import type { Scenario } from '../scenario.ts';
import type { PackageSettings } from '../settings/package-settings.ts';
import { packaged } from './small-package.ts';

const tour = (id: string, parts: Parameters<typeof packaged>[0], asOf = '2026-11-20'): Scenario => {
  const scenario = packaged(parts);
  return { ...scenario, id, asOf, settings: { ...scenario.settings, keep: { preset: 'as-of' } } };
};

const layer = (unzippedMb: number) => ({ name: 'layer', sizeMb: 1, unzippedMb });
const layers = (count: number, unzippedMb: number) => Array.from({ length: count }, () => layer(unzippedMb));

const PACKAGES: Readonly<Record<string, PackageSettings>> = {
  'for-console': { sizeMb: 60, by: 'console' },
  'for-upload': { sizeMb: 60, by: 'upload' },
  unzipped: { sizeMb: 10, unzippedMb: 300 },
  'many-layers': { sizeMb: 10, layers: layers(6, 1) },
  'large-layer': { sizeMb: 10, layers: layers(3, 100) },
  'three-layers': { sizeMb: 10, layers: layers(3, 10) },
  variables: { sizeMb: 10, environmentVariablesBytes: 5000 },
  'little-tmp': { sizeMb: 10, tmpMb: 100 },
  'much-tmp': { sizeMb: 10, tmpMb: 20_000 },
  image: { sizeMb: 20_000, type: 'image', activationMs: 2000 },
  pending: { sizeMb: 10, activationMs: 2000 },
};

const revisions = {
  next: { package: { sizeMb: 10, activationMs: 1000 } },
  large: { package: { sizeMb: 300, sourceCharacters: 5000 } },
};
const bucket = 'code';
const first = { bucket, key: 'first' };
const update = (key: string, atMs: number) =>
  ({ kind: 'update-stack', atMs, code: { bucket, key } }) as const;
const put = (key: string, revision: string) =>
  ({ kind: 'put-object', atMs: 0, bucket, key, revision }) as const;

/** A stack that is asked again at every moment at which it cannot answer, and goes back twice. */
const stack = tour('stack-asked-again', {
  function: { stack: { code: first, cleanUpMs: 1000 }, revisions },
  package: { sizeMb: 10, activationMs: 1000 },
  changes: [
    put('next', 'next'),
    put('large', 'large'),
    update('next', 500),
    update('first', 1500),
    update('none', 1600),
    update('next', 2000),
    update('next', 3000),
    update('next', 3500),
    update('first', 4500),
    update('first', 5500),
    update('first', 6500),
    update('large', 7600),
    update('next', 9000),
    update('next', 13_000),
    update('large', 14_000),
    update('next', 16_000),
  ],
});

/** One that could not be created. */
const stackInVain = tour('stack-in-vain', {
  function: { stack: { code: first, cleanUpMs: 1000 }, revisions },
  package: { sizeMb: 300 },
  changes: [update('next', 500), update('next', 2000)],
});

const inline = { stack: { code: { zipFile: 'function' } }, revisions };

export const creationTours: readonly Scenario[] = [
  ...Object.entries(PACKAGES).map(([id, made]) =>
    tour(`package-${id}`, { package: made, requests: [1000, 5000] }),
  ),
  tour('event-while-pending', {
    package: PACKAGES['pending']!,
    settings: { caller: { invocationType: 'Event', permitted: true } },
    requests: [1000, 5000],
  }),
  tour('package-without-role', { package: { sizeMb: 10 }, function: { trusted: false } }),
  tour('package-too-many', { package: { sizeMb: 10 }, settings: { codeStorageUsedMb: 400_000 } }),
  tour('version-too-many', {
    package: { sizeMb: 10 },
    settings: { codeStorageUsedMb: 300 * 1024 - 15 },
    changes: [{ kind: 'publish-version', atMs: 500, version: '1' }],
  }),
  tour('package-before-states', { package: { sizeMb: 10 } }, '2018-12-01'),
  tour('inline-long', { function: inline, package: { sizeMb: 1, sourceCharacters: 5000 } }, '2019-06-01'),
  tour('inline-large', { function: inline, package: { sizeMb: 5 } }),
  tour('updates', {
    function: { revisions },
    requests: [500, 1500, 9000],
    changes: [
      { kind: 'update-function-code', atMs: 1000, revision: 'next' },
      { kind: 'update-function-code', atMs: 1500, revision: 'next' },
      { kind: 'update-function-code', atMs: 3000, revision: 'large' },
    ],
  }),
  tour('update-of-nothing', {
    function: { revisions },
    package: { sizeMb: 300 },
    changes: [{ kind: 'update-function-code', atMs: 1000, revision: 'next' }],
  }),
  tour('stack-there-before', { function: { stack: { code: first }, versions: { 1: {} } } }),
  stack,
  stackInVain,
];
