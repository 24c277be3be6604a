/** The units that travel: events, messages, records, callers, and those who read them; each in the states it can be in. */
import { glyphMarks } from './glyph.ts';
import { circle, group, path, rect, round, words, type Mark } from './mark.ts';
import { pie } from './part.ts';

/** Nothing lies ahead of it, it runs, it waits for a clock, it has been turned away, it hangs. */
export type UnitState = 'idle' | 'running' | 'waiting' | 'throttled' | 'failed';

const WAIT_TONE: Readonly<Record<'waiting' | 'throttled' | 'failed', string>> = {
  waiting: 'fill-ink3',
  throttled: 'fill-throttled',
  failed: 'fill-failed',
};

/**
 * An asynchronous event: a ring with a core. While it waits its face fills like a clock.
 *
 * @param share of the wait that has passed
 */
export function eventMarks(x: number, y: number, r: number, state: UnitState, share: number): Mark[] {
  const line = {
    idle: 'stroke-ink',
    running: 'stroke-invoke-line',
    waiting: 'stroke-ink2',
    throttled: 'stroke-throttled-line',
    failed: 'stroke-failed-line',
  }[state];
  const waits = state === 'waiting' || state === 'throttled' || state === 'failed';
  return [
    circle('ring', x, y, r, { class: `fill-stage ${line}`, 'stroke-width': r < 5 ? 1 : 1.5 }),
    ...(waits ? [path('waited', pie(x, y, r - 2, share), { class: `${WAIT_TONE[state]} opacity-40` })] : []),
    circle('core', x, y, Math.max(1, r * 0.34), { class: state === 'running' ? 'fill-invoke' : 'fill-ink' }),
  ];
}

/** A second rim: this is one more delivery of a unit that was there before. */
export function twiceMark(x: number, y: number, r: number): Mark {
  return {
    ...circle('twice', x, y, r + 2.5, { class: 'fill-none stroke-ink2', 'stroke-width': 1 }),
    is: 'duplicate',
  };
}

/**
 * Somebody who waits for an answer: a ring whose face fills towards the limit; dashed while it waits to try again.
 *
 * @param after what it tries again after: it was turned away, or it failed
 */
export function callerMarks(
  x: number,
  y: number,
  r: number,
  isCalling: boolean,
  share: number,
  after: 'throttled' | 'failed' = 'failed',
): Mark[] {
  const line = after === 'throttled' ? 'stroke-throttled-line' : 'stroke-failed-line';
  return [
    circle('ring', x, y, r, {
      class: `fill-stage ${isCalling ? 'stroke-ink' : line}`,
      'stroke-width': r < 5 ? 1 : 1.5,
      ...(isCalling ? {} : { 'stroke-dasharray': '2.5 2' }),
    }),
    path('waited', pie(x, y, Math.max(1, r - 1.5), share), {
      class: isCalling ? 'fill-ink2' : `${WAIT_TONE[after]} opacity-40`,
    }),
  ];
}

export interface PillLook {
  /** Nobody else sees it: dashed, with the visibility clock. */
  readonly isHidden: boolean;
  /** Share of the visibility timeout that has passed. */
  readonly share: number;
  /** Times it was received. */
  readonly receives: number;
  /** It is a copy that was delivered once more. */
  readonly isTwice?: boolean;
}

/** A message: a pill; dashed and with a clock while invisible; a number once it has come back. */
export function pillMarks(x: number, y: number, width: number, height: number, look: PillLook): Mark[] {
  const again = look.receives > (look.isHidden ? 1 : 0);
  const small = width < 22;
  const marks: Mark[] = [
    rect('pill', x, y, width, height, {
      rx: round(height / 2),
      class: look.isHidden
        ? `fill-none ${again ? 'stroke-failed-line' : 'stroke-invoke-line'}`
        : `fill-stage ${again ? 'stroke-failed-line' : 'stroke-ink2'}`,
      'stroke-width': small ? 1 : 1.25,
      ...(look.isHidden ? { 'stroke-dasharray': small ? '2 1.5' : '2.5 2' } : {}),
    }),
  ];
  if (look.isTwice === true) {
    const rim = { rx: round(height / 2 - 2), class: 'fill-none stroke-ink2', 'stroke-width': 1 };
    marks.push({ ...rect('twice', x + 2, y + 2, width - 4, height - 4, rim), is: 'duplicate' });
  }
  const counts = !small && look.receives > 1 && width >= 30;
  if (look.isHidden && height >= 9) {
    const r = Math.min(height / 2 - 2, 5);
    marks.push(
      path('clock', pie(counts ? x + height / 2 : x + width / 2, y + height / 2, r, look.share), {
        class: again ? 'fill-failed' : 'fill-invoke',
      }),
    );
  }
  if (counts || (again && !look.isHidden && width >= 30)) {
    marks.push(
      words(
        'receives',
        look.isHidden ? x + width - 7 : x + width / 2,
        y + height / 2 + 4,
        `${look.receives}×`,
        {
          class: 't-note t-num font-semibold fill-failed-text',
          'text-anchor': look.isHidden ? 'end' : 'middle',
        },
      ),
    );
  }
  return marks;
}

export interface RecordLook {
  readonly letter: string;
  readonly inBatch: boolean;
  /** It is known to be bad; and it has been in a batch that failed. */
  readonly isBad: boolean;
  readonly hasFailed: boolean;
  /** It has been read by all and is still there. */
  readonly isRead: boolean;
}

