/** Callers one under the other with a clock each, those who have given up, and callers as a crowd. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { ActorView } from '../sim/world.ts';
import type { CallerLayout } from './caller-layout.ts';
import { callerWords, waitsAfter, type Habits } from './caller-words.ts';
import { askOf } from './detached.ts';
import { ageText } from './environment-marks.ts';
import { glyphMarks } from './glyph.ts';
import { nextStep, waitShare } from './ledger.ts';
import { as, group, path, rect, round, type Mark } from './mark.ts';
import { note, pickable, pie } from './part.ts';
import type { SceneInput } from './scene-input.ts';
import { signOfCaller } from './sign-of.ts';
import { standsOf } from './stands.ts';
import { fitText } from './text-width.ts';
import { callerMarks } from './unit-marks.ts';

/** Smaller ones are one shape a state. */
const SINGLY_FROM = 9;

/** A caller in its row: its clock, what it does, and the fuse of its patience. */
export function rowMark(caller: ActorView, input: SceneInput, layout: CallerLayout, habits: Habits): Mark {
  const { trace, atUs } = input;
  const stand = standsOf(trace, 'caller').standOf[caller.number]!;
  const [x, y] = layout.ringAt(stand);
  const isCalling = caller.state === 'calling';
  const [said, more] = callerWords(caller, input, habits);
  const after = waitsAfter(caller, input);
  const limited = habits.timeoutUs < Infinity;
  const share = isCalling
    ? limited
      ? (atUs - caller.sinceUs) / habits.timeoutUs
      : 0
    : waitShare(trace, caller.step, caller.sinceUs, atUs);
  const textX = x + 19;
  const fuse = layout.rowRight - textX;
  return as(
    signOfCaller(isCalling, after),
    pickable(
      'caller',
      caller.number,
      caller.step,
      callerLabel(caller, input, habits),
      [x - 14, y - 20, layout.rowRight - x + 18, 40],
      [
        ...callerMarks(x, y, 10, isCalling, share, after),
        note(
          'said',
          textX,
          more === '' ? y + 1 : y - 6,
          said,
          `${isCalling ? 'fill-ink' : `fill-${after}-text`} font-semibold`,
        ),
        ...(more === '' ? [] : [note('more', textX, y + 8, more)]),
        ...(isCalling && limited
          ? [
              rect('fuse', textX, y + 14, fuse, 2, { class: 'fill-rule' }),
              rect('burnt', textX, y + 14, fuse * Math.min(1, share), 2, {
                class: share > 0.75 ? 'fill-failed' : 'fill-ink2',
              }),
            ]
          : []),
      ],
    ),
  );
}

/** Where somebody has given up while the function goes on for them: a ring struck through, until the row is taken again. */
export function ghostMarks(
  input: SceneInput,
  layout: CallerLayout,
  callers: readonly ActorView[],
  detached: readonly { readonly number: number }[],
  habits: Habits,
): Mark[] {
  const { trace } = input;
  const { standOf } = standsOf(trace, 'caller');
  const taken = new Set(callers.map(({ number }) => standOf[number]!));
  return detached.flatMap(({ number }) => {
    const caller = trace.actor[askOf(input, number)]!;
    const stand = standOf[caller]!;
    if (taken.has(stand)) return [];
    taken.add(stand);
    const [x, y] = layout.ringAt(stand);
    const name = `Caller ${formatCount(caller + 1)}: gave up after ${formatDuration(habits.timeoutUs)}, its function goes on`;
    return [
      as(
        'dropped',
        pickable(
          'caller',
          caller,
          nextStep(trace, askOf(input, number)),
          name,
          [x - 14, y - 20, layout.rowRight - x + 18, 40],
          [
            group('sign', glyphMarks('struck'), { transform: `translate(${x} ${y}) scale(1.6)` }),
            note(
              'said',
              x + 19,
              y - 6,
              `gave up after ${formatDuration(habits.timeoutUs)}`,
              'fill-failed-text font-semibold',
            ),
            note('more', x + 19, y + 8, 'its function goes on'),
          ],
        ),
      ),
    ];
  });
}

