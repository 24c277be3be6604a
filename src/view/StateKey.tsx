import type { Trace } from '../sim/trace.ts';
import { historiesOf } from './history.ts';
import { bornUs, enteredUs } from './ledger.ts';
import { circle, path, rect, type Mark } from './mark.ts';
import { Marks } from './Marks.tsx';
import { callerMarks, eventMarks, pillMarks, readerMarks, recordMarks } from './unit-marks.ts';

type Sign =
  | 'waiting'
  | 'event'
  | 'retry'
  | 'message'
  | 'in flight'
  | 'record'
  | 'in batch'
  | 'bad record'
  | 'caller'
  | 'polling'
  | 'backing off'
  | 'init'
  | 'invoke'
  | 'frozen'
  | 'retired'
  | 'failed'
  | 'throttled';

const WORDS: Readonly<Record<Sign, string>> = {
  waiting: 'waiting',
  event: 'event',
  retry: 'waits for its next attempt',
  message: 'message',
  'in flight': 'in flight, hidden',
  record: 'record and its key',
  'in batch': 'in a batch',
  'bad record': 'bad record',
  caller: 'waits for an answer',
  polling: 'polling',
  'backing off': 'backing off',
  init: 'init',
  invoke: 'invoke',
  frozen: 'frozen',
  retired: 'retired',
  failed: 'failed, below the line',
  throttled: 'throttled',
};

const PLAIN = { letter: 'a', inBatch: false, isBad: false, hasFailed: false, isRead: false } as const;

/** The sign as the pictures draw it, on a square of 14. */
function signMarks(sign: Sign): Mark[] {
  const box = (attrs: Record<string, string | number>) => [
    rect('box', 1.5, 1.5, 11, 11, { rx: 2, 'stroke-width': 1, ...attrs }),
  ];
  switch (sign) {
    case 'waiting':
      return [circle('ring', 7, 7, 4.5, { class: 'fill-page stroke-ink', 'stroke-width': 1.5 })];
    case 'event':
      return eventMarks(7, 7, 5.5, 'idle', 0);
    case 'retry':
      return eventMarks(7, 7, 5.5, 'failed', 0.6);
    case 'message':
      return pillMarks(0.75, 3, 12.5, 8, { isHidden: false, share: 0, receives: 0 });
    case 'in flight':
      return pillMarks(0.75, 2.5, 12.5, 9, { isHidden: true, share: 0.4, receives: 1 });
    case 'record':
      return recordMarks(1, 1, 12, PLAIN);
    case 'in batch':
      return recordMarks(1, 1, 12, { ...PLAIN, inBatch: true });
    case 'bad record':
      return recordMarks(0.5, 0.5, 13, { ...PLAIN, isBad: true, hasFailed: true });
    case 'caller':
      return callerMarks(7, 7, 5.5, true, 0.35);
    case 'polling':
      return readerMarks(7, 7, 5.5, 'polling', 0.1);
    case 'backing off':
      return readerMarks(7, 7, 5.5, 'backing off', 0.6);
    case 'init':
      return box({ fill: 'url(#texture-init)', class: 'stroke-init-line' });
    case 'invoke':
      return box({ class: 'fill-invoke stroke-invoke' });
    case 'frozen':
      return box({ fill: 'url(#texture-frozen)', class: 'stroke-frozen-line' });
    case 'retired':
      return [
        path('cross', 'M3.8 3.8L10.2 10.2M10.2 3.8L3.8 10.2', {
          class: 'stroke-shutdown-line',
          'stroke-width': 1.5,
          'stroke-linecap': 'round',
        }),
      ];
    case 'failed':
      return [
        path('line', 'M0 5H14', { class: 'stroke-edge' }),
        rect('block', 4, 5, 6, 7, { class: 'fill-failed' }),
      ];
    case 'throttled':
      return [
        path('line', 'M0 5H14', { class: 'stroke-edge' }),
        path('bars', 'M5.5 6V12.5M8.5 6V12.5', { class: 'stroke-throttled-line', 'stroke-width': 1.5 }),
      ];
  }
}

/** What is drawn in this run's pictures, in the order in which units pass; failures once they have been met. */
function signsOf(trace: Trace, seenUs: number): Sign[] {
  const places = trace.places.map((_, place) => place);
  const has = (kind: string) => places.some((place) => bornUs(trace, kind, place).length > 0);
  const met = (moments: readonly number[]) => moments.length > 0 && moments[0]! <= seenUs;
  const came = (kind: string, state: string) =>
    places.some((place) => met(enteredUs(trace, kind, state, place)));
  const { failedUs, throttledUs } = historiesOf(trace);
  const signs: Sign[] = [];
  if (has('caller')) signs.push('caller');
  if (has('record')) signs.push('record', 'in batch');
  if (came('record', 'discarded') || came('reader', 'backing off')) signs.push('bad record');
  if (has('message') && has('poller')) signs.push('message', 'in flight');
  if (has('event')) signs.push('event');
  if (came('event', 'waiting')) signs.push('retry');
  if (has('reader') || has('poller')) signs.push('polling');
  if (came('reader', 'backing off')) signs.push('backing off');
  if (signs.length === 0) signs.push('waiting');
  signs.push('init', 'invoke', 'frozen');
  if (!has('reader') && !has('poller')) signs.push('retired');
  if (met(failedUs)) signs.push('failed');
  if (met(throttledUs)) signs.push('throttled');
  return signs;
}

export interface StateKeyProps {
  readonly trace: Trace;
  /** The furthest moment the reader has seen, µs: failures and throttles are explained once they have been met. */
  readonly seenUs: number;
}

/** What the marks of the picture and the time stack mean. */
export function StateKey({ trace, seenUs }: StateKeyProps) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-label" aria-label="What the marks mean">
      {signsOf(trace, seenUs).map((sign) => (
        <li key={sign} className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <svg width="14" height="14" viewBox="0 0 14 14" className="flex-none" aria-hidden="true">
            <Marks marks={signMarks(sign)} />
          </svg>
          {WORDS[sign]}
        </li>
      ))}
    </ul>
  );
}
