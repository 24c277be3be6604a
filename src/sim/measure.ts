/**
 * A measure: what a claim or a question measures of a run, written as a path. Beside the fixed ones of
 * the summary (`counts.cold`, `latencyMs.p99`) there are families over every kind of actor, its states
 * and reasons, and CloudWatch's metrics; each may be told of one place with `@`:
 *
 *     reached.message.deleted           actors of the kind that ever came to the state
 *     times.message.in flight@orders    how often any of them came to it
 *     reasons.event.throttled: concurrency   actors of the kind with a step for this reason
 *     firstMs.event.dropped             when the first came to the state; lastMs: when the last did; null: none did
 *     amountMax.caller.waiting          largest amount of a step to the state; amountSum: all of them together
 *     atOnce.message.visible            most that stood in the state at one time
 *     ageMs.event.max                   from birth to end, of those that ended: mean, p50, p95, p99 or max
 *     stayMs.message.visible.p95        how long they stood in the state, a stay each
 *     drainedMs                         from when on nothing waits and nothing is in flight; null: not by the end
 *     loggedInvocations@function        invocations that began while the function's role may write logs
 *     metrics.Throttles@function        over the whole run, by the statistic AWS advises; of all its versions
 *     metrics.Errors@function:2         what one version ran; @function:live: what was invoked by that alias
 *     iteratorAgeMs.max@clicks-reader
 *     share.counted@function:2          of the requests that named an alias, those that this version of it got;
 *                                       share.expected: by the weights in force when each of them came
 *
 * Requests and environments stand where they run: `@function` is $LATEST alone, `@function:2` a version.
 * Several states or reasons are joined with a plus: `atOnce.connection.opening+open`.
 */
import { METRICS } from './metric.ts';
import { SPREAD, type Spread } from './spread.ts';

const STATE_GROUPS = ['reached', 'times', 'firstMs', 'lastMs', 'amountMax', 'amountSum', 'atOnce'] as const;

const SHARES = ['counted', 'expected'] as const;

export type Measure =
  | {
      readonly group: (typeof STATE_GROUPS)[number];
      readonly kind: string;
      readonly states: readonly string[];
      readonly place?: string;
    }
  | {
      readonly group: 'reasons';
      readonly kind: string;
      readonly reasons: readonly string[];
      readonly place?: string;
    }
  | { readonly group: 'ageMs'; readonly kind: string; readonly figure: keyof Spread; readonly place?: string }
  | {
      readonly group: 'stayMs';
      readonly kind: string;
      readonly states: readonly string[];
      readonly figure: keyof Spread;
      readonly place?: string;
    }
  | { readonly group: 'drainedMs'; readonly place?: string }
  | { readonly group: 'loggedInvocations'; readonly place?: string }
  | { readonly group: 'share'; readonly figure: (typeof SHARES)[number]; readonly place?: string }
  | { readonly group: 'metrics'; readonly metric: string; readonly place?: string };

/** The words a path may be made of: those of a trace, or of all machines there are. */
export interface MeasureWords {
  /** Kinds of actors and their states; none where such actors cannot be in the run: any state is right. */
  readonly kinds: readonly { readonly name: string; readonly states: readonly string[] }[];
  readonly reasons: readonly string[];
}

/** What a path says, or what would have stood there instead of the part that is wrong. */
type Parsed = { readonly measure: Measure } | { readonly expected: string };

/** What the path of a family begins with. */
export const FAMILIES: readonly string[] = [
  ...STATE_GROUPS,
  'reasons',
  'ageMs',
  'stayMs',
  'drainedMs',
  'loggedInvocations',
  'share',
  'metrics',
  'iteratorAgeMs',
];

/** Reads the path of a family; `expected` names what is known where it goes wrong. */
export function parseMeasure(path: string, words: MeasureWords): Parsed {
  const at = path.lastIndexOf('@');
  const place = at < 0 ? undefined : path.slice(at + 1);
  const parts = (at < 0 ? path : path.slice(0, at)).split('.');
  const [group = '', second = ''] = parts;
  const here = place === undefined ? {} : { place };
  if ((group === 'drainedMs' || group === 'loggedInvocations') && parts.length === 1)
    return { measure: { group, ...here } };
  if (group === 'iteratorAgeMs') {
    return second === 'max' && parts.length === 2
      ? { measure: { group: 'metrics', metric: 'IteratorAge', ...here } }
      : { expected: 'iteratorAgeMs.max' };
  }
  if (group === 'share') {
    const figure = SHARES.find((name) => name === second);
    return figure && parts.length === 2 && place !== undefined
      ? { measure: { group, figure, place } }
      : { expected: 'share.counted or share.expected, and @ with a version' };
  }
  if (group === 'metrics') {
    return METRICS.some(({ name }) => name === second) && parts.length === 2
      ? { measure: { group, metric: second, ...here } }
      : { expected: `metrics. and one of ${METRICS.map(({ name }) => name).join(', ')}` };
  }
  if (!FAMILIES.includes(group)) return { expected: `one of ${FAMILIES.join(', ')}` };
  const kind = words.kinds.find(({ name }) => name === second);
  if (!kind) {
    const known = words.kinds.map(({ name }) => name).join(', ');
    return { expected: `${group}. and a kind of actor: ${known}` };
  }
  const rest = parts.slice(2);
  if (group === 'ageMs') {
    const figure = rest.join('.');
    return isSpread(figure)
      ? { measure: { group, kind: second, figure, ...here } }
      : { expected: `ageMs.${second}. and one of ${SPREAD.join(', ')}` };
  }
  if (group === 'reasons') {
    const reasons = rest.join('.').split('+');
    return reasons.every((reason) => reason !== '' && words.reasons.includes(reason))
      ? { measure: { group, kind: second, reasons, ...here } }
      : { expected: `reasons.${second}. and a reason code` };
  }
  const figure = group === 'stayMs' ? rest.pop()! : '';
  const states = rest.join('.').split('+');
  if (kind.states.length > 0 && !states.every((state) => kind.states.includes(state))) {
    return { expected: `${group}.${second}. and a state: ${kind.states.join(', ')}` };
  }
  if (group !== 'stayMs') {
    return {
      measure: { group: group as (typeof STATE_GROUPS)[number], kind: second, states, ...here },
    };
  }
  return isSpread(figure)
    ? { measure: { group, kind: second, states, figure, ...here } }
    : { expected: `stayMs.${second}.${states.join('+')}. and one of ${SPREAD.join(', ')}` };
}

function isSpread(figure: string): figure is keyof Spread {
  return (SPREAD as readonly string[]).includes(figure);
}
