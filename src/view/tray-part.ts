/** Where records of ends fall: a dead-letter queue, a destination, any target. A tray that fills with solid ink. */
import { formatCount, formatTime } from '../sim/format-time.ts';
import { arrivedBy, lastDelivery } from './last-delivery.ts';
import { ageText } from './environment-marks.ts';
import { entered, firstStep } from './ledger.ts';
import { as, group, named, path, words, type Mark } from './mark.ts';
import { gridFor, HEAD, note, pickable, unitDots, type GridSize, type Part, type PartMaker } from './part.ts';
import { actorsAt, titleOf, type SceneInput } from './scene-input.ts';
import { kindIn } from './stands.ts';
import { fitText } from './text-width.ts';

const SIZES: readonly GridSize[] = [
  { size: 10, pitchX: 14, pitchY: 14 },
  { size: 7, pitchX: 9.5, pitchY: 9.5 },
  { size: 4, pitchX: 5.5, pitchY: 5.5 },
  { size: 2, pitchX: 3, pitchY: 3 },
];
const TALL = 40;

/** What lies in a tray: a message or the record of an end, and whose it is. */
interface Lying {
  readonly number: number;
  readonly step: number;
  readonly name: string;
}

/** `of message 1`: the unit that another comes of; empty: of none. */
function cameOf({ trace }: SceneInput, birth: number): string {
  const kind = birth < 0 ? undefined : trace.kinds[trace.otherKind[birth]!];
  return kind === undefined ? '' : ` of ${kind.name} ${formatCount(trace.other[birth]! + 1)}`;
}

/** What lies in the queue or at the target of a place, in the order in which it came. */
function lyingAt(input: SceneInput, place: number, isQueue: boolean, role: string): Lying[] {
  const { trace, atUs } = input;
  if (isQueue) {
    const kind = kindIn(trace, 'message');
    return actorsAt(input, 'message', place).map(({ number, step, bornUs }) => {
      const whose = cameOf(input, firstStep(trace, kind, number));
      const what = whose === '' ? '' : `, ${role.toLowerCase()}${whose}`;
      return {
        number,
        step,
        name: `Message ${formatCount(number + 1)}${what}: here for ${ageText(atUs - bornUs)}`,
      };
    });
  }
  return arrivedBy(trace, place, atUs).map((step) => {
    const number = trace.actor[step]!;
    const name = `Delivery ${formatCount(number + 1)}, ${role.toLowerCase()}${cameOf(input, step)}: came at ${formatTime(trace.at[step]!)}`;
    return { number, step, name };
  });
}

/** The tray of a place; `role`: what it is for, `Dead-letter queue`. */
export function trayPart(input: SceneInput, place: number, role: string): PartMaker {
  return (width): Part => {
    const { trace, scenario, atUs } = input;
    const { name: id, type } = trace.places[place]!;
    const name = titleOf(scenario, id);
    const isQueue = type === 'queue';
    // Of a queue, what stands in it; of another target, what has arrived.
    const lying = lyingAt(input, place, isQueue, role);
    const lost = entered(trace, 'delivery', 'failed', place, atUs);
    const count = lying.length;
    const tray = Math.min(width, 148);
    const all = Math.max(count, 1);
    const grid = gridFor(all, tray - 16, TALL - 10, SIZES);
    const most = grid.columns * grid.rows;
    const top = HEAD + 12;
    const floor = top + TALL;
    const at = Array.from(
      { length: Math.min(count, most) },
      (_, index) =>
        [
          8 + (index % grid.columns) * grid.pitchX,
          floor - 4 - grid.size - Math.floor(index / grid.columns) * grid.pitchY,
        ] as const,
    );
    const many = count === 0 ? 'empty' : `${formatCount(count)} in it`;
    const isNamed = name.toLowerCase() !== role.toLowerCase();
    const said = isNamed ? `${name}: ${many}` : many;
    const marks: Mark[] = [
      words('role', 0, 14, fitText(role, width, 12.6), { class: 't-label font-semibold' }),
      note('name', 0, 28, fitText(said, width, 11)),
    ];
    const drawn = [
      path('tray', `M.75 ${top + 6}V${floor}H${tray}V${top + 6}`, {
        class: 'fill-none stroke-ink2',
        'stroke-width': 1.5,
        'stroke-linejoin': 'round',
      }),
      group('units', [
        as(
          count > 0 ? 'dead-letter' : undefined,
          unitDots('ink', at, grid.size, 'fill-ink', {
            kind: isQueue ? 'message' : 'delivery',
            numbers: lying.map(({ number }) => number),
            steps: lying.map(({ step }) => step),
            nameOf: (index) => lying[index]!.name,
          }),
        ),
      ]),
    ];
    const last = lastDelivery(trace, place, atUs);
    if (last < 0) marks.push(named(`${role}${isNamed ? ` ${name}` : ''}: ${many}`, group('tray', drawn)));
    else {
      const when = formatTime(trace.at[last]!);
      const label = `${name}: ${many}, the last was sent there at ${when}`;
      marks.push(pickable('delivery', trace.actor[last]!, last, label, [0, top, tray, TALL], drawn));
    }
    if (lost > 0) {
      const text = fitText(`${formatCount(lost)} lost: no permission`, width, 11);
      marks.push(as('dropped', note('lost', 0, floor + 15, text, 'fill-failed-text font-semibold')));
    }
    const lostAtAll = entered(trace, 'delivery', 'failed', place, trace.endUs) > 0;
    return {
      key: `tray ${place}`,
      holds: [`delivery@${place}`, `message@${place}`],
      width,
      height: floor + (lostAtAll ? 22 : 6),
      port: top + TALL / 2,
      marks,
      says: `${role.toLowerCase()}${isNamed ? ` ${name}` : ''}: ${many}${lost > 0 ? `, ${formatCount(lost)} lost` : ''}`,
    };
  };
}