/** What is said of a caller. */
function callerLabel(caller: ActorView, input: SceneInput, habits: Habits): string {
  const [said, more] = callerWords(caller, input, habits);
  return `Caller ${formatCount(caller.number + 1)}: ${said}${more === '' ? '' : `, ${more}`}`;
}

/** Those of a look who are drawn as one shape. */
interface Crowded {
  readonly rings: string[];
  readonly faces: string[];
  readonly units: ActorView[];
  readonly at: (readonly [x: number, y: number])[];
}

/** Too many for a row each: rings in a grid, and what holds for all of them in words. */
export function crowdMarks(
  input: SceneInput,
  layout: CallerLayout,
  callers: readonly ActorView[],
  habits: Habits,
): Mark[] {
  const { trace, atUs } = input;
  const { standOf } = standsOf(trace, 'caller');
  const calling = callers.filter(({ state }) => state === 'calling');
  const longest = calling.reduce((most, { sinceUs }) => Math.max(most, atUs - sinceUs), 0);
  const r = layout.crowdSize / 2;
  const shapes = new Map<string, Crowded>();
  const marks: Mark[] = [];
  let drawn = 0;
  for (const caller of callers) {
    const at = layout.crowdAt(standOf[caller.number]!);
    if (at === null) continue;
    drawn += 1;
    const isCalling = caller.state === 'calling';
    const after = waitsAfter(caller, input);
    const share = !isCalling
      ? waitShare(trace, caller.step, caller.sinceUs, atUs)
      : habits.timeoutUs === Infinity
        ? 0
        : (atUs - caller.sinceUs) / habits.timeoutUs;
    if (layout.crowdSize < SINGLY_FROM) {
      const look = isCalling ? 'calling' : after;
      const shape = shapes.get(look) ?? { rings: [], faces: [], units: [], at: [] };
      shapes.set(look, shape);
      shape.units.push(caller);
      shape.at.push(at);
      shape.rings.push(`M${round(at[0] - r)} ${round(at[1])}a${r} ${r} 0 1 1 0 .01Z`);
      shape.faces.push(pie(at[0], at[1], r - 0.5, share));
      continue;
    }
    marks.push(
      as(
        signOfCaller(isCalling, after),
        pickable(
          'caller',
          caller.number,
          caller.step,
          callerLabel(caller, input, habits),
          [at[0] - r - 1, at[1] - r - 1, 2 * r + 2, 2 * r + 2],
          callerMarks(at[0], at[1], r, isCalling, share, after),
        ),
      ),
    );
  }
  for (const [look, { rings, faces, units, at }] of shapes) {
    const line = look === 'calling' ? 'stroke-ink2' : `stroke-${look}-line`;
    const is = signOfCaller(look === 'calling', look === 'throttled' ? 'throttled' : 'failed');
    const crowd = {
      kind: 'caller',
      numbers: units.map(({ number }) => number),
      steps: units.map(({ step }) => step),
      at,
      size: 2 * r,
      nameOf: (index: number) => callerLabel(units[index]!, input, habits),
    };
    const ringed = path(`rings ${look}`, rings.join(''), {
      class: `fill-stage ${line}`,
      'stroke-width': 0.75,
    });
    marks.push(
      { ...ringed, is, crowd },
      as(
        is,
        path(`faces ${look}`, faces.join(''), { class: look === 'calling' ? 'fill-ink2' : `fill-${look}` }),
      ),
    );
  }
  const of = habits.timeoutUs === Infinity ? '' : ` of ${formatDuration(habits.timeoutUs)}`;
  const { x, y, width, height } = layout.crowd;
  const said = [
    ...(calling.length > 0 ? [`${formatCount(calling.length)} wait, longest ${ageText(longest)}${of}`] : []),
    ...(callers.length > calling.length
      ? [`${formatCount(callers.length - calling.length)} between tries`]
      : []),
    ...(callers.length > drawn ? [`${formatCount(callers.length - drawn)} not drawn`] : []),
  ];
  return [
    group('crowd', marks),
    ...said.map((text, row) =>
      note(`said ${row}`, x, y + height + 16 + row * 15, fitText(text, width, 11), 'fill-ink2'),
    ),
  ];
}
