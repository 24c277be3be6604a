/** A service that sends events on, or a caller nobody keeps anything of: a box with its name and what it has sent. */
import { formatCount } from '../sim/format-time.ts';
import type { Scenario } from '../sim/scenario.ts';
import { ageText, counted } from './environment-marks.ts';
import { born, enteredUs, untilNext, waitShare } from './ledger.ts';
import { DIAL, loopDial } from './loop-dial.ts';
import { group, rect, type Mark } from './mark.ts';
import { outcomeRows } from './outcome-part.ts';
import { HEAD, headMarks, note, pickable, type Part, type PartMaker } from './part.ts';
import { actorsAt, placeNamed, titleOf, type SceneInput } from './scene-input.ts';
import { serviceName } from './service-names.ts';
import { fitText } from './text-width.ts';
import { eventMarks } from './unit-marks.ts';

const PAD = 12;
/** Notifications that are tried again, drawn one under the other up to so many. */
const MOST_WAITING = 3;

type PushSettings = Extract<NonNullable<Scenario['settings']['resources']>[string], { type: 'push-service' }>;

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
    const marks: Mark[] = waiting.slice(0, MOST_WAITING).map((one, row) => {
      const again = untilNext(trace, one.step, atUs);
      const when = again === null ? 'waits' : `again in ${ageText(again)}`;
      const y = HEAD + 42 + row * 20;
      return pickable(
        'notification',
        one.number,
        one.step,
        `Notification ${formatCount(one.number + 1)}: attempt ${formatCount(one.amount)} failed, ${when}`,
        [PAD - 4, y - 10, inner + 8, 20],
        [
          ...eventMarks(PAD + 8, y, 7, 'failed', waitShare(trace, one.step, one.sinceUs, atUs)),
          note(
            'when',
            PAD + 24,
            y + 4,
            fitText(`attempt ${formatCount(one.amount)}, ${when}`, inner - 24, 11),
            'fill-failed-text',
          ),
        ],
      );
    });
    const endsY = HEAD + 38 + (everWaits ? MOST_WAITING * 20 + 6 : 0);
    const dialY = endsY + Math.max(0, ends.places) * 22 + (ends.places > 0 ? 4 : -10);
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
        ...(loop ? [group('loop', loop.marks, { transform: `translate(${PAD - 4} ${dialY - 4})` })] : []),
      ],
      says: `${service} ${name === service ? '' : name}: ${counted(sent, 'notification')}${ends.says === '' ? '' : `, ${ends.says}`}${loop ? `, ${loop.says}` : ''}`,
    };
  };
}

/** Who calls through the Invoke API and is not followed: the box of the direct model. */
export function plainCallerPart(input: SceneInput, place: number): PartMaker {
  return (width): Part => ({
    key: `caller ${place}`,
    holds: [`caller@${place}`, 'outside@caller'],
    width,
    height: 60,
    port: 30,
    marks: [
      rect('box', 0.5, 0.5, width - 1, 59, { rx: 8, class: 'fill-stage stroke-edge', 'stroke-width': 1 }),
      group('head', headMarks('', 'Caller', width - 2 * PAD, PAD, 24)),
      note('sent', PAD, 42, `${formatCount(input.world.counts.offered)} sent`),
    ],
    says: `caller: ${counted(input.world.counts.offered, 'request')} sent`,
  });
}
