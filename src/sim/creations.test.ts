import { describe, expect, it } from 'vitest';
import { idealRules } from './testing/ideal-rules.ts';
import { realRules } from './testing/real-rules.ts';
import { made, packaged, stepsOf } from './testing/small-package.ts';
import { told } from './testing/told.ts';
import { simulate } from './run.ts';
import type { PackageSettings } from './settings/package-settings.ts';

const today = realRules('2026-11-20');
const in2018 = realRules('2018-12-01');
const MB = 1024 * 1024;

const lastOf = (given: PackageSettings, rules = today) =>
  stepsOf(made({ package: given }, rules), 'creation').at(-1);

describe('a creation', () => {
  it('goes through its checks, and the function is there before the first request', () => {
    const trace = made({ package: { sizeMb: 10, unzippedMb: 30, by: 'upload' }, requests: [0] }, today);
    expect(stepsOf(trace, 'creation')).toEqual([
      'upload 0',
      'unzip 0',
      'configuration 30',
      'storage 30',
      'pending 30',
      'active 30',
    ]);
    expect(told(trace, ['request']).at(-1)).toContain('succeeded');
  });

  it('merges layers one after the other', () => {
    const layers = [60, 70, 80].map((unzippedMb, index) => ({
      name: `layer-${index}`,
      sizeMb: 1,
      unzippedMb,
    }));
    const trace = made({ package: { sizeMb: 10, unzippedMb: 40, layers } }, today);
    expect(stepsOf(trace, 'creation').slice(2, 6)).toEqual([
      'layers 40',
      'layers 100',
      'layers 170',
      'configuration 250',
    ]);
  });

  it.each<[string, PackageSettings, string]>([
    ['the console', { sizeMb: 51, by: 'console' }, 'refused 50: refused: too large for the console'],
    ['an upload', { sizeMb: 50.1, by: 'upload' }, 'refused 50: refused: too large to upload'],
    ['S3', { sizeMb: 50.1, unzippedMb: 251, by: 's3' }, 'refused 250: refused: too large unzipped'],
    [
      'a layer too large',
      { sizeMb: 1, layers: [{ name: 'a', sizeMb: 1, unzippedMb: 250 }] },
      'refused 250: refused: too large with this layer',
    ],
    [
      'too many layers',
      { sizeMb: 1, layers: Array.from({ length: 6 }, () => ({ name: 'a', sizeMb: 1, unzippedMb: 1 })) },
      'refused 5: refused: too many layers',
    ],
    [
      'environment variables',
      { sizeMb: 1, environmentVariablesBytes: 4097 },
      'refused 4096: refused: environment variables too large',
    ],
    ['too much /tmp', { sizeMb: 1, tmpMb: 10_241 }, 'refused 10240: refused: /tmp too large'],
    ['too little /tmp', { sizeMb: 1, tmpMb: 511 }, 'refused 512: refused: /tmp too small'],
    ['an image', { type: 'image', sizeMb: 10_241 }, 'failed 10240: refused: image too large'],
  ])('refuses %s', (_, given, last) => {
    expect(lastOf(given)).toBe(last);
  });

  it('has another console and another /tmp at another date', () => {
    expect(lastOf({ sizeMb: 3.1, by: 'console' }, in2018)).toBe(
      'refused 3: refused: too large for the console',
    );
    expect(lastOf({ sizeMb: 3, by: 'console' }, in2018)).toBe('active 3');
    expect(lastOf({ sizeMb: 3, tmpMb: 513 }, in2018)).toBe('refused 512: refused: /tmp too large');
  });

  it('knows no pending function before there were states', () => {
    expect(stepsOf(made({ package: { sizeMb: 3 } }, in2018), 'creation')).not.toContain('pending 3');
  });

  it('leaves no function when it is refused', () => {
    const trace = made({ package: { sizeMb: 51, by: 'upload' } }, today);
    expect(told(trace, ['request'])).toEqual(['1000 request 1 -> refused (refused: no such function)']);
    expect(told(trace, ['environment'])).toEqual([]);
  });

  it('leaves a function that cannot be invoked while it is pending, and when its image is too large', () => {
    const requests = [1000, 3000];
    const pending = made({ package: { sizeMb: 1, activationMs: 2000 }, requests }, today);
    expect(told(pending, ['request'])[0]).toBe('1000 request 1 -> refused (refused: function not active)');
    expect(told(pending, ['request']).at(-1)).toContain('succeeded');
    const failed = made({ package: { type: 'image', sizeMb: 10_241, activationMs: 500 }, requests }, today);
    expect(told(failed, ['request'])).toEqual([
      '1000 request 1 -> refused (refused: function not active)',
      '3000 request 2 -> refused (refused: function not active)',
    ]);
  });

  it('turns events away while it is pending, and takes them once it is active', () => {
    const trace = made(
      {
        package: { sizeMb: 1, activationMs: 2000 },
        settings: { caller: { invocationType: 'Event', permitted: true } },
        requests: [1000, 3000],
      },
      today,
    );
    expect(told(trace, ['event']).slice(0, 2)).toEqual([
      '1000 event 1 -> refused (refused: function not active)',
      '3000 event 2 -> queued (accepted)',
    ]);
  });

  it('has its environments that are kept ready once it is active', () => {
    const trace = made(
      { package: { sizeMb: 1, activationMs: 500 }, settings: { readyEnvironments: 1, warmEnvironments: 1 } },
      today,
    );
    expect(told(trace, ['environment']).slice(0, 2)).toEqual([
      '500 environment 1 -> frozen (ready: before the run)',
      '500 environment 2 -> create (ready: kept ready)',
    ]);
  });

  it('is refused without its role', () => {
    const trace = made({ package: { sizeMb: 1 }, function: { mayPassRole: false } }, today);
    expect(stepsOf(trace, 'creation')).toEqual(['upload 0', 'refused 0: refused: role']);
  });

  it('is none where a version is older than the run', () => {
    const trace = made({ package: { sizeMb: 300 }, function: { versions: { 1: {} } } }, today);
    expect(stepsOf(trace, 'creation')).toEqual([]);
    expect(told(trace, ['request']).at(-1)).toContain('succeeded');
  });

  it('is refused when the code storage of the account is full, which counts as the date has it', () => {
    const given = (codeStorageUsedMb: number) => ({
      package: { sizeMb: 10, unzippedMb: 30 },
      settings: { codeStorageUsedMb },
    });
    const last = (usedMb: number, rules: typeof today) =>
      stepsOf(made(given(usedMb), rules), 'creation').at(-1);
    expect(last(300 * 1024 - 30, today)).toBe(`active ${300 * 1024}`);
    expect(last(300 * 1024 - 29, today)).toBe(`refused ${300 * 1024}: refused: code storage full`);
    expect(last(75 * 1024 - 10, in2018)).toBe(`active ${75 * 1024}`);
    expect(last(75 * 1024 - 9, in2018)).toBe(`refused ${75 * 1024}: refused: code storage full`);
  });

  it('counts every version that was published', () => {
    const trace = (used: number) =>
      stepsOf(
        made(
          {
            package: { sizeMb: 10 },
            function: { versions: { 1: {}, 2: {} }, revisions: { next: { package: { sizeMb: 40 } } } },
            settings: { codeStorageUsedMb: 300 * 1024 - used },
            changes: [{ kind: 'update-function-code', atMs: 5000, revision: 'next' }],
          },
          today,
        ),
        'creation',
      ).at(-1);
    expect(trace(60)).toBe(`active ${300 * 1024}`);
    expect(trace(59)).toBe(`refused ${300 * 1024}: refused: code storage full`);
  });
});

