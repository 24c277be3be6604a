/** One cold request and one warm one, to scale: what each wait is made of, and what of it is billed. */
import { formatDuration } from '../../sim/format-time.ts';
import { path, rect, round, words, type Mark } from '../../view/mark.ts';
import type { Scene } from '../../view/scene.ts';
import type { FigureRun } from './figure-run.ts';
import { formatDay } from '../../cost/format-day.ts';
import { inWords } from '../number-words.ts';
import { WIDE_FROM } from './Picture.tsx';

/** One stretch of a request's time. */
export interface Stretch {
  readonly state: string;
  readonly us: number;
}

/** What one request waited for, in order, and how long each took. */
export function stretchesOf(run: Pick<FigureRun, 'lanes'>, request: number): Stretch[] {
  const { lanes } = run;
  const found: Stretch[] = [];
  for (let segment = 0; segment < lanes.first[lanes.environments]!; segment += 1) {
    const us = lanes.toUs[segment]! - lanes.fromUs[segment]!;
    if (lanes.request[segment] === request && us > 0)
      found.push({ state: lanes.states[lanes.state[segment]!]!, us });
  }
  return found;
}

/** Names of the stretches as the lesson uses them. */
const NAMES: Readonly<Record<string, string>> = {
  create: 'place, download',
  'init.extensions': 'extensions',
  'init.runtime': 'runtime',
  'init.function': 'your init code',
  'invoke.init': 'init once more',
  'invoke.handler': 'handler',
};

export function isInit(state: string): boolean {
  return state.startsWith('init.') || state === 'invoke.init';
}

export function total(
  stretches: readonly Stretch[],
  wanted: (state: string) => boolean = () => true,
): number {
  return stretches.reduce((sum, stretch) => sum + (wanted(stretch.state) ? stretch.us : 0), 0);
}

export interface Billed {
  /** `since 1 Aug 2025`. */
  readonly when: string;
  readonly ms: number;
  /** Init is part of it. */
  readonly init: boolean;
  /** It is the rule at the app's date. */
  readonly inForce: boolean;
}

export interface WaitParts {
  readonly cold: readonly Stretch[];
  readonly warm: readonly Stretch[];
  /** Empty: the texts do not say how this case is billed. */
  readonly billed: readonly Billed[];
}

/** Width of a text in px, about: enough to know whether it fits. */
const widthOf = (text: string, size: number) => text.length * size * 0.54;

