/** An event source mapping of a queue: its pollers, what each does, and what is in its way. */
import { formatCount } from '../sim/format-time.ts';
import type { ActorView } from '../sim/world.ts';
import { ageText, counted } from './environment-marks.ts';
import { nextStep, waitShare } from './ledger.ts';
import { as, group, named, type Mark } from './mark.ts';
import {
  DISCS,
  gridFor,
  HEAD,
  headMarks,
  middleIn,
  note,
  pickable,
  sheet,
  type Part,
  type PartMaker,
} from './part.ts';
import { actorsAt, type SceneInput } from './scene-input.ts';
import { mostUntil, standsOf } from './stands.ts';
import { fitText } from './text-width.ts';
import { SIGN_OF_READER } from './sign-of.ts';
import { readerLook, readerMarks, type ReaderLook } from './unit-marks.ts';

const PAD = 12;
const ROW = 34;

const SAID: Readonly<Record<ReaderLook, string>> = {
  stopped: 'stopped',
  waiting: 'polling',
  polling: 'receiving',
  gathering: 'gathering',
  invoking: 'invoking',
  'backing off': 'backing off',
  throttled: 'throttled, 429',
};
export const READER_TONES: Readonly<Record<ReaderLook, string>> = {
  stopped: 'fill-ink3',
  waiting: 'fill-ink',
  polling: 'fill-ink',
  gathering: 'fill-ink',
  invoking: 'fill-invoke-text',
  'backing off': 'fill-failed-text',
  throttled: 'fill-throttled-text',
};

/** What is in the way of a mapping, in words; empty: nothing is. */
export function mappingTrouble(input: SceneInput, place: number): string {
  const mapping = actorsAt(input, 'mapping', place)[0];
  switch (mapping?.state) {
    case 'problem':
      return 'problem: its role may not read';
    case 'disabled':
      return 'disabled';
    case 'creating':
      return 'not created yet';
    default:
      return '';
  }
}

/** A sheet's line that says what is in the way. */
export function troubleMarks(trouble: string, y: number, width: number): Mark[] {
  if (trouble === '') return [];
  const isProblem = trouble.startsWith('problem');
  return [
    note(
      'trouble',
      PAD,
      y,
      fitText(trouble, width - 2 * PAD, 11),
      isProblem ? 'fill-failed-text font-semibold' : 'fill-ink2',
    ),
  ];
}

function wordsOf(poller: ActorView, look: ReaderLook, atUs: number): readonly [string, string] {
  const since = ageText(atUs - poller.sinceUs);
  if (look === 'invoking') return [SAID[look], `${counted(poller.amount, 'message')}, ${since}`];
  if (look === 'gathering') return [SAID[look], `${counted(poller.amount, 'message')} so far`];
  if (look === 'throttled') return [SAID[look], `keeps ${counted(poller.amount, 'message')}`];
  return [SAID[look], since];
}

/** The mapping of a queue at a place. */
export function pollerPart(input: SceneInput, place: number): PartMaker {
  return (width): Part => {
    const { trace, atUs } = input;
    const pollers = actorsAt(input, 'poller', place);
    const stands = standsOf(trace, 'poller');
    const most = Math.max(1, stands.most[place] ?? 0);
    const inner = width - 2 * PAD;
    // Where there is room for two beside each other, as on a phone, there are.
    const columns = inner >= 300 ? 2 : 1;
    const rows = Math.ceil(most / columns);
    const asRows = rows * ROW <= 176;
    // Room is kept for the busiest moment; discs are as large as what has been so far allows.
    const final = gridFor(most, inner, 150, DISCS);
    const bodyHeight = asRows ? rows * ROW : final.rows * final.pitchY + 6;
    const grid = gridFor(Math.max(1, mostUntil(stands, place, atUs)), inner, bodyHeight, DISCS);
    const trouble = mappingTrouble(input, place);
    const bodyY = HEAD + 12 + (trouble === '' ? 0 : 16);
    const marks: Mark[] = [];
    const tally: Partial<Record<ReaderLook, number>> = {};
    for (const poller of pollers) {
      const look = readerLook(poller.state);
      tally[look] = (tally[look] ?? 0) + 1;
      const stand = stands.standOf[poller.number]!;
      // A poll has no length to show; a wait before the next attempt has.
      const share =
        nextStep(trace, poller.step) < 0 ? 0 : waitShare(trace, poller.step, poller.sinceUs, atUs);
      const [said, more] = wordsOf(poller, look, atUs);
      const label = `Poller ${formatCount(poller.number + 1)}: ${said}, ${more}`;
      if (asRows) {
        const y = Math.floor(stand / columns) * ROW + ROW / 2;
        const x = ((stand % columns) * inner) / columns;
        const room = inner / columns;
        marks.push(
          as(
            SIGN_OF_READER[look],
            pickable(
              'poller',
              poller.number,
              poller.step,
              label,
              [x - 4, y - 16, room + 4, 32],
              [
                ...readerMarks(x + 9, y, 9, look, share),
                note('said', x + 26, y - 3, said, `${READER_TONES[look]} font-semibold`),
                note('more', x + 26, y + 11, fitText(more, room - 26, 11)),
              ],
            ),
          ),
        );
        continue;
      }
      const middle = middleIn(grid, stand);
      if (!middle) continue;
      const [x, y] = middle;
      const disc = readerMarks(x, y, grid.size / 2, look, share);
      marks.push(
        as(
          SIGN_OF_READER[look],
          pollers.length > 200
            ? named(label, group(`poller ${poller.number}`, disc))
            : pickable(
                'poller',
                poller.number,
                poller.step,
                label,
                [x - grid.size / 2 - 1, y - grid.size / 2 - 1, grid.size + 2, grid.size + 2],
                disc,
              ),
        ),
      );
    }
    const says = Object.entries(tally)
      .map(([look, count]) => `${formatCount(count)} ${look === 'waiting' ? 'polling' : look}`)
      .join(', ');
    const footY = bodyY + bodyHeight + 14;
    const height = Math.max(bodyY + 40, footY + 8);
    return {
      key: `mapping ${place}`,
      holds: [`poller@${place}`, `mapping@${place}`],
      width,
      height,
      port: bodyY + Math.min(bodyHeight, ROW) / 2,
      marks: [
        sheet(width, height),
        group('head', headMarks('', 'Event source mapping', inner, PAD, 20)),
        ...troubleMarks(trouble, 36, width),
        group('pollers', marks, { transform: `translate(${PAD} ${bodyY})` }),
        note(
          'tally',
          PAD,
          footY,
          pollers.length === 0
            ? 'no poller'
            : fitText(asRows ? counted(pollers.length, 'poller') : says, inner, 11),
        ),
      ],
      says: `mapping: ${trouble === '' ? '' : `${trouble}; `}${counted(pollers.length, 'poller')}${says === '' ? '' : `, ${says}`}`,
    };
  };
}
