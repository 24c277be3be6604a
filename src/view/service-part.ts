/** A service that sends events on, or a caller nobody keeps anything of: a box with its name and what it has sent. */
import { formatCount } from '../sim/format-time.ts';
import type { Scenario } from '../sim/scenario.ts';
import { ageText, counted } from './environment-marks.ts';
import { born, enteredUs, fromOutside, untilNext, waitShare } from './ledger.ts';
import { DIAL, loopDial } from './loop-dial.ts';
import { as, group, named, path, rect, type Mark } from './mark.ts';
import { outcomeRows } from './outcome-part.ts';
import { HEAD, headMarks, note, pickable, type Part, type PartMaker } from './part.ts';
import { handedBy } from './notification-story.ts';
import { actorsAt, placeNamed, titleOf, type SceneInput } from './scene-input.ts';
import { serviceName } from './service-names.ts';
import { standsOf } from './stands.ts';
import { fitText, textWidth } from './text-width.ts';
import { eventMarks } from './unit-marks.ts';

const PAD = 12;
/** Notifications that are tried again, drawn one under the other up to so many. */
const MOST_WAITING = 3;
const WAITING = 32;

type PushSettings = Extract<NonNullable<Scenario['settings']['resources']>[string], { type: 'push-service' }>;

/** px of a target's line. */
const TARGET = 17;

/** What each of several targets has been handed, a line each. */
function targetMarks(input: SceneInput, place: number, targets: readonly string[], width: number): Mark[] {
  if (targets.length < 2) return [];
  const { trace, scenario, atUs } = input;
  return targets.map((target, row) => {
    const { taken, turnedAway } = handedBy(trace, place, placeNamed(trace, target), atUs);
    const y = row * TARGET + 4;
    const said =
      turnedAway > 0 ? `${formatCount(taken)}, ${formatCount(turnedAway)} not let in` : formatCount(taken);
    const room = width - 16 - textWidth(said, 11.5) - 8;
    return named(
      `${titleOf(scenario, target)}: handed ${said}`,
      group(`target ${target}`, [
        path('arrow', `M1 ${y - 4}h8m-3-3l3 3-3 3`, {
          class: 'fill-none stroke-ink2',
          'stroke-width': 1.25,
          'stroke-linecap': 'round',
          'stroke-linejoin': 'round',
        }),
        note('name', 16, y, fitText(titleOf(scenario, target), room, 11)),
        note(
          'count',
          width,
          y,
          said,
          turnedAway > 0 ? 'fill-failed-text font-semibold' : 'fill-ink font-semibold',
          'end',
        ),
      ]),
    );
  });
}