export function waitScene({ cold, warm, billed }: WaitParts, width: number): Scene {
  const wide = width >= WIDE_FROM;
  const left = wide ? 64 : 0;
  const right = width - 2;
  const all = total(cold);
  const px = (us: number) => (us / all) * (right - left);
  const marks: Mark[] = [];
  const [coldTop, warmTop] = wide ? [38, 98] : [60, 130];

  const bar = (name: string, stretches: readonly Stretch[], top: number) => {
    let at = left;
    for (const [nth, { state, us }] of stretches.entries()) {
      const size = Math.max(1.5, px(us));
      const key = `${name}-${nth}`;
      if (state === 'invoke.handler') {
        marks.push(
          rect(key, at, top, size, 36, { class: 'fill-invoke stroke-invoke-line', 'stroke-width': 1.25 }),
        );
      } else if (state === 'create') {
        marks.push(
          rect(key, at, top, size, 36, {
            class: 'fill-stage stroke-init-line',
            'stroke-width': 1.25,
            'stroke-dasharray': '3 2.5',
          }),
        );
      } else {
        marks.push(
          rect(key, at, top, size, 36, {
            fill: 'url(#texture-init)',
            class: 'stroke-init-line',
            'stroke-width': 1.25,
          }),
        );
      }
      const text = NAMES[state] ?? state;
      const room = widthOf(text, 12) + 18;
      if (size > room + 8 && state !== 'invoke.handler') {
        marks.push(
          rect(`${key}-pill`, at + (size - room) / 2, top + 9, room, 18, { rx: 9, class: 'fill-stage' }),
        );
        marks.push(
          words(`${key}-name`, at + size / 2, top + 22, text, {
            class: 't-label font-medium',
            'text-anchor': 'middle',
          }),
        );
      }
      at += size;
    }
    return at;
  };

  const name = (text: string, top: number) =>
    marks.push(
      words(text, 0, wide ? top + 23 : text === 'cold' ? top - 26 : top - 8, text, {
        class: 't-ui font-semibold',
      }),
    );
  name('cold', coldTop);
  const coldEnd = bar('cold', cold, coldTop);
  name('warm', warmTop);
  const warmEnd = bar('warm', warm, warmTop);
  marks.push(
    words('warm-time', warmEnd + 12, warmTop + 23, `${formatDuration(total(warm))}: the handler alone`, {
      class: 't-ui t-num fill-ink2',
    }),
  );

  // Above the bar: what the phases come to.
  const created = px(total(cold, (state) => state === 'create'));
  const handler = total(cold, (state) => state === 'invoke.handler');
  const init = total(cold, isInit);
  if (created > 60) {
    marks.push(
      words(
        'create-time',
        left,
        coldTop - 9,
        wide ? `create ${formatDuration(total(cold, (state) => state === 'create'))}` : 'create',
        { class: 't-label t-num fill-ink2' },
      ),
    );
  }
  const initText = `Init ${formatDuration(init)}`;
  const invokeText = `invoke ${formatDuration(handler)}`;
  const initMiddle = left + created + px(init) / 2;
  const invokeStart = right - widthOf(invokeText, 12.5);
  const initAt = Math.min(initMiddle, invokeStart - 12 - widthOf(initText, 12.5) / 2);
  marks.push(
    words('init-time', initAt, coldTop - 9, initText, {
      class: 't-label t-num font-semibold fill-init-text',
      'text-anchor': 'middle',
    }),
  );
  marks.push(
    words('invoke-time', coldEnd, coldTop - 9, invokeText, {
      class: 't-label t-num font-semibold fill-invoke-text',
      'text-anchor': 'end',
    }),
  );

  // Below: the brackets of the bill.
  let y = warmTop + 56;
  for (const one of billed) {
    const from = one.init ? left + created : coldEnd - px(handler);
    const ink = one.inForce ? 'stroke-ink' : 'stroke-ink2';
    marks.push(
      path(`billed-${one.when}`, `M${round(from)} ${y}v6H${round(coldEnd)}v-6`, {
        class: ink,
        fill: 'none',
        'stroke-width': 1.25,
        ...(one.inForce ? {} : { 'stroke-dasharray': '3 2' }),
      }),
    );
    marks.push(
      words(
        `billed-${one.when}-text`,
        coldEnd,
        y + 22,
        `billed ${one.when}: ${formatDuration(one.ms * 1000)}`,
        {
          class: one.inForce ? 't-label t-num font-semibold' : 't-label t-num fill-ink2',
          'text-anchor': 'end',
        },
      ),
    );
    y += 40;
  }
  if (billed.length === 0) {
    const again = cold.filter((one) => one.state === 'invoke.init');
    const first = init - total(again);
    const tries = [
      { from: left + created, us: first, says: `until the limit: ${formatDuration(first)}` },
      {
        from: left + created + px(first),
        us: total(again),
        says: `once more: ${formatDuration(total(again))}`,
      },
    ];
    for (const one of tries) {
      const to = one.from + px(one.us);
      const line = { class: 'stroke-ink', fill: 'none', 'stroke-width': 1.25 };
      marks.push(path(`try-${one.says}`, `M${round(one.from + 3)} ${y}v6H${round(to - 3)}v-6`, line));
      const at = { class: 't-label t-num font-semibold', 'text-anchor': 'middle' };
      marks.push(words(`try-${one.says}-text`, (one.from + to) / 2, y + 22, one.says, at));
    }
  }
  const label = `A cold request takes ${formatDuration(all)}: ${cold.map((one) => `${NAMES[one.state] ?? one.state} ${formatDuration(one.us)}`).join(', ')}. A warm one takes ${formatDuration(total(warm))}.`;
  return { width, height: warmTop + 56 + 2 * 40, marks, label };
}

/** How much longer, and who pays. */
export function waitConclusion(
  { cold, warm, billed }: WaitParts,
  asOf: string,
  initLimitUs: number,
): { first: string; rest: string } {
  const times = total(cold) / total(warm);
  const factor =
    times < 1.95
      ? `${Math.round((times - 1) * 100)}\u202f% longer`
      : `${inWords(Math.round(times))} times as long`;
  if (billed.length === 0) {
    return {
      first: `Init did not end within ${formatDuration(initLimitUs)}:`,
      rest: `Lambda stopped it and ran it again inside the invocation. The request took ${formatDuration(total(cold))}.`,
    };
  }
  const inForce = billed.find((one) => one.inForce)!;
  const share = Math.round((inForce.ms * 1000 * 100) / total(cold));
  return {
    first: `Cold, the request takes ${factor},`,
    rest: inForce.init
      ? `and by the rules of ${formatDay(asOf)} you pay for ${formatDuration(inForce.ms * 1000)} of it: all but the placing.`
      : `and by the rules of ${formatDay(asOf)} you pay for ${share > 95 ? 'nearly all' : formatDuration(inForce.ms * 1000)} of it: the handler alone.`,
  };
}
