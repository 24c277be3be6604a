import { NONE, type Trace } from '../sim/trace.ts';
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
  | 'restore'
  | 'invoke'
  | 'frozen'
  | 'kept ready'
  | 'retired'
  | 'failed'
  | 'throttled'
  | 'said'
  | 'change'
  | 'interface';

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
  restore: 'restored from a snapshot',
  invoke: 'invoke',
  frozen: 'frozen',
  'kept ready': 'kept ready: double line',
  retired: 'retired',
  failed: 'failed, below the line',
  throttled: 'throttled',
  said: 'dashed: expected; solid: happened',
  change: 'change by an operator',
  interface: 'network interface',
};

const DASHED = { class: 'fill-none stroke-edge', 'stroke-width': 1.25, 'stroke-dasharray': '2.5 2' } as const;

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
    case 'restore':
      return box({ fill: 'url(#texture-restore)', class: 'stroke-restore-line' });
    case 'kept ready':
      return [
        rect('box', 2.5, 1, 9, 9, { rx: 2, fill: 'url(#texture-frozen)', class: 'stroke-frozen-line' }),
        path('lines', 'M0.5 11H13.5M0.5 13.5H13.5', { class: 'stroke-ink2', 'stroke-width': 1.25 }),
      ];
    case 'said':
      return [
        rect('said', 0.75, 2.75, 12.5, 8.5, { rx: 2, ...DASHED, class: 'fill-none stroke-ink' }),
        rect('happened', 1, 5, 8, 4, { rx: 1, class: 'fill-ink' }),
      ];
    case 'change':
      return [path('sign', 'M3 3.5h8l-4 7Z', { class: 'fill-ink' })];
    case 'interface':
      return [
        rect('box', 3, 2.5, 9, 9, { rx: 2, class: 'fill-ink2' }),
        path('plug', 'M0 7h3', { class: 'stroke-ink2', 'stroke-width': 2 }),
      ];
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
  signs.push('init');
  if (came('environment', 'restore')) signs.push('restore');
  signs.push('invoke', 'frozen');
  if (isKeptReady(trace)) signs.push('kept ready');
  if (!has('reader') && !has('poller')) signs.push('retired');
  if (met(failedUs)) signs.push('failed');
  if (met(throttledUs)) signs.push('throttled');
  if (has('alias') || has('deployment')) signs.push('said');
  if (has('interface')) signs.push('interface');
  if (has('operation')) signs.push('change');
  return signs;
}

const keepsReady = new WeakMap<Trace, boolean>();

/** Whether environments are kept ready in a run, whatever happens. */
function isKeptReady(trace: Trace): boolean {
  const before = keepsReady.get(trace);
  if (before !== undefined) return before;
  const reasons = ['ready: kept ready', 'ready: provisioned'].map((reason) => trace.reasons.indexOf(reason));
  let found = false;
  for (let step = 0; step < trace.length && !found; step += 1)
    found = trace.from[step] === NONE && reasons.includes(trace.reason[step]!);
  keepsReady.set(trace, found);
  return found;
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