describe('a version', () => {
  it('takes a copy of the code storage, and is refused when there is none left', () => {
    const last = (left: number) =>
      stepsOf(
        made(
          {
            package: { sizeMb: 10 },
            settings: { codeStorageUsedMb: 300 * 1024 - left },
            changes: [{ kind: 'publish-version', atMs: 500, version: '1' }],
          },
          today,
        ),
        'operation',
      ).at(-1);
    expect(last(20)).toContain('done');
    expect(last(19)).toContain('refused: code storage full');
  });
});

describe('an update', () => {
  const revisions = {
    good: { handlerMs: 10 },
    huge: { package: { sizeMb: 300 } },
    image: { package: { type: 'image', sizeMb: 10_241, activationMs: 1000 } },
  } as const;

  it('retires idle environments of the old code, and lets busy ones finish', () => {
    const trace = made(
      {
        function: { revisions, handlerMs: 3000, timeoutMs: 10_000 },
        settings: { warmEnvironments: 2 },
        requests: [1000, 5000],
        changes: [{ kind: 'update-function-code', atMs: 2000, revision: 'good' }],
      },
      idealRules,
    );
    expect(
      told(trace, ['environment'])
        .filter((line) => line.includes('retired'))
        .slice(0, 4),
    ).toEqual([
      '2000 environment 1 frozen -> shutdown (retired: code replaced)',
      '2000 environment 1 shutdown -> retired',
      '4000 environment 2 frozen -> shutdown (retired: code replaced)',
      '4000 environment 2 shutdown -> retired',
    ]);
    expect(told(trace, ['request']).at(-1)).toBe('5360 request 2 running -> succeeded (handler: returned)');
  });

  it('that is refused leaves the old code', () => {
    const trace = made(
      {
        function: { revisions },
        requests: [1000, 3000],
        changes: [{ kind: 'update-function-code', atMs: 2000, revision: 'huge' }],
      },
      today,
    );
    expect(stepsOf(trace, 'operation').at(-1)).toBe('refused 0: refused: by its checks');
    expect(told(trace, ['request']).at(-1)).toBe('3040 request 2 running -> succeeded (handler: returned)');
  });

  it('with an image that is too large fails after a while, and the old code goes on', () => {
    const trace = made(
      {
        function: { revisions },
        requests: [1000, 2500, 4000],
        changes: [
          { kind: 'update-function-code', atMs: 2000, revision: 'image' },
          { kind: 'update-function-code', atMs: 2100, revision: 'good' },
        ],
      },
      today,
    );
    expect(stepsOf(trace, 'operation', 0).at(-1)).toBe('done 0');
    expect(stepsOf(trace, 'operation', 1).at(-1)).toBe('refused 0: refused: update under way');
    expect(stepsOf(trace, 'creation').at(-1)).toBe('failed 10240: refused: image too large');
    expect(told(trace, ['request']).filter((line) => line.includes('succeeded'))).toHaveLength(3);
  });

  it('of a function that is not there is refused', () => {
    const trace = made(
      {
        package: { sizeMb: 300 },
        function: { revisions },
        changes: [{ kind: 'update-function-code', atMs: 2000, revision: 'good' }],
      },
      today,
    );
    expect(stepsOf(trace, 'operation').at(-1)).toBe('refused 0: refused: no such function');
  });

  it('goes back to the settings of the function by its name', () => {
    const trace = made(
      {
        function: { revisions },
        requests: [1000, 2500, 4000],
        changes: [
          { kind: 'update-function-code', atMs: 2000, revision: 'good' },
          { kind: 'update-function-code', atMs: 3000, revision: 'function' },
        ],
      },
      today,
    );
    const ends = told(trace, ['request']).filter((line) => line.includes('succeeded'));
    expect(ends.map((line) => line.split(' ')[0])).toEqual(['1390', '2860', '4390']);
  });
});

