/** Which lines of the logs a reader looks for. */
import { matchesPattern, readFilterPattern } from '../sim/filter-pattern.ts';
import { functionIdOf, functionNamed } from '../sim/function-named.ts';
import { isErrorLine, lineKind, requestOfLine } from '../sim/log-line.ts';
import type { LogEvent } from '../sim/report-log.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace.ts';
import { isoTime } from '../sim/utc-time.ts';

export interface LogFilter {
  /** Name of a log group; empty: all. */
  readonly group: string;
  readonly only: 'all' | 'errors' | 'REPORT';
  readonly text: string;
  /** The text is a filter pattern of CloudWatch; else it is looked for as it stands, in upper and lower case. */
  readonly isPattern: boolean;
  /** A log stream, and the id of a request; empty: any. */
  readonly stream: string;
  readonly request: string;
}

export const WHOLE_LOG: LogFilter = {
  group: '',
  only: 'all',
  text: '',
  isPattern: true,
  stream: '',
  request: '',
};

/** The log group of each place that runs, by its number: all versions of a function write into one. */
export function logGroups(trace: Trace, { settings }: Pick<Scenario, 'settings'>): readonly string[] {
  return trace.places.map(({ name, type }) => {
    if (type !== 'function' && type !== 'version') return '';
    const called = functionNamed(settings, name)?.name ?? '';
    return `/aws/lambda/${/^[\w-]+$/.test(called) ? called : functionIdOf(name)}`;
  });
}

/** Tells whether a line is one of those that are looked for. */
export function logTest(
  filter: LogFilter,
  groups: readonly string[],
): (event: Pick<LogEvent, 'place' | 'stream' | 'message'>) => boolean {
  const { group, only, text, isPattern, stream, request } = filter;
  const pattern = readFilterPattern(isPattern ? text : '');
  const plain = isPattern ? '' : text.trim().toLowerCase();
  return ({ place, stream: of, message }) =>
    (group === '' || groups[place] === group) &&
    (stream === '' || of === stream) &&
    (only === 'all' || (only === 'errors' ? isErrorLine(message) : lineKind(message) === only)) &&
    (request === '' || requestOfLine(message) === request) &&
    (plain === '' ? matchesPattern(pattern, message) : message.toLowerCase().includes(plain));
}

/** A line as it is copied: its time and what it says. @param day the run begins at its midnight. */
export function lineText(day: string, { atUs, message }: Pick<LogEvent, 'atUs' | 'message'>): string {
  return `${isoTime(day, atUs)}\t${message.trimEnd()}`;
}
