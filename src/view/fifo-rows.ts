/** A FIFO queue: a rail for each message group, its oldest message at the right end; a blocked group says so. */
import { formatCount } from '../sim/format-time.ts';
import type { ActorView } from '../sim/world.ts';
import { ageText } from './environment-marks.ts';
import { bornAmount, bornUs, firstStep } from './ledger.ts';
import { as, group, path, round, type Mark } from './mark.ts';
import { messageLabel, receivesOf } from './message-words.ts';
import { note, pickable, unitDots } from './part.ts';
import { signOfMessage } from './sign-of.ts';
import type { SceneInput } from './scene-input.ts';
import { kindIn } from './stands.ts';
import { pillMarks } from './unit-marks.ts';

const ROW = 40;
const MOST_ROWS = 6;
const PILL = { width: 34, tall: 16, pitch: 38 } as const;

const known = new WeakMap<object, Map<number, readonly number[]>>();

/** The groups that occur in a queue, in the order of their numbers. */
function groupsOf(input: SceneInput, place: number): readonly number[] {
  const { trace } = input;
  const all = known.get(trace) ?? new Map<number, readonly number[]>();
  known.set(trace, all);
  const before = all.get(place);
  if (before) return before;
  const found = new Set<number>();
  const kind = kindIn(trace, 'message');
  if (bornUs(trace, 'message', place).length > 0) {
    for (let number = 0; ; number += 1) {
      const step = firstStep(trace, kind, number);
      if (step < 0) break;
      if (trace.place[step] === place) found.add(trace.amount[step]!);
    }
  }
  const groups = [...found].sort((a, b) => a - b);
  all.set(place, groups);
  return groups;
}

export function fifoMarks(
  input: SceneInput,
  place: number,
  messages: readonly ActorView[],
  width: number,
  hiddenUs: number,
): { readonly marks: Mark[]; readonly height: number; readonly says: string } {
  const { trace, atUs } = input;
  const groups = groupsOf(input, place);
  const shown = groups.slice(0, groups.length > MOST_ROWS ? MOST_ROWS - 1 : MOST_ROWS);
  const rows = new Map<number, ActorView[]>(shown.map((one) => [one, []]));
  let others = 0;
  for (const message of messages) {
    const row = rows.get(bornAmount(trace, 'message', message.number));
    if (row) row.push(message);
    else others += 1;
  }
  const blocked: string[] = [];
  const marks = shown.map((one, index) => {
    const units = rows.get(one)!;
    const y = index * ROW;
    const railY = y + 15;
    const capacity = Math.max(1, Math.floor((width - 60) / PILL.pitch));
    // What is in flight stands first: it was received in order.
    const front = units[0];
    const receives = front ? receivesOf(input, front) : 0;
    const isBlocked = front?.state === 'in flight' && units.length > 1 && receives > 1;
    if (isBlocked) blocked.push(`group ${one} blocked`);
    const singly = units.slice(0, units.length > capacity ? capacity - 1 : capacity);
    const rest = units.slice(singly.length);
    const tone = isBlocked ? 'stroke-failed-line' : 'stroke-edge';
    return group(`group ${one}`, [
      note(
        'name',
        0,
        y + 10,
        `group ${formatCount(one)}`,
        isBlocked ? 'fill-failed-text font-semibold' : 'fill-ink font-semibold',
      ),
      note(
        'count',
        width,
        y + 10,
        isBlocked
          ? `blocked ${ageText(atUs - front.bornUs)}, ${formatCount(units.length - 1)} behind`
          : units.length === 0
            ? 'empty'
            : `${formatCount(units.length)} waiting`,
        isBlocked ? 'fill-failed-text font-semibold' : 'fill-ink2',
        'end',
      ),
      path('rail', `M0 ${railY}H${width}M0 ${railY + 22}H${width}`, { class: tone, 'stroke-width': 1.25 }),
      ...singly.map((message, at) => {
        const x = round(width - (at + 1) * PILL.pitch);
        const times = receivesOf(input, message);
        const isHidden = message.state === 'in flight';
        return as(
          signOfMessage(isHidden, times),
          pickable(
            'message',
            message.number,
            message.step,
            messageLabel(message, times, input, hiddenUs),
            [x - 1, railY + 2, PILL.width + 2, 18],
            pillMarks(x, railY + 3, PILL.width, PILL.tall, {
              isHidden,
              share: (atUs - message.sinceUs) / Math.max(1, hiddenUs),
              receives: times,
            }),
          ),
        );
      }),
      ...(rest.length === 0
        ? []
        : [
            restMarks(rest, width - singly.length * PILL.pitch - 8, railY + 4, (message) =>
              messageLabel(message, receivesOf(input, message), input, hiddenUs),
            ),
          ]),
    ]);
  });
  const more = groups.length - shown.length;
  if (more > 0) {
    marks.push(
      note(
        'more',
        0,
        shown.length * ROW + 12,
        `${formatCount(more)} more groups, ${formatCount(others)} messages`,
      ),
    );
  }
  return { marks, height: shown.length * ROW + (more > 0 ? 20 : 4), says: blocked.join(', ') };
}

/** Messages further back as dots, in columns of three from the right. */
function restMarks(
  rest: readonly ActorView[],
  right: number,
  y: number,
  nameOf: (message: ActorView) => string,
): Mark {
  const most = Math.max(0, Math.floor(right / 6)) * 3;
  const drawn = rest.slice(0, most);
  return as(
    'message',
    unitDots(
      'rest',
      drawn.map((_, index) => [right - (Math.floor(index / 3) + 1) * 6, y + (index % 3) * 5] as const),
      3.5,
      'fill-ink3',
      {
        kind: 'message',
        numbers: drawn.map(({ number }) => number),
        steps: drawn.map(({ step }) => step),
        nameOf: (index) => nameOf(drawn[index]!),
      },
    ),
  );
}
