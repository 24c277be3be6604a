import { expect, test } from 'vitest';
import { applySettings } from './overlay.ts';
import { readScenario } from './read-scenario.ts';
import type { Scenario } from './scenario.ts';
import { soundScenario } from './testing/sound-scenario.ts';

const other = {
  memoryMb: 128,
  timeoutMs: 3000,
  handlerMs: 10,
  createMs: 0,
  init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 },
};

/** Every kind of part, and a reference of every kind that leads somewhere. */
const wired: Scenario = {
  ...soundScenario,
  settings: {
    ...soundScenario.settings,
    function: {
      ...soundScenario.settings.function,
      calls: [{ to: 'table' }, { to: 'other' }, { to: 'jobs' }],
      async: { deadLetterQueue: 'lost', onFailure: 'alarm', onSuccess: 'other' },
    },
    functions: { other },
    resources: {
      photos: { type: 'push-service', service: 's3', targets: ['function', 'jobs'], notPermitted: ['jobs'] },
      clicks: { type: 'stream', service: 'kinesis', shards: 1 },
      jobs: { type: 'queue', maxReceiveCount: 3, deadLetterQueue: 'lost' },
      lost: { type: 'queue' },
      alarm: { type: 'target', service: 'sns' },
      table: { type: 'downstream', service: 'dynamodb', latencyMs: 5, feeds: 'clicks' },
    },
    mappings: {
      reads: { type: 'stream', source: 'clicks', onFailure: 'lost' },
      works: { type: 'queue', source: 'jobs', function: 'other' },
    },
    edge: { viewerRequest: 'other', originMs: 50, cacheMs: 1000, objects: 3 },
  },
  entry: 'photos',
  feeds: [
    { to: 'edge', arrivals: { kind: 'list', requests: [] } },
    { to: 'clicks', arrivals: { kind: 'list', requests: [] } },
  ],
  faults: [
    { id: 'no-read', title: '', on: false, kind: 'permission-missing', of: 'reads' },
    { id: 'no-log', title: '', on: false, kind: 'permission-missing', of: 'function', action: 'logs:*' },
  ],
  tunable: [],
  claims: [],
};

const messages = (change: (scenario: Scenario) => void): string[] => {
  const scenario = structuredClone(wired);
  change(scenario);
  const result = readScenario(scenario, 'my.json');
  return 'problems' in result ? result.problems.map(({ message }) => message.slice('my.json: '.length)) : [];
};

/** A part of the scenario that may be written to, whatever its type. */
const part = (scenario: Scenario, group: 'resources' | 'mappings', id: string) =>
  scenario.settings[group]![id] as unknown as Record<string, unknown>;

test('every reference that leads somewhere is accepted', () => {
  expect(messages(() => {})).toEqual([]);
});

test('parts by name can be changed by their path, and what is wrong in one is told', () => {
  const path = 'settings.functions.other.timeoutMs';
  const applied = applySettings(wired, { [path]: 5000 });
  expect('scenario' in applied && applied.scenario.settings.functions!['other']!.timeoutMs).toBe(5000);
  expect(messages((scenario) => (scenario.settings.functions!['other']!.timeoutMs = 0))).toEqual([
    `${path}: found 0, expected a number of milliseconds above 0, at most 1000000000000`,
  ]);
  expect(messages((scenario) => (scenario.settings.functions!['Other'] = other))).toEqual([
    'settings.functions: found the name "Other", expected an id of lowercase letters, digits and hyphens',
  ]);
  const lost = applySettings(wired, { 'settings.resources.tabel.latencyMs': 5 });
  expect('problems' in lost && lost.problems[0]!.message).toBe(
    'settings.resources.tabel.latencyMs: found an unknown setting, "tabel", expected "settings.resources.table"',
  );
});