/** The part of a service that pushes. */
export function servicePart(input: SceneInput, place: number, settings: PushSettings): PartMaker {
  return (width): Part => {
    const { trace, scenario, atUs } = input;
    const inner = width - 2 * PAD;
    const name = titleOf(scenario, trace.places[place]!.name);
    const service = serviceName(settings.service);
    const sent = born(trace, 'notification', place, atUs);
    const waiting = actorsAt(input, 'notification', place).filter(({ state }) => state === 'backing off');
    const ends = outcomeRows(input, 'notification', place, inner);
    const everWaits = enteredUs(trace, 'notification', 'backing off', place).length > 0;
    const rows = everWaits ? Math.min(MOST_WAITING, standsOf(trace, 'notification').most[place] ?? 0) : 0;
    const marks: Mark[] = waiting.slice(0, MOST_WAITING).map((one, row) => {
      const again = untilNext(trace, one.step, atUs);
      const when = again === null ? 'waits' : `again in ${ageText(again)}`;
      const y = HEAD + 46 + row * WAITING;
      return as(
        'retry',
        pickable(
          'notification',
          one.number,
          one.step,
          `Notification ${formatCount(one.number + 1)}: attempt ${formatCount(one.amount)} failed, ${when}`,
          [PAD - 4, y - 15, inner + 8, 30],
          [
            ...eventMarks(PAD + 8, y, 7, 'failed', waitShare(trace, one.step, one.sinceUs, atUs)),
            note(
              'said',
              PAD + 24,
              y - 2,
              `attempt ${formatCount(one.amount)} failed`,
              'fill-failed-text font-semibold',
            ),
            note('when', PAD + 24, y + 12, fitText(when, inner - 24, 11)),
          ],
        ),
      );
    });
    if (waiting.length > MOST_WAITING) {
      const more = `and ${formatCount(waiting.length - MOST_WAITING)} more`;
      marks.push(as('retry', note('more', PAD + 24, HEAD + 40 + rows * WAITING, more, 'fill-failed-text')));
    }
    const endsY = HEAD + 38 + (rows > 0 ? rows * WAITING + (rows === MOST_WAITING ? 20 : 8) : 0);
    const fanOut = targetMarks(input, place, settings.targets, inner);
    const fanY = endsY + Math.max(0, ends.places) * 22 + (ends.places > 0 ? 8 : -6);
    const dialY =
      fanOut.length > 0
        ? fanY + fanOut.length * TARGET + 4
        : endsY + Math.max(0, ends.places) * 22 + (ends.places > 0 ? 4 : -10);
    // Where a chain of invocations closes: what it sends comes of what it has been sent.
    const loop = settings.targets
      .map((target) => loopDial(input, placeNamed(trace, target)))
      .find((dial) => dial !== null);
    const height = dialY + (loop ? DIAL + 2 : 0);
    return {
      key: `service ${place}`,
      holds: [`notification@${place}`],
      width,
      height: Math.max(height, 52),
      port: 26,
      marks: [
        rect('box', 0.5, 0.5, width - 1, Math.max(height, 52) - 1, {
          rx: 8,
          class: 'fill-stage stroke-edge',
          'stroke-width': 1,
        }),
        group('head', headMarks(name === service ? '' : service, name, inner, PAD, 20)),
        note('sent', PAD, 38, sent === 0 ? 'nothing sent yet' : counted(sent, 'notification')),
        ...marks,
        group('ends', ends.marks, { transform: `translate(${PAD} ${endsY})` }),
        group('targets', fanOut, { transform: `translate(${PAD} ${fanY})` }),
        ...(loop ? [group('loop', loop.marks, { transform: `translate(${PAD - 4} ${dialY - 4})` })] : []),
      ],
      says: `${service} ${name === service ? '' : name}: ${counted(sent, 'notification')}${ends.says === '' ? '' : `, ${ends.says}`}${loop ? `, ${loop.says}` : ''}`,
    };
  };
}

/** Who calls through the Invoke API and is not followed: the box of the direct model. */
export function plainCallerPart(input: SceneInput, place: number): PartMaker {
  // Who only hands over an event is counted by its events; what queues and functions ask for is not the caller's.
  const { scenario, trace, atUs } = input;
  const { invocationType, invokes = 'function' } = scenario.settings.caller ?? {};
  const sent =
    invocationType === 'Event'
      ? counted(fromOutside(trace, 'event', placeNamed(trace, invokes), atUs), 'event')
      : // Whichever version an alias gave them to.
        counted(
          trace.places.reduce((sum, _, at) => sum + fromOutside(trace, 'request', at, atUs), 0),
          'request',
        );
  return (width): Part => ({
    key: `caller ${place}`,
    holds: [`caller@${place}`, 'outside@caller'],
    width,
    height: 60,
    port: 30,
    marks: [
      rect('box', 0.5, 0.5, width - 1, 59, { rx: 8, class: 'fill-stage stroke-edge', 'stroke-width': 1 }),
      group('head', headMarks('', 'Caller', width - 2 * PAD, PAD, 24)),
      note('sent', PAD, 42, `${sent} sent`),
    ],
    says: `caller: ${sent} sent`,
  });
}
