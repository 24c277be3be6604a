/** Who calls a function and waits: each with the clock of its own patience; below, what they got. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import { callerName, callerWords, habitsOf, seenHead, waitsAfter } from './caller-words.ts';
import { detachedRequests } from './detached.ts';
import { born, waitShare } from './ledger.ts';
import { as, group, rect, type Mark } from './mark.ts';
import {
  DISCS,
  gridFor,
  HEAD,
  headMarks,
  middleIn,
  note,
  pickable,
  type Part,
  type PartMaker,
} from './part.ts';
import { actorsAt, type SceneInput } from './scene-input.ts';
import { seenMarks } from './seen-marks.ts';
import { signOfCaller } from './sign-of.ts';
import { standsOf } from './stands.ts';
import { callerMarks } from './unit-marks.ts';

const PAD = 12;
const ROW = 34;

type Rim = Parameters<typeof pickable>[4];

/** The callers at `caller`. */
export function callerPart(input: SceneInput, place: number): PartMaker {
  return (width): Part => {
    const { trace, atUs } = input;
    const name = callerName(input);
    const habits = habitsOf(input);
    const patience = habits.timeoutUs;
    // The functions that callers call: those in the middle.
    const detached = detachedRequests(input, 0).length;
    const callers = actorsAt(input, 'caller', place);
    const stands = standsOf(trace, 'caller');
    const most = Math.max(1, stands.most[place] ?? 0);
    const inner = width - 2 * PAD;
    const asRows = most * ROW <= 140;
    const grid = gridFor(most, inner, 140, DISCS);
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
      const [said, when] = callerWords(one, input, habits);
      const after = waitsAfter(one, input);
      const label = `Caller ${formatCount(one.number + 1)}: ${said}${when === '' ? '' : `, ${when}`}`;
      const drawn = (rim: Rim, own: readonly Mark[]) =>
        as(signOfCaller(isCalling, after), pickable('caller', one.number, one.step, label, rim, own));
      if (asRows) {
        const y = stand * ROW + ROW / 2;
        const saidClass = `${isCalling ? 'fill-ink' : `fill-${after}-text`} font-semibold`;
        marks.push(
          drawn(
            [-4, y - 16, inner + 8, 32],
            [
              ...callerMarks(9, y, 8, isCalling, share, after),
              note('said', 26, when === '' ? y + 4 : y - 3, said, saidClass),
              ...(when === '' ? [] : [note('when', 26, y + 11, when)]),
            ],
          ),
        );
        continue;
      }
      const middle = middleIn(grid, stand);
      if (!middle) continue;
      const [x, y] = middle;
      const { size } = grid;
      marks.push(
        drawn(
          [x - size / 2 - 1, y - size / 2 - 1, size + 2, size + 2],
          callerMarks(x, y, size / 2, isCalling, share, after),
        ),
      );
    }
    const seen = seenMarks(input, 'caller', inner);
    // A line of its own for those who have given up, in runs where anybody may.
    const headY = bodyY + bodyHeight + (patience === Infinity ? 20 : 34);
    const height = headY + 22 + Math.max(1, seen.height);
    const gone = `${formatCount(detached)} run on, nobody waits for ${detached === 1 ? 'it' : 'them'}`;
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
        note('head', PAD, headY, seenHead(input), 'fill-ink font-semibold'),
        ...(detached > 0 ? [note('detached', PAD, headY - 17, gone, 'fill-failed-text font-semibold')] : []),
        group('ends', seen.marks, { transform: `translate(${PAD} ${headY + 18})` }),
      ],
      says: `${name}: ${callers.length === 0 ? 'nobody waits' : `${formatCount(callers.length)} waiting`}${detached === 0 ? '' : `, ${gone}`}${seen.says === '' ? '' : `, ${seen.says}`}`,
    };
  };
}
