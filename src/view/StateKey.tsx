import type { Trace } from '../sim/trace.ts';
import { historiesOf } from './history.ts';
import { circle, path, rect, type Mark } from './mark.ts';
import { Marks } from './Marks.tsx';

type Sign = 'waiting' | 'init' | 'invoke' | 'frozen' | 'retired' | 'failed' | 'throttled';

const WORDS: Readonly<Record<Sign, string>> = {
  waiting: 'waiting',
  init: 'init',
  invoke: 'invoke',
  frozen: 'frozen',
  retired: 'retired',
  failed: 'failed, below the line',
  throttled: 'throttled',
};

/** The sign as the lanes draw it, on a square of 14. */
function signMarks(sign: Sign): Mark[] {
  const box = (attrs: Record<string, string | number>) => [
    rect('box', 1.5, 1.5, 11, 11, { rx: 2, 'stroke-width': 1, ...attrs }),
  ];
  switch (sign) {
    case 'waiting':
      return [circle('ring', 7, 7, 4.5, { class: 'fill-page stroke-ink', 'stroke-width': 1.5 })];
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

export interface StateKeyProps {
  readonly trace: Trace;
  /** The furthest moment the reader has seen, µs: failures and throttles are explained once they have been met. */
  readonly seenUs: number;
}

/** What the marks of the time stack mean. */
export function StateKey({ trace, seenUs }: StateKeyProps) {
  const { failedUs, throttledUs } = historiesOf(trace);
  const met = (moments: readonly number[]) => moments.length > 0 && moments[0]! <= seenUs;
  const signs: Sign[] = ['waiting', 'init', 'invoke', 'frozen', 'retired'];
  if (met(failedUs)) signs.push('failed');
  if (met(throttledUs)) signs.push('throttled');
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-label" aria-label="What the marks mean">
      {signs.map((sign) => (
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
