/** Scenarios whose settings change so that mappings, scaling targets and planned changes take every way they have then. */
import { forkAt } from '../fork.ts';
import type { Fault, Scenario } from '../scenario.ts';
import type { ChangeOf } from '../settings/change-settings.ts';
import { provisionTour } from './provision-tours.ts';
import { smallQueue } from './small-queue.ts';
import { smallScenario } from './small-scenario.ts';

type Set = ChangeOf<'change-settings'>['set'];

/** What a scenario is after each of these sets, one a second, or at these moments, s. */
function forked(scenario: Scenario, sets: readonly (Set | readonly [atS: number, set: Set])[]): Scenario {
  return sets.reduce<Scenario>((before, one, index) => {
    const [atS, set] = Array.isArray(one) ? (one as readonly [number, Set]) : [index + 1, one as Set];
    return forkAt(before, atS * 1e6, set, `change-${index}`, '');
  }, scenario);
}

const enabled = 'settings.mappings.poll.enabled';
const most = 'settings.mappings.poll.maximumConcurrency';
const denied = 'settings.function.denied.0';

/** A queue whose mapping may have up to five pollers, and may be stopped by a policy. */
const mapped = (scaling: { initial: number; perMinute: number; max: number }, messages: readonly number[]) =>
  smallQueue({
    messages,
    horizonMs: 300_000,
    function: { handlerMs: 20_000, timeoutMs: 60_000, denied: ['sqs:Nothing'] },
    queue: { visibilityTimeoutMs: 60_000 },
    mapping: { batchSize: 1, scaling },
  });
const many = Array.from({ length: 40 }, () => 0);

const mappings: readonly Scenario[] = [
  // Switched off and on while it has few pollers, and while more are added; allowed to read, or not, in between.
  forked(mapped({ initial: 5, perMinute: 0, max: 5 }, [0, 0]), [
    { [enabled]: false },
    { [enabled]: true },
    { [enabled]: false },
    { [denied]: 'sqs:ReceiveMessage' },
    { [enabled]: true },
    { 'faults.role.untilMs': 270_000 },
    { [enabled]: false },
    { [enabled]: true },
    { [denied]: 'sqs:Nothing' },
    { [most]: 2 },
    { [denied]: 'sqs:ReceiveMessage' },
    { [denied]: 'sqs:Nothing' },
    { 'faults.role.fromMs': 200_000 },
    [202, { 'faults.role.untilMs': 280_000 }],
  ]),
  forked(mapped({ initial: 1, perMinute: 2, max: 5 }, many), [
    [130, { [most]: 2 }],
    [131, { 'faults.role.fromMs': 200_000 }],
    [132, { [denied]: 'sqs:ReceiveMessage' }],
    [133, { [denied]: 'sqs:Nothing' }],
    [134, { [enabled]: false }],
  ]),
  forked(mapped({ initial: 1, perMinute: 2, max: 5 }, many), [[130, { [enabled]: false }]]),
].map((scenario): Scenario => {
  const role: Fault = {
    id: 'role',
    title: '',
    on: true,
    kind: 'permission-missing',
    of: 'poll',
    fromMs: 250_000,
    untilMs: 260_000,
  };
  return { ...scenario, faults: [role] };
});

const scaled = 'settings.function.versions.1.provisioned.autoScaling';
const target = (autoScaling: { minimum: number; maximum: number; target?: number }) =>
  provisionTour('scaled', {
    minutes: 10,
    function: {
      init: { extensionsMs: 0, runtimeMs: 0, functionMs: 30_000 },
      versions: { 1: { provisioned: { concurrency: 5, autoScaling } } },
    },
  });

const targets: readonly Scenario[] = [
  // Only scheduled; other bounds within and beyond what there is, and while it is being made.
  forked(target({ minimum: 2, maximum: 20 }), [
    { [`${scaled}.maximum`]: 30 },
    { [`${scaled}.minimum`]: 10 },
    { [`${scaled}.maximum`]: 25 },
    { [`${scaled}.minimum`]: 15 },
  ]),
  // And while a target is tracked.
  forked(target({ minimum: 2, maximum: 20, target: 0.5 }), [
    { [`${scaled}.maximum`]: 30 },
    { [`${scaled}.minimum`]: 10 },
  ]),
];

/** A planned change is switched off, another one on. */
const planned: Scenario = forked(
  {
    ...smallQueue({ messages: [0, 5000], horizonMs: 20_000 }),
    changes: ['one', 'two'].map((id, index) => ({
      kind: 'put-function-concurrency',
      id,
      title: '',
      on: index === 0,
      atMs: 4000,
      reserved: 0,
    })),
  },
  [{ 'changes.one.on': false, 'changes.two.on': true }, { 'changes.two.reserved': 3 }],
);

/** Killed in the extensions' Init, while a snapshot is made. */
const killed: Scenario = provisionTour('killed', {
  minutes: 1,
  function: {
    init: { extensionsMs: 5000, runtimeMs: 0, functionMs: 0 },
    snapStart: { runtime: 'java21', restoreMs: 100 },
    versions: { 1: {} },
  },
  changes: [
    {
      kind: 'update-function-code',
      id: 'code',
      title: '',
      on: true,
      atMs: 0,
      revision: 'next',
    },
    { kind: 'publish-version', id: 'publish', title: '', on: true, atMs: 1000, version: '2' },
  ],
  faults: [{ id: 'kill', title: '', on: true, kind: 'environment-killed', fromMs: 3000 }],
});

/** Killed at work, and while it resumes from a snapshot. */
const killedAt = (fromMs: number, snapStart: boolean): Scenario =>
  provisionTour('killed', {
    minutes: 1,
    arrivals: { kind: 'list', requests: [{ atMs: 0 }] },
    function: {
      handlerMs: 2000,
      versions: { 1: {} },
      ...(snapStart && { snapStart: { runtime: 'java21', restoreMs: 1000 } }),
    },
    faults: [{ id: 'kill', title: '', on: true, kind: 'environment-killed', which: [1], fromMs }],
  });

/** More comes from a moment on, by another way of invoking; and failed events go elsewhere, or nowhere. */
const traffic: Scenario = forked(
  {
    ...smallScenario({
      requests: [],
      horizonMs: 600_000,
      function: { async: { maximumRetryAttempts: 0 } },
      settings: { resources: { letters: { type: 'queue' } } },
    }),
    entry: 'function',
    arrivals: { kind: 'constant', everyMs: 1000, untilMs: 8000 },
    faults: [{ id: 'bad', title: '', on: true, kind: 'function-error' }],
  },
  [{ 'arrivals.everyMs': 250 }, { 'settings.function.async.deadLetterQueue': 'letters' }],
);

export const forkTours: readonly Scenario[] = [
  ...mappings,
  ...targets,
  planned,
  traffic,
  killedAt(500, true),
  killedAt(2000, false),
  {
    ...killed,
    settings: {
      ...killed.settings,
      function: { ...killed.settings.function, revisions: { next: { handlerMs: 10 } } },
    },
  },
].map((scenario, index) => ({ ...scenario, id: `fork-tour-${index}`, asOf: '2026-11-20' }));
