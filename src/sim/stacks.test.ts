import { describe, expect, it } from 'vitest';
import type { StackSettings } from './settings/package-settings.ts';
import { made, stepsOf } from './testing/small-package.ts';
import { realRules } from './testing/real-rules.ts';
import { told } from './testing/told.ts';

const today = realRules('2026-11-20');
const revisions = {
  next: { handlerMs: 10 },
  huge: { package: { sizeMb: 300 } },
  long: { package: { sizeMb: 4.1 } },
} as const;
type Parts = Parameters<typeof made>[0];

const first = { bucket: 'code', key: 'orders.zip' };
const put = (more: object = {}) =>
  ({ kind: 'put-object', atMs: 1000, ...first, revision: 'next', ...more }) as const;
const update = (code: StackSettings['code'], atMs = 2000) => ({ kind: 'update-stack', atMs, code }) as const;

const stacked = (changes: Parts['changes'], more: Parts & { stack?: Partial<StackSettings> } = {}) => {
  const { stack, ...parts } = more;
  return made(
    {
      requests: [3000],
      ...(changes && { changes }),
      ...parts,
      function: { revisions, stack: { code: first, ...stack }, ...parts.function },
    },
    today,
  );
};
/** When the request is done: with the new code 30 ms earlier. */
const doneAt = (trace: ReturnType<typeof made>) => told(trace, ['request']).at(-1)!.split(' ')[0];
const OLD = '3390';
const NEW = '3360';

