import { describe, expect, it } from 'vitest';
import { soundScenario } from '../sim/testing/sound-scenario.ts';
import { scenarios } from './library.ts';
import { program, type ExitCode } from './program.ts';

interface Answer {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

const FILES: Readonly<Record<string, string>> = {
  'sound.json': JSON.stringify(soundScenario, null, 2),
  'broken.json': '{\n  "id": "x",\n}',
  'wrong.json': JSON.stringify({ ...soundScenario, seed: -1 }, null, 2),
  'preset.json': JSON.stringify({
    ...soundScenario,
    tunable: [],
    settings: { ...soundScenario.settings, keep: { preset: '1999' } },
  }),
  'folder/real.json': JSON.stringify({
    ...soundScenario,
    tunable: [],
    arrivals: { kind: 'csv', file: 'calls.csv' },
  }),
  'folder/calls.csv': 'at_ms,duration_ms,note\n1000,250,a\n500000,250,b\n',
  'calls.csv': 'at_ms,duration_ms\n0,100\n5000,100\n',
  'bad.csv': 'at_ms\n1000\nsoon\n',
};

/** Runs the program on files in memory. */
async function sim(...args: string[]): Promise<Answer> {
  const written: string[] = [];
  const complaints: string[] = [];
  const files = {
    read: (path: string): string => {
      const text = FILES[path];
      if (text === undefined) throw Object.assign(new Error('none'), { code: 'ENOENT' });
      return text;
    },
    beside: (file: string, path: string): string => `${file.slice(0, file.lastIndexOf('/') + 1)}${path}`,
  };
  const terminal = {
    write: async (text: string): Promise<boolean> => {
      await Promise.resolve();
      written.push(text);
      return true;
    },
    complain: (line: string): void => {
      complaints.push(line);
    },
  };
  const code = await program(args, files, terminal);
  return { code, out: written.join(''), err: complaints.join('\n') };
}

/** The parts of the JSON that are looked at one by one; the others are matched whole. */
interface Figures<T> {
  readonly hash: string;
  readonly steps: number;
  readonly counts: Readonly<Record<'cold', T>>;
  readonly claims: readonly { readonly id: string; readonly holds: boolean }[];
  readonly series: readonly unknown[];
}

const json = async <T = number>(...args: string[]): Promise<Figures<T>> => {
  const { code, out, err } = await sim(...args, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Figures<T>;
};

describe('a run', () => {
  it('has the keys of the interface, in JSON', async () => {
    const result = await json('cold-start');
    expect(Object.keys(result)).toEqual([
      'scenario',
      'asOf',
      'seed',
      'engineVersion',
      'hash',
      'end',
      'endMs',
      'steps',
      'counts',
      'latencyMs',
      'concurrency',
      'environments',
      'ends',
      'claims',
      'simplifications',
    ]);
    expect(result).toMatchObject({
      scenario: 'cold-start',
      seed: 1,
      hash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      counts: { offered: 3, accepted: 3, throttled: 0, cold: 2, warm: 1, succeeded: 3, failed: 0 },
      latencyMs: { mean: 5500 / 3, p50: 2500, p95: 2500, p99: 2500, max: 2500 },
      concurrency: { max: 1 },
      environments: { max: 1, created: 2, meanLifespanMs: 10_500 },
    });
    expect(result.claims[0]).toEqual({ id: 'two-cold', holds: true, expected: { equal: 2 }, found: 2 });
  });

  it.each([...scenarios.keys()])('of %s: every claim holds', async (id) => {
    const claims = (await json(id)).claims;
    expect(claims.length).toBeGreaterThan(2);
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
  });

  it.each([...scenarios.keys()])(
    'of %s: both interpreters make the same trace',
    async (id) => {
      const { hash } = await json(id);
      expect((await json(id, '--interpreter', 'reference')).hash).toBe(hash);
    },
    60_000,
  );

  it('is a page for people', async () => {
    const { code, out, err } = await sim('burst', '--set', 'limit=3', 'second=8');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(
      'Changed: concurrency limit 3 (was 10).\nChanged: second burst 8 requests (was 6 requests).\n',
    );
    expect(out).toContain('Requests      12: 3 cold, 3 warm, 6 throttled; 6 succeeded, 0 failed\n');
    expect(out).toContain('does not hold  Nobody is turned away. (expected 0, found 6)\n');
    expect(out).toContain('No time on the way (no-network-time)\n');
    expect(out.endsWith('The run ends at 0:12.00, its horizon.\n')).toBe(true);
  });

  it('tells units by place where one and the same thing is a unit at each', async () => {
    expect((await sim('poison-message')).out).toContain(
      'Messages      10 in orders: 10 dead-lettered\n              10 in dead-letters: 10 lying there\n',
    );
    expect((await sim('two-consumers')).out).toContain(
      'Records       200 for billing: 200 processed\n              200 for archive: 200 processed\n',
    );
    expect((await sim('batch-window')).out).toContain('Records       30: 30 processed\n');
  });

  it('is a log of sentences', async () => {
    const { out } = await sim('cold-start', '--log');
    const lines = out.split('\n');
    expect(lines[0]).toBe(
      '    0:01.000  request 1        Request 1 finds no environment at all, so environment 1 is made for it.  [cold: no environment]',
    );
    expect(lines.at(-2)).toBe('    0:20.000  The run ends at 0:20.00, its horizon.');
  });

  it('is a trace, a line of JSON a step', async () => {
    const { steps } = await json('cold-start');
    const lines = (await sim('cold-start', '--trace')).out.trimEnd().split('\n');
    expect(lines).toHaveLength(steps);
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows[0]).toEqual({
      atUs: 1_000_000,
      actor: 'request 1',
      event: 'arrive',
      cause: null,
      from: null,
      to: 'waiting',
      reason: 'cold: no environment',
      other: 'environment 1',
      place: 'function',
      amount: 1,
    });
    for (const [step, row] of rows.entries()) {
      expect(Object.keys(row)).toEqual([
        'atUs',
        'actor',
        'place',
        'event',
        'cause',
        'from',
        'to',
        'reason',
        'other',
        'amount',
      ]);
      expect(row['cause'] === null || (row['cause'] as number) < step).toBe(true);
    }
  });

  it('has a row a minute when asked for', async () => {
    const { series } = await json('idle-recycle', '--series');
    expect(series).toHaveLength(52);
    expect(series[1]).toMatchObject({ minute: 1, offered: 1, cold: 1, succeeded: 1 });
  });

  it('takes seed, date and settings in their units', async () => {
    const result = await json(
      'cold-start',
      '--seed',
      '9',
      '--as-of',
      '2018',
      '--set',
      'idle=12',
      '--set',
      'settings.function.handlerMs=700',
    );
    expect(result).toMatchObject({
      seed: 9,
      asOf: '2018-01-01',
      counts: { cold: 1 },
      latencyMs: { max: 2700 },
    });
  });

  it('is of a file, and of real arrivals', async () => {
    expect(await json('sound.json')).toMatchObject({ scenario: 'sound', seed: 7, counts: { offered: 6 } });
    expect(await json('sound.json', '--arrivals', 'calls.csv')).toMatchObject({
      counts: { offered: 2 },
      endMs: 60_000,
    });
    // The second comes after the scenario's own horizon.
    expect(await json('folder/real.json')).toMatchObject({
      counts: { offered: 2, succeeded: 2 },
      endMs: 563_000,
    });
  });
});

describe('several runs', () => {
  it('are means and intervals, of the same seeds that single runs have', async () => {
    const many = await json('idle-recycle', '--set', 'gap=6', '--runs', '5', '--seed', '3');
    const single = await Promise.all(
      [3, 4, 5, 6, 7].map((seed) => json('idle-recycle', '--set', 'gap=6', '--seed', String(seed))),
    );
    expect(many).toMatchObject({
      seed: 3,
      runs: 5,
      hashes: single.map((result) => result.hash),
    });
    const cold = single.map((result) => result.counts.cold);
    const mean = cold.reduce((sum, value) => sum + value, 0) / 5;
    const half = 2.776 * Math.sqrt(cold.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4 / 5);
    expect(many.counts.cold).toEqual({ mean, interval: [mean - half, mean + half], runs: 5 });
    expect(many.claims[3]).toMatchObject({ id: 'never-two', holds: true, holdsIn: 5, found: { mean: 1 } });
  });

  it('are a table for people', async () => {
    const { out } = await sim('burst', '--runs', '3');
    expect(out).toContain('3 runs, seeds 1 to 3');
    expect(out).toMatch(/counts\.cold +6\n/);
    expect(out).toContain('holds in 3 of 3  Six of the ten requests start cold. (expected 6, found 6)\n');
  });
});

describe('what CloudWatch holds', () => {
  it('is printed as `aws logs tail` prints logs', async () => {
    const { out, code } = await sim('cold-start', '--cloudwatch', '--as-of', '2026-11-20');
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    const stream = /^2026-11-20T00:00:\d{2}\.\d{6}\+00:00 2026\/11\/20\/\[\$LATEST\][0-9a-f]{32} /;
    for (const line of lines) expect(line).toMatch(stream);
    expect(lines.map((line) => line.replace(stream, '').split(/[ :]/)[0])).toEqual([
      'INIT_START',
      'START',
      'END',
      'REPORT',
      'START',
      'END',
      'REPORT',
      'INIT_START',
      'START',
      'END',
      'REPORT',
    ]);
  });

  it('is a table of metrics, as far as they existed', async () => {
    const { out } = await sim('cold-start', '--metrics', '--as-of', '2026-11-20');
    expect(out).toContain('minute,of,place,metric,unit,count,sum,maximum\n');
    expect(out).toContain('2026-11-20T00:00:00.000Z,function,function,Invocations,Count,3,3,1\n');
    expect(out).toContain('2026-11-20T00:00:00.000Z,account,,ConcurrentExecutions,Count,1,1,1\n');
  });
});

describe('what is released', () => {
  it('has metrics by function, version and alias, and its version in the log', async () => {
    const { out } = await sim('alias-50-50', '--metrics');
    for (const of of ['function,function', 'version,function:1', 'alias,function:live'])
      expect(out).toContain(`2026-11-20T00:00:00.000Z,${of},Invocations,Count,`);
    expect((await sim('alias-50-50', '--cloudwatch')).out).toMatch(
      / \d{4}\/\d\d\/\d\d\/\[1\][0-9a-f]{32} START .* Version: 1\n/,
    );
  });
});

describe('what destinations and dead-letter queues get', () => {
  it('is printed as AWS writes it, a line of JSON each', async () => {
    const { out } = await sim('failure-destination', '--records');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ to, end }) => `${String(to)}: ${String(end)}`)).toEqual([
      'bus: delivered',
      'bus: delivered',
      'dead-letters: delivered',
      'failures: delivered',
      'dead-letters: delivered',
      'failures: delivered',
    ]);
    expect(lines[0]).toMatchObject({
      atMs: 1000,
      record: { requestContext: { condition: 'Success', approximateInvokeCount: 1 } },
    });
    expect(lines[2]).toMatchObject({ record: { body: { event: 2 }, attributes: { ErrorCode: 200 } } });
    expect(lines[3]).toMatchObject({
      record: { requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 } },
    });
  });

  it('says of one that is lost why', async () => {
    const { out } = await sim('dead-letter-not-permitted', '--records');
    const ends = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .map(({ why, end }) => `${String(why)}, ${String(end)}`);
    expect(ends).toEqual([
      ...Array.from({ length: 4 }, () => 'lost: dead letter not permitted, failed'),
      ...Array.from({ length: 4 }, () => 'sent: dead letter, delivered'),
    ]);
  });

  it('tells of a batch of a stream where its records stood', async () => {
    const { out } = await sim('blocked-shard-retries', '--records');
    expect(JSON.parse(out)).toMatchObject({
      to: 'failures',
      record: {
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 4 },
        KinesisBatchInfo: { shardId: 'shardId-000000000000', batchSize: 4 },
      },
    });
  });
});

