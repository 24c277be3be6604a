/** Where records of ends fall: a dead-letter queue, a destination, any target. A tray that fills with solid ink. */
import { formatCount, formatTime } from '../sim/format-time.ts';
import { lastDelivery } from './last-delivery.ts';
import { entered } from './ledger.ts';
import { group, path, words, type Mark } from './mark.ts';
import { dots, gridFor, HEAD, note, pickable, type GridSize, type Part, type PartMaker } from './part.ts';
import { actorsAt, titleOf, type SceneInput } from './scene-input.ts';
import { fitText } from './text-width.ts';

const SIZES: readonly GridSize[] = [
  { size: 10, pitchX: 14, pitchY: 14 },
  { size: 7, pitchX: 9.5, pitchY: 9.5 },
  { size: 4, pitchX: 5.5, pitchY: 5.5 },
  { size: 2, pitchX: 3, pitchY: 3 },
];
const TALL = 40;

/** The tray of a place; `role`: what it is for, `Dead-letter queue`. */
export function trayPart(input: SceneInput, place: number, role: string): PartMaker {
  return (width): Part => {
    const { trace, scenario, atUs } = input;
    const { name: id, type } = trace.places[place]!;
    const name = titleOf(scenario, id);
    const isQueue = type === 'queue';
    // Of a queue, what stands in it; of another target, what has arrived.
    const messages = isQueue ? actorsAt(input, 'message', place).length : 0;
    const delivered = entered(trace, 'delivery', 'delivered', place, atUs);
    const lost = entered(trace, 'delivery', 'failed', place, atUs);
    const count = isQueue ? messages : delivered;
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
      group('units', [dots('ink', at, grid.size, 'fill-ink')]),
    ];
    const last = lastDelivery(trace, place, atUs);
    if (last < 0) marks.push(...drawn);
    else {
      const when = formatTime(trace.at[last]!);
      const label = `${name}: what was sent there last, at ${when}`;
      marks.push(pickable('delivery', trace.actor[last]!, last, label, [0, top, tray, TALL], drawn));
    }
    if (lost > 0) {
      marks.push(
        note(
          'lost',
          0,
          floor + 15,
          fitText(`${formatCount(lost)} lost: no permission`, width, 11),
          'fill-failed-text font-semibold',
        ),
      );
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