describe('a stack', () => {
  it('creates its function', () => {
    const trace = stacked([]);
    expect(stepsOf(trace, 'stack')).toEqual(['CREATE_IN_PROGRESS 0', 'CREATE_COMPLETE 0']);
    expect(doneAt(trace)).toBe(OLD);
  });

  it('is there already if a version of its function is', () => {
    const other = { bucket: 'code', key: 'orders-2.zip' };
    const trace = stacked([put(other), update(other)], { function: { versions: { 1: {} } } });
    expect(stepsOf(trace, 'stack')).toEqual([
      'CREATE_COMPLETE 0: ready: before the run',
      'UPDATE_IN_PROGRESS 0',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS 0',
      'UPDATE_COMPLETE 0',
    ]);
    expect(doneAt(trace)).toBe(NEW);
  });

  it('updates nothing when the template says the same, whatever lies in the bucket', () => {
    const trace = stacked([put(), update(first)]);
    expect(stepsOf(trace, 'stack').at(-1)).toBe('CREATE_COMPLETE 0: refused: no updates to be performed');
    expect(stepsOf(trace, 'operation', 1).at(-1)).toBe('refused 0: refused: no updates to be performed');
    expect(doneAt(trace)).toBe(OLD);
  });

  it('brings new code under a new key', () => {
    const other = { bucket: 'code', key: 'orders-2.zip' };
    const trace = stacked([put(other), update(other), update(other, 2500)], { stack: { cleanUpMs: 100 } });
    expect(stepsOf(trace, 'stack').slice(2)).toEqual([
      'UPDATE_IN_PROGRESS 0',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS 0',
      'UPDATE_COMPLETE 0',
      'UPDATE_COMPLETE 0: refused: no updates to be performed',
    ]);
    expect(doneAt(trace)).toBe(NEW);
  });

  it('brings the version of the object that the template names, also an older one', () => {
    const at = (objectVersion: string) => ({ ...first, objectVersion });
    const stack = { code: at('v1') };
    const putNext = put({ objectVersion: 'v2' });
    expect(doneAt(stacked([putNext, update(at('v2'))], { stack }))).toBe(NEW);
    expect(doneAt(stacked([putNext, update(at('v2')), update(at('v1'), 2500)], { stack }))).toBe(OLD);
    expect(doneAt(stacked([putNext, update(at('v1'))], { stack }))).toBe(OLD);
  });

  it('rolls back when there is nothing under the key, and can be updated again', () => {
    const missing = { bucket: 'code', key: 'nothing.zip' };
    const trace = stacked(
      [put({ key: 'next.zip' }), update(missing), update({ bucket: 'code', key: 'next.zip' }, 2500)],
      {
        stack: { cleanUpMs: 100 },
      },
    );
    expect(stepsOf(trace, 'stack').slice(2, 5)).toEqual([
      'UPDATE_IN_PROGRESS 0',
      'UPDATE_ROLLBACK_IN_PROGRESS 0: failed: no such object',
      'UPDATE_ROLLBACK_COMPLETE 0',
    ]);
    expect(stepsOf(trace, 'stack').at(-1)).toBe('UPDATE_COMPLETE 0');
    expect(doneAt(trace)).toBe(NEW);
  });

  it('rolls back for the reason for which the code was refused, and its template is the old one again', () => {
    const huge = { bucket: 'code', key: 'huge.zip' };
    const trace = stacked([put({ ...huge, revision: 'huge' }), update(huge), update(first, 2500)]);
    expect(stepsOf(trace, 'stack').slice(3)).toEqual([
      'UPDATE_ROLLBACK_IN_PROGRESS 0: refused: too large unzipped',
      'UPDATE_ROLLBACK_COMPLETE 0',
      'UPDATE_ROLLBACK_COMPLETE 0: refused: no updates to be performed',
    ]);
    expect(doneAt(trace)).toBe(OLD);
  });

  it('takes no template while it is at work', () => {
    const other = { bucket: 'code', key: 'orders-2.zip' };
    const refused = 'refused 0: refused: stack cannot be updated';
    const slow = { package: { sizeMb: 1, activationMs: 1000 } };
    // It is created until 1 s; updated from 1.2 s to 2.2 s; it cleans up until 3.2 s.
    const trace = stacked(
      [
        put({ ...other, atMs: 100 }),
        update(other, 500),
        update(other, 1200),
        update(first, 1500),
        update(first, 2500),
      ],
      {
        stack: { cleanUpMs: 1000 },
        function: slow,
      },
    );
    expect([1, 3, 4].map((number) => stepsOf(trace, 'operation', number).at(-1))).toEqual([
      refused,
      refused,
      refused,
    ]);
    expect(stepsOf(trace, 'stack').at(-1)).toBe('UPDATE_COMPLETE 0');
  });

  it('takes none while it rolls back', () => {
    const trace = stacked([update({ bucket: 'code', key: 'nothing.zip' }), update(first, 2500)], {
      stack: { cleanUpMs: 1000 },
    });
    expect(stepsOf(trace, 'operation', 1).at(-1)).toBe('refused 0: refused: stack cannot be updated');
  });

  it('that could not create its function is rolled back, and never takes another template', () => {
    const trace = stacked([update({ zipFile: 'next' }, 500), update({ zipFile: 'next' })], {
      package: { sizeMb: 300 },
      stack: { cleanUpMs: 1000 },
    });
    expect(stepsOf(trace, 'stack')).toEqual([
      'CREATE_IN_PROGRESS 0',
      'ROLLBACK_IN_PROGRESS 0: refused: too large unzipped',
      'ROLLBACK_IN_PROGRESS 0: refused: stack cannot be updated',
      'ROLLBACK_COMPLETE 0',
      'ROLLBACK_COMPLETE 0: refused: stack cannot be updated',
    ]);
    expect(told(trace, ['request'])).toEqual(['3000 request 1 -> refused (refused: no such function)']);
  });
});

describe('inline code', () => {
  const code = { zipFile: 'function' };

  it('is new when the template has it otherwise', () => {
    expect(doneAt(stacked([update({ zipFile: 'next' })], { stack: { code } }))).toBe(NEW);
    expect(doneAt(stacked([update(code)], { stack: { code } }))).toBe(OLD);
  });

  it('may be so many characters, and later so large a package', () => {
    const run = (day: string, given: { sizeMb: number; sourceCharacters: number }) =>
      stepsOf(made({ package: given, function: { stack: { code } } }, realRules(day)), 'creation').at(-1);
    const long = { sizeMb: 4, sourceCharacters: 4097 };
    expect(run('2019-01-01', { ...long, sourceCharacters: 4096 })).toBe('active 4');
    expect(run('2019-01-01', long)).toBe('refused 4096: refused: inline source too long');
    expect(run('2026-11-20', long)).toBe('active 4');
    expect(run('2026-11-20', { ...long, sizeMb: 4.1 })).toBe('refused 4: refused: too large inline');
  });

  it('cannot be an image', () => {
    expect(() => stacked([], { stack: { code }, package: { type: 'image', sizeMb: 1 } })).toThrow(
      'an archive or source: an image is in a registry',
    );
  });
});
