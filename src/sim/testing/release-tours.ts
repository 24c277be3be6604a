/** Scenarios that take every way through versions, aliases, deployments and alarms. */
import type { Scenario, Settings } from '../scenario.ts';
import type { Alarm, Change, ChangeOf } from '../settings/change-settings.ts';
import { point } from './changes.ts';
import { smallScenario } from './small-scenario.ts';

const MINUTE = 60_000;
const common = { title: '', on: true };

/** Like the small scenario; the caller names something else than the function alone. */
function tour(
  id: string,
  scenario: Scenario,
  settings: Partial<Settings>,
  changes: readonly Change[] = [],
): Scenario {
  return {
    ...scenario,
    id,
    asOf: '2026-11-20',
    settings: { ...scenario.settings, keep: { preset: 'as-of' }, ...settings },
    ...(changes.length > 0 ? { changes: [...changes] } : {}),
  };
}

const watched = (treatMissingData: NonNullable<Alarm['treatMissingData']>): Alarm => ({
  metric: 'Errors',
  of: 'function',
  above: 0,
  treatMissingData,
});

/** An error after a while without data, nothing for a while, then a success: seen by alarms of each kind. */
const alarms = tour(
  'alarms-with-gaps',
  smallScenario({
    requests: [5.5 * MINUTE, 10.5 * MINUTE],
    faults: [{ id: 'bad', title: '', on: true, kind: 'function-error', which: [1] }],
  }),
  {
    alarms: {
      missing: watched('missing'),
      ignore: watched('ignore'),
      breaching: watched('breaching'),
      'not-breaching': watched('notBreaching'),
    },
  },
);

const hook = {
  memoryMb: 128,
  timeoutMs: 3000,
  handlerMs: 10,
  createMs: 0,
  init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 },
};

type Way = Partial<
  Pick<
    ChangeOf<'create-deployment'>,
    'configuration' | 'beforeAllowTraffic' | 'afterAllowTraffic' | 'alarms' | 'rollback'
  >
>;

const CANARY = 'LambdaCanary10Percent5Minutes';
const LINEAR = 'LambdaLinear10PercentEvery1Minute';
const rung = { alarms: ['ring'] };
const stays = { rollback: false };

/** Each of its own alias. The alarm goes off five minutes after they have begun. */
const WAYS: readonly Way[] = [
  {},
  { configuration: CANARY },
  { configuration: LINEAR },
  { beforeAllowTraffic: 'good-hook' },
  { beforeAllowTraffic: 'good-hook', configuration: CANARY },
  { beforeAllowTraffic: 'good-hook', afterAllowTraffic: 'good-hook' },
  { beforeAllowTraffic: 'bad-hook' },
  { beforeAllowTraffic: 'mute-hook' },
  { beforeAllowTraffic: 'mute-hook', ...rung },
  { configuration: CANARY, afterAllowTraffic: 'good-hook' },
  { configuration: LINEAR, ...rung },
  { configuration: LINEAR, ...rung, ...stays },
  { afterAllowTraffic: 'good-hook' },
  { afterAllowTraffic: 'bad-hook' },
  { afterAllowTraffic: 'bad-hook', ...stays },
  { afterAllowTraffic: 'mute-hook' },
  { afterAllowTraffic: 'mute-hook', ...stays },
  { afterAllowTraffic: 'mute-hook', ...rung },
  { afterAllowTraffic: 'mute-hook', ...rung, ...stays },
];

const deployments = tour(
  'deployments-of-all-ways',
  smallScenario({
    arrivals: { kind: 'constant', everyMs: 1000, startMs: 500, untilMs: 12 * MINUTE },
    function: {
      ...hook,
      revisions: { next: { handlerMs: 20 } },
      versions: { '1': {}, '2': { revision: 'next' } },
      aliases: Object.fromEntries(WAYS.map((_, index) => [`way-${index}`, { version: '1' }])),
    },
    faults: [{ id: 'late', title: '', on: true, kind: 'function-error', of: 'function', fromMs: 9 * MINUTE }],
  }),
  {
    functions: {
      'good-hook': hook,
      'bad-hook': { ...hook, errorShare: 1 },
      'mute-hook': { ...hook, handlerMs: 5000 },
    },
    alarms: { ring: { metric: 'Errors', of: 'function', above: 0 } },
  },
  WAYS.map((way, index) => ({
    ...common,
    id: `deploy-${index}`,
    kind: 'create-deployment',
    atMs: 5 * MINUTE,
    alias: `way-${index}`,
    version: '2',
    configuration: 'LambdaAllAtOnce',
    ...way,
  })),
);

const deploy = (atMs: number): Change => ({
  ...common,
  id: `deploy-${atMs}`,
  kind: 'create-deployment',
  atMs,
  alias: 'live',
  version: '2',
  configuration: CANARY,
});

/** An alias is pointed everywhere it can be and everywhere it cannot; a version is published, once in vain. */
const pointings = tour(
  'alias-pointed-everywhere',
  smallScenario({
    arrivals: { kind: 'constant', everyMs: 100, count: 100 },
    function: {
      revisions: { next: { handlerMs: 20 } },
      versions: { '1': { revision: 'next' }, '2': {} },
      aliases: { live: { version: '1' }, half: { version: '1', additional: { version: '2', weight: 0.5 } } },
    },
  }),
  { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:live' } },
  [
    { ...common, id: 'in-vain', kind: 'publish-version', atMs: 500, version: '3' },
    { ...common, id: 'code', kind: 'update-function-code', atMs: 600, revision: 'next' },
    { ...common, id: 'publish', kind: 'publish-version', atMs: 700, version: '4' },
    { ...common, id: 'again', kind: 'publish-version', atMs: 800, version: '5' },
    point(1000, '2'),
    point(2000, '2', { version: '1', weight: 0.1 }),
    point(3000, '2', { version: '1', weight: 0.5 }),
    point(4000, '4'),
    point(5000, 'half'),
    point(5100, '9'),
    point(5200, '1', { version: '$LATEST', weight: 0.5 }),
    point(5300, '1', { version: '1', weight: 0.5 }),
    point(6000, '$LATEST'),
    point(7000, '1'),
    deploy(8000),
    deploy(9000),
  ],
);

/** With SnapStart a version waits for its snapshot; where Init fails it never comes. */
const snapshots = tour(
  'snapshots-of-versions',
  smallScenario({
    requests: [1000, 3000, 5000],
    function: {
      snapStart: { restoreMs: 50, runtime: 'java21' },
      revisions: { next: { handlerMs: 20 }, bad: { handlerMs: 30 } },
      versions: { '1': { revision: 'next' } },
    },
    faults: [{ id: 'no-init', title: '', on: true, kind: 'init-error', of: 'function:3' }],
  }),
  { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:2' } },
  [
    { ...common, id: 'publish', kind: 'publish-version', atMs: 2000, version: '2' },
    { ...common, id: 'code', kind: 'update-function-code', atMs: 3000, revision: 'bad' },
    { ...common, id: 'in-vain', kind: 'publish-version', atMs: 4000, version: '3' },
  ],
);

export const releaseTours: readonly Scenario[] = [alarms, deployments, pointings, snapshots];