describe('--usage', () => {
  it('prints what was used, as one document', async () => {
    const { out } = await sim('cold-start', '--usage', 'arrivals={"kind":"list","requests":[{"atMs":0}]}');
    const usage = JSON.parse(out) as { scenario: string; functions: { onDemand: { requests: number } }[] };
    expect(usage).toMatchObject({ scenario: 'cold-start', asyncEvents: [], pollers: [] });
    expect(usage.functions.map(({ onDemand }) => onDemand.requests)).toEqual([1]);
  });
});

describe('help and list', () => {
  it('go to standard output', async () => {
    expect(await sim('--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('--as-of DATE') as string,
    });
    const { out } = await sim('--list');
    expect(out).toMatch(/^Direct: .*\n {2}[a-z0-9-]+ .*\n/);
    for (const id of scenarios.keys()) expect(out).toContain(`\n  ${id} `);
    const list = JSON.parse((await sim('--list', '--json')).out) as { id: string; model: string }[];
    expect(list.map(({ id }) => id).sort()).toEqual([...scenarios.keys()].sort());
    expect(list.find(({ id }) => id === 'burst')).toMatchObject({ model: 'direct', family: 'cold-start' });
  });
});

describe('wrong input', () => {
  it.each<[string, string[], string]>([
    ['nothing', [], 'no scenario given: an id (--list prints them) or a JSON file; --help says more'],
    [
      'two scenarios',
      ['burst', 'slow-init'],
      'found a second scenario, "slow-init", expected one; settings are written KEY=VALUE',
    ],
    ['a misspelt option', ['burst', '--jsn'], 'found the unknown option --jsn, expected --json'],
    ['an option without its value', ['burst', '--seed'], "Option '--seed <value>' argument missing"],
    ['two outputs', ['burst', '--json', '--log'], 'found --json and --log, expected one of them'],
    ['a seed that is none', ['burst', '--seed', '-1x'], ''],
    [
      'a seed out of range',
      ['burst', '--seed', '4294967296'],
      '--seed: found "4294967296", expected a whole number from 0 to 4294967295',
    ],
    ['no runs', ['burst', '--runs', '0'], '--runs: found "0", expected a whole number from 1 to 10000'],
    [
      'more seeds than there are',
      ['burst', '--seed', '4294967295', '--runs', '2'],
      '--runs: found seeds up to 4294967296, expected at most 4294967295',
    ],
    [
      'the log of several runs',
      ['burst', '--runs', '2', '--log'],
      '--runs: found --log beside it, which shows one run; expected --json or nothing',
    ],
    ['a series for people', ['burst', '--series'], '--series: expected --json and a single run beside it'],
    [
      'an interpreter that is none',
      ['burst', '--interpreter', 'fast'],
      '--interpreter: found "fast", expected compiled or reference',
    ],
    ['a setting without a value', ['burst', '--set', 'limit'], '--set: found "limit", expected KEY=VALUE'],
    [
      'a setting twice',
      ['burst', '--set', 'limit=1', 'limit=2'],
      '--set: found limit a second time, expected each key once',
    ],
    ['a misspelt setting', ['burst', '--set', 'limt=1'], 'limt: found an unknown setting, expected "limit"'],
    [
      'a setting out of range',
      ['burst', '--set', 'limit=21'],
      'limit: found 21, expected a number from 0 to 20; the nearest is 20',
    ],
    [
      'an unknown id',
      ['brst'],
      'brst: no such scenario. Did you mean burst? --list prints all there are; a JSON file will do too.',
    ],
    ['a missing file', ['none.json'], 'none.json: no such file'],
    [
      'text that is no JSON',
      ['broken.json'],
      'broken.json, line 3, column 1: found "}" after a comma, expected another key, or no comma',
    ],
    [
      'a wrong value in a file',
      ['wrong.json'],
      'wrong.json, line 8: seed: found -1, expected a whole number from 0 to 4294967295; the nearest is 0',
    ],
    [
      'a preset the rules do not know',
      ['preset.json'],
      'settings.keep.preset: found "1999", expected one of as-of, 2019-01, 2019-08-04, 2019-08-20, 2020, 2021-01-05.',
    ],
    ['a missing arrivals file', ['burst', '--arrivals', 'none.csv'], 'none.csv: no such file'],
    [
      'a wrong line of arrivals',
      ['burst', '--arrivals', 'bad.csv'],
      'bad.csv line 3, at_ms: found "soon", expected milliseconds from 0 to 1000000000000.',
    ],
    [
      'a timeout the rules of the date forbid',
      ['burst', '--as-of', '2016', '--set', 'settings.function.timeoutMs=400000'],
      'settings.function.timeoutMs: found 400000, expected at most 300000, the longest timeout at 2016-01-01.',
    ],
  ])('%s: a message, nothing on standard output, exit code 1', async (_, args, message) => {
    const { code, out, err } = await sim(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    if (message !== '') expect(err).toBe(message);
    expect(err).not.toBe('');
  });

  it.each(['soon', '2021-13', '2099', '2010'])('%s is no date to run at', async (date) => {
    const { code, err } = await sim('burst', '--as-of', date);
    expect(code).toBe(1);
    expect(err).toMatch(/^--as-of: .*expected "today" or a date from 2014-11 to /);
  });
});

describe('a reader that goes', () => {
  it('ends the writing, not the program', async () => {
    let pieces = 0;
    const files = { read: (): string => '', beside: (): string => '' };
    const write = async (): Promise<boolean> => {
      await Promise.resolve();
      pieces += 1;
      return false;
    };
    const code = await program(
      ['warm-reuse', '--set', 'arrivals.count=5000', 'horizonMs=1e9', '--trace'],
      files,
      { write, complain: () => {} },
    );
    expect({ code, pieces }).toEqual({ code: 0, pieces: 1 });
  });
});
