import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../sim/report-log.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace.ts';
import { logGroups, logTest, WHOLE_LOG, type LogFilter } from './log-filter.ts';

const ID = '5f0c2a9e-1111-4222-8333-444455556666';
const OTHER = '6f0c2a9e-1111-4222-8333-444455556666';
const GROUPS = ['/aws/lambda/function', '/aws/lambda/orders'];
const EVENTS: readonly Pick<LogEvent, 'place' | 'stream' | 'message'>[] = [
  { place: 0, stream: 'a', message: `START RequestId: ${ID} Version: $LATEST` },
  { place: 0, stream: 'a', message: `2026-11-20T00:00:00.000Z ${ID} Task timed out after 3.00 seconds\n` },
  { place: 0, stream: 'a', message: `REPORT RequestId: ${ID}\tDuration: 3000.00 ms\tStatus: timeout` },
  { place: 1, stream: 'b', message: `REPORT RequestId: ${OTHER}\tDuration: 20.00 ms\t` },
];

const left = (filter: Partial<LogFilter>) =>
  EVENTS.flatMap((event, index) => (logTest({ ...WHOLE_LOG, ...filter }, GROUPS)(event) ? [index] : []));

describe('the lines that are looked for', () => {
  it.each([
    [{}, [0, 1, 2, 3]],
    [{ group: '/aws/lambda/orders' }, [3]],
    [{ stream: 'a' }, [0, 1, 2]],
    [{ only: 'REPORT' as const }, [2, 3]],
    [{ only: 'errors' as const }, [1, 2]],
    [{ request: OTHER }, [3]],
    [{ text: 'report' }, []],
    [{ text: 'REPORT -timeout' }, [3]],
    [{ text: 'report', isPattern: false }, [2, 3]],
    [{ text: '-timeout', isPattern: false }, []],
  ])('%o', (filter, lines) => {
    expect(left(filter)).toEqual(lines);
  });

  it('are in a group for each function, with all its versions', () => {
    const trace = {
      places: [
        { name: 'function', type: 'function' },
        { name: 'orders', type: 'function' },
        { name: 'function:2', type: 'version', of: 0 },
        { name: 'queue', type: 'queue' },
      ],
    } as unknown as Trace;
    const settings = { function: { name: 'count-clicks' }, functions: { orders: { name: 'All Orders' } } };
    expect(logGroups(trace, { settings } as unknown as Scenario)).toEqual([
      '/aws/lambda/count-clicks',
      '/aws/lambda/orders',
      '/aws/lambda/count-clicks',
      '',
    ]);
  });
});
