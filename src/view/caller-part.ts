/** Who calls a function and waits: each with the clock of its own patience; below, what they got. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { ActorView } from '../sim/world.ts';
import { ageText } from './environment-marks.ts';
import { born, untilNext, waitShare } from './ledger.ts';
import { group, rect, type Mark } from './mark.ts';
import { outcomeRows } from './outcome-part.ts';
import {
  gridFor,
  HEAD,
  headMarks,
  note,
  pickable,
  type GridSize,
  type Part,
  type PartMaker,
} from './part.ts';
import { actorsAt, type SceneInput } from './scene-input.ts';
import { serviceName } from './service-names.ts';
import { standsOf } from './stands.ts';
import { callerMarks } from './unit-marks.ts';

const PAD = 12;
const ROW = 34;
const SIZES: readonly GridSize[] = [
  { size: 18, pitchX: 24, pitchY: 24 },
  { size: 13, pitchX: 17, pitchY: 17 },
  { size: 9, pitchX: 12, pitchY: 12 },
  { size: 6, pitchX: 8, pitchY: 8 },
  { size: 4, pitchX: 6, pitchY: 6 },
];

/** How long a caller waits, µs; Infinity: as long as the function may run. */
export function patienceUs({ scenario, rules }: SceneInput): number {
  const { caller } = scenario.settings;
  if (caller?.timeoutMs !== undefined) return caller.timeoutMs * 1000;
  const { service } = caller ?? {};
  if (service === undefined) return Infinity;
  if (service === 'sdk') return rules.sync.sdkTimeoutUs;
  if (service === 'cli') return rules.sync.cli.timeoutUs;
  return rules.sync.callers[service as keyof typeof rules.sync.callers]?.timeoutUs ?? Infinity;
}

function wordsOf(caller: ActorView, input: SceneInput, patience: number): readonly [string, string] {
  const nth = caller.amount > 1 ? `try ${formatCount(caller.amount)}, ` : '';
  const waited = input.atUs - caller.sinceUs;
  if (caller.state === 'waiting') {
    const again = untilNext(input.trace, caller.step, input.atUs);
    return [
      `after try ${formatCount(Math.max(1, caller.amount))}`,
      again === null ? 'waits' : `again in ${ageText(again)}`,
    ];
  }
  const of = patience === Infinity ? '' : ` of ${formatDuration(patience)}`;
  return [`${nth}waits`, `${ageText(waited)}${of}`];
}

/** The callers at `caller`. */
export function callerPart(input: SceneInput, place: number): PartMaker {
  return (width): Part => {
    const { trace, scenario, atUs } = input;
    const { caller } = scenario.settings;
    const name = caller?.service === undefined ? 'Caller' : serviceName(caller.service);
    const patience = patienceUs(input);
    const callers = actorsAt(input, 'caller', place);
    const stands = standsOf(trace, 'caller');
    const most = Math.max(1, stands.most[place] ?? 0);
    const inner = width - 2 * PAD;
    const asRows = most * ROW <= 140;
    const grid = gridFor(most, inner, 140, SIZES);
    const bodyHeight = asRows ? most * ROW : grid.rows * grid.pitchY + 4;
    const bodyY = HEAD + 32;
    const marks: Mark[] = [];
    for (const one of callers) {
      const stand = stands.standOf[one.number]!;
      const isCalling = one.state === 'calling';
      const share = isCalling
        ? patience === Infinity
          ? 0
          : (atUs - one.sinceUs) / patience
        : waitShare(trace, one.step, one.sinceUs, atUs);
      const [said, when] = wordsOf(one, input, patience);
      const label = `Caller ${formatCount(one.number + 1)}: ${said} ${when}`;
      if (asRows) {
        const y = stand * ROW + ROW / 2;
        marks.push(
          pickable(
            'caller',
            one.number,
            one.step,
            label,
            [-4, y - 16, inner + 8, 32],
            [
              ...callerMarks(9, y, 8, isCalling, share),
              note(
                'said',
                26,
                y - 3,
                said,
                isCalling ? 'fill-ink font-semibold' : 'fill-failed-text font-semibold',
              ),
              note('when', 26, y + 11, when),
            ],
          ),
        );
        continue;
      }
      const row = Math.floor(stand / grid.columns);
      if (row >= grid.rows) continue;
      const x = (stand % grid.columns) * grid.pitchX + grid.size / 2;
      const y = row * grid.pitchY + grid.size / 2;
      marks.push(
        pickable(
          'caller',
          one.number,
          one.step,
          label,
          [x - grid.size / 2 - 1, y - grid.size / 2 - 1, grid.size + 2, grid.size + 2],
          callerMarks(x, y, grid.size / 2, isCalling, share),
        ),
      );
    }
    const ends = outcomeRows(input, 'caller', place);
    const endsY = bodyY + bodyHeight + 22;
    const height = endsY + Math.max(1, ends.places) * 22 + 4;
    const sent = `${formatCount(born(trace, 'caller', place, atUs))} so far`;
    return {
      key: `caller ${place}`,
      holds: [`caller@${place}`],
      width,
      height,
      port: bodyY + Math.min(bodyHeight, ROW) / 2,
      marks: [
        rect('box', 0.5, 0.5, width - 1, height - 1, {
          rx: 8,
          class: 'fill-stage stroke-edge',
          'stroke-width': 1,
        }),
        group('head', headMarks('', name, inner, PAD, 20)),
        note(
          'sent',
          PAD,
          36,
          patience === Infinity ? sent : `${sent}; waits ${formatDuration(patience)} at most`,
        ),
        group('callers', marks, { transform: `translate(${PAD} ${bodyY})` }),
        ...(callers.length === 0 ? [note('nobody', PAD, bodyY + 16, 'nobody waits', 'fill-ink3')] : []),
        group('ends', ends.marks, { transform: `translate(${PAD} ${endsY})` }),
      ],
      says: `${name}: ${callers.length === 0 ? 'nobody waits' : `${formatCount(callers.length)} waiting`}${ends.says === '' ? '' : `, ${ends.says}`}`,
    };
  };
}
