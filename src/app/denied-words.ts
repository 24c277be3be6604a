/** What a missing permission did in a run, in words. */
import type { Summary } from '../sim/summary.ts';
import { atStart } from './number-words.ts';

const CALLER = 'the caller may not invoke the function';
const ROLE = 'Lambda may not assume the function’s role';

const count = (summary: Summary, measure: string) => summary.figure(`reasons.${measure}`) ?? 0;

/** Why units of a kind are denied. An event whose invocations are denied for the role is tried again: that is no end of it. */
export function whyDenied(summary: Summary, kind: string): string {
  const why = [
    ...(count(summary, `${kind}.denied: resource policy`) > 0
      ? ['the policy of the target does not let the service in']
      : []),
    ...(kind !== 'event' && count(summary, `${kind}.denied: role not assumed`) > 0 ? [ROLE] : []),
  ];
  if (why.length === 0 || count(summary, `${kind}.denied: no permission`) > 0) why.unshift(CALLER);
  return why.join(', or ');
}

/** What else is denied, the most telling first: beside units whose own ends do not tell it. */
const BESIDE: readonly (readonly [measure: string, one: string, many: string, why: string])[] = [
  ['request.denied: role not assumed', 'invocation is', 'invocations are', `denied: ${ROLE}`],
  ['call.call: denied', 'call is', 'calls are', 'denied: the function’s role does not allow that'],
  [
    'delivery.lost: dead letter not permitted',
    'dead letter is',
    'dead letters are',
    'lost: the role may not send there',
  ],
  [
    'delivery.lost: destination not permitted',
    'record of an end is',
    'records of ends are',
    'lost: the role may not send there',
  ],
  ['request.denied: no permission', 'other request is', 'other requests are', `denied: ${CALLER}`],
];

/**
 * A sentence, with a space before it; '' where nothing else is denied.
 *
 * @param isDenied some of these units are denied themselves
 */
export function deniedBeside(summary: Summary, kind: string, isDenied: boolean): string {
  for (const [measure, one, many, why] of BESIDE) {
    const times = count(summary, measure);
    // Each request of a caller is the caller's own.
    const isOwn = isDenied && kind !== 'event' && measure.startsWith('request.');
    if (times > 0 && !isOwn) return ` ${atStart(times)} ${times === 1 ? one : many} ${why}.`;
  }
  return '';
}