describe('settings of packages', () => {
  const problems = (parts: Parameters<typeof packaged>[0], rules = today) => {
    try {
      simulate(packaged(parts), rules);
    } catch (error) {
      return (error as { problems: { path: string; expected: string }[] }).problems.map(
        ({ path, expected }) => `${path}: ${expected}`,
      );
    }
    return [];
  };

  it('are told of what did not exist yet', () => {
    const layers = [{ name: 'a', sizeMb: 1, unzippedMb: 1 }];
    expect(problems({ package: { sizeMb: 1, layers } }, realRules('2018-11-28'))).toEqual([
      'settings.function.package.layers: nothing there at 2018-11-28: it exists since 2018-11-29',
    ]);
    expect(problems({ package: { sizeMb: 1, type: 'image' } }, realRules('2020-11-30'))).toEqual([
      'settings.function.package.type: nothing there at 2020-11-30: it exists since 2020-12-01',
    ]);
  });

  it('are told of what cannot be', () => {
    const layers = [{ name: 'a', sizeMb: 1, unzippedMb: 1 }];
    expect(problems({ package: { sizeMb: 1, type: 'image', by: 's3', layers } })).toEqual([
      'settings.function.package.layers: none: an image has its layers inside',
      'settings.function.package.by: nothing: an image comes from a registry',
    ]);
  });

  it('are told of a revision that is not there, or that calls something else', () => {
    const revisions = { good: {}, other: { connections: 3 } };
    const update = (revision: string) =>
      problems({
        function: { revisions },
        changes: [{ kind: 'update-function-code', atMs: 1, revision }],
      });
    expect(update('goood')).toEqual(['changes.0.revision: a revision of the function: "good"']);
    expect(update('other')).toEqual(['changes.0.revision: a revision with the connections of the function']);
  });

  it('are told of a limit that a revision does not keep, once', () => {
    const revisions = { slow: { timeoutMs: 1e6 } };
    expect(
      problems({
        function: { revisions },
        changes: [
          { kind: 'update-function-code', atMs: 1, revision: 'slow' },
          { kind: 'put-object', atMs: 1, bucket: 'b', key: 'k', revision: 'slow' },
        ],
      }),
    ).toEqual([
      'settings.function.revisions.slow.timeoutMs: at most 900000, the longest timeout at 2026-11-20',
    ]);
  });

  it('are told of a template for a function without a stack', () => {
    expect(
      problems({ changes: [{ kind: 'update-stack', atMs: 1, code: { bucket: 'b', key: 'k' } }] }),
    ).toEqual(['changes.0.function: a function with a stack in its settings']);
  });

  it('count an MB as 1,024 KB', () => {
    expect(lastOf({ sizeMb: 50 + 1 / MB, by: 'upload' })).toContain('too large to upload');
    expect(lastOf({ sizeMb: 50, by: 'upload' })).toBe('active 50');
  });
});