/** A record: a square with its partition key; a bad one stands askew, with a cross once it has failed. */
export function recordMarks(x: number, y: number, size: number, look: RecordLook): Mark[] {
  const middle = [x + size / 2, y + size / 2] as const;
  if (look.isBad) {
    const turn = { transform: `rotate(45 ${round(middle[0])} ${round(middle[1])})` };
    const inset = size * 0.12;
    return [
      rect('square', x + inset, y + inset, size - 2 * inset, size - 2 * inset, {
        rx: 2,
        class: look.hasFailed
          ? 'fill-failed stroke-failed-line'
          : look.inBatch
            ? 'fill-frozen stroke-invoke-line'
            : 'fill-stage stroke-ink',
        'stroke-width': 1.5,
        ...turn,
      }),
      ...(look.hasFailed
        ? [
            path('cross', `M${round(middle[0] - 3)} ${round(middle[1] - 3)}l6 6m0-6l-6 6`, {
              class: 'stroke-on-state',
              'stroke-width': 1.75,
              'stroke-linecap': 'round',
            }),
          ]
        : size >= 15
          ? [
              words('letter', middle[0], middle[1] + 4, look.letter, {
                class: 't-note font-semibold',
                'text-anchor': 'middle',
              }),
            ]
          : []),
    ];
  }
  return [
    rect('square', x, y, size, size, {
      rx: 2,
      class: look.isRead
        ? 'fill-none stroke-rule'
        : look.inBatch
          ? 'fill-frozen stroke-invoke-line'
          : 'fill-stage stroke-ink2',
      'stroke-width': 1.25,
    }),
    ...(size >= 15
      ? [
          words('letter', middle[0], middle[1] + 4, look.letter, {
            class: `t-note font-semibold ${look.isRead ? 'fill-ink3' : look.inBatch ? 'fill-invoke-text' : ''}`,
            'text-anchor': 'middle',
          }),
        ]
      : []),
  ];
}

/** What a reader or a poller does. */
export type ReaderLook =
  'stopped' | 'waiting' | 'polling' | 'gathering' | 'invoking' | 'backing off' | 'throttled';

const READER_LOOKS: Readonly<Record<string, ReaderLook>> = {
  stopped: 'stopped',
  waiting: 'waiting',
  polling: 'polling',
  receiving: 'polling',
  gathering: 'gathering',
  'gathering.open': 'gathering',
  'gathering.enough': 'gathering',
  lingering: 'gathering',
  invoking: 'invoking',
  'backing off': 'backing off',
  throttled: 'throttled',
};

/** The look of a reader's or a poller's state. */
export function readerLook(state: string): ReaderLook {
  return READER_LOOKS[state] ?? 'waiting';
}

/** A reader: a disc with a clock's hand, an arrow, or a ring that fills while it backs off. */
export function readerMarks(x: number, y: number, r: number, look: ReaderLook, share: number): Mark[] {
  switch (look) {
    case 'invoking': {
      const arm = r * 0.45;
      return [
        circle('disc', x, y, r, { class: 'fill-invoke stroke-invoke-line', 'stroke-width': 1.25 }),
        ...(r >= 6
          ? [
              path(
                'arrow',
                `M${round(x - arm)} ${round(y)}h${round(2 * arm)}m${round(-arm * 0.8)} ${round(-arm * 0.8)}l${round(arm * 0.8)} ${round(arm * 0.8)} ${round(-arm * 0.8)} ${round(arm * 0.8)}`,
                {
                  class: 'fill-none stroke-on-state',
                  'stroke-width': 1.75,
                  'stroke-linecap': 'round',
                  'stroke-linejoin': 'round',
                },
              ),
            ]
          : []),
      ];
    }
    case 'backing off':
      return [
        circle('disc', x, y, r, {
          class: 'fill-none stroke-failed-line',
          'stroke-width': 1.5,
          'stroke-dasharray': '3 2.2',
        }),
        path('waited', pie(x, y, Math.max(1, r - 3), share), { class: 'fill-failed' }),
      ];
    case 'throttled':
      return [
        group('throttled', glyphMarks('throttled'), {
          transform: `translate(${round(x)} ${round(y)}) scale(${round(r / 7)})`,
        }),
      ];
    case 'gathering':
      return [
        circle('disc', x, y, r, { class: 'fill-stage stroke-ink2', 'stroke-width': 1.5 }),
        path('waited', pie(x, y, Math.max(1, r - 2.5), share), { class: 'fill-ink3' }),
      ];
    case 'stopped':
      return [
        circle('disc', x, y, r, {
          class: 'fill-none stroke-edge',
          'stroke-width': 1.25,
          'stroke-dasharray': '2.5 2.5',
        }),
      ];
    case 'polling':
    case 'waiting': {
      const angle = look === 'polling' ? share * 2 * Math.PI : 0;
      const hand = r * 0.62;
      return [
        circle('disc', x, y, r, { class: 'fill-stage stroke-ink2', 'stroke-width': r < 6 ? 1 : 1.5 }),
        ...(r >= 4
          ? [
              path(
                'hand',
                `M${round(x)} ${round(y)}L${round(x + Math.sin(angle) * hand)} ${round(y - Math.cos(angle) * hand)}`,
                { class: 'stroke-ink2', 'stroke-width': 1.5, 'stroke-linecap': 'round' },
              ),
            ]
          : []),
      ];
    }
  }
}