test.each<readonly [string, (scenario: Scenario) => void, readonly string[]]>([
  [
    'a misspelt call',
    (scenario) => (scenario.settings.function.calls![0]!.to = 'tabel'),
    [
      'settings.function.calls.0.to: found "tabel", expected something a function can call; did you mean "table"?',
    ],
  ],
  [
    'a call to a mapping',
    (scenario) => (scenario.settings.function.calls![0]!.to = 'works'),
    [
      'settings.function.calls.0.to: found "works", a mapping, expected something a function can call: function, other, photos, clicks, jobs, lost, alarm, table',
    ],
  ],
  [
    'a dead-letter queue that is a stream',
    (scenario) => (scenario.settings.function.async!.deadLetterQueue = 'clicks'),
    [
      'settings.function.async.deadLetterQueue: found "clicks", a stream, expected a queue or a topic: photos, jobs, lost, alarm',
    ],
  ],
  [
    'a destination that is not there',
    (scenario) => (scenario.settings.function.async!.onFailure = 'nowhere'),
    [
      'settings.function.async.onFailure: found "nowhere", expected a destination: function, other, photos, jobs, lost, alarm',
    ],
  ],
  [
    'a target that is not there',
    (scenario) => (part(scenario, 'resources', 'photos')['targets'] = ['functoin', 'jobs']),
    [
      'settings.resources.photos.targets.0: found "functoin", expected something it can push to; did you mean "function"?',
    ],
  ],
  [
    'a target that is not let in and is none',
    (scenario) => (part(scenario, 'resources', 'photos')['notPermitted'] = ['other']),
    ['settings.resources.photos.notPermitted.0: found "other", expected one of its targets: function, jobs'],
  ],
  [
    'half a redrive policy',
    (scenario) => delete part(scenario, 'resources', 'jobs')['maxReceiveCount'],
    [
      'settings.resources.jobs.maxReceiveCount: found nothing, expected both parts of a redrive policy: maxReceiveCount and deadLetterQueue',
    ],
  ],
  [
    'a queue that is its own dead-letter queue',
    (scenario) => (part(scenario, 'resources', 'jobs')['deadLetterQueue'] = 'jobs'),
    ['settings.resources.jobs.deadLetterQueue: found "jobs", expected another queue than itself'],
  ],
  [
    'a mapping that reads from the wrong kind',
    (scenario) => (part(scenario, 'mappings', 'reads')['source'] = 'jobs'),
    ['settings.mappings.reads.source: found "jobs", a queue, expected a stream: clicks'],
  ],
  [
    'a mapping without its function',
    (scenario) => (part(scenario, 'mappings', 'works')['function'] = 'others'),
    ['settings.mappings.works.function: found "others", expected a function; did you mean "other"?'],
  ],
  [
    'an edge function that is not there',
    (scenario) => (scenario.settings.edge!.viewerRequest = 'headers'),
    ['settings.edge.viewerRequest: found "headers", expected a function: function, other'],
  ],
  [
    'an entry that takes nothing in',
    (scenario) => (scenario.entry = 'table'),
    [
      'entry: found "table", a downstream, expected where units can arrive: function, other, photos, clicks, jobs, lost, alarm, caller, edge',
    ],
  ],
  [
    'no entry and no caller',
    (scenario) => {
      delete scenario.entry;
      delete scenario.settings.caller;
    },
    ['entry: found nothing, expected where units can arrive, or settings.caller'],
  ],
  [
    'a feed to nobody',
    (scenario) => (scenario.feeds![0]!.to = 'edges'),
    ['feeds.0.to: found "edges", expected where units can arrive; did you mean "edge"?'],
  ],
  [
    'a fault of nobody',
    (scenario) => (scenario.faults[0]!.of = 'raeds'),
    ['faults.0.of: found "raeds", expected a part of the scenario; did you mean "reads"?'],
  ],
  [
    'a permission that nobody is missing',
    (scenario) => delete scenario.faults[0]!.of,
    ['faults.0.of: found nothing, expected whose permission is missing: a part of the scenario'],
  ],
  [
    'an action of a fault that has none',
    (scenario) => (scenario.faults[1]!.kind = 'crash'),
    ['faults.1.action: found "logs:*", expected no action: only a permission that is missing has one'],
  ],
  [
    'two parts of one name',
    (scenario) => (scenario.settings.functions!['jobs'] = other),
    [
      'settings.resources.jobs: found "jobs" a second time, expected each name once',
      'settings.mappings.works.source: found "jobs", a function, expected a queue: lost',
    ],
  ],
  [
    'a part with the name of one that is always there',
    (scenario) => (scenario.settings.functions!['caller'] = other),
    ['settings.functions.caller: found "caller", expected another name: caller is a part of its own'],
  ],
])('%s is told', (_, change, expected) => {
  expect(messages(change)).toEqual(expected);
});
