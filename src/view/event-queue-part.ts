/** The queue of asynchronous events before a function: each waiting event with the clock of its next attempt. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { ActorView } from '../sim/world.ts';
import { ageText } from './environment-marks.ts';
import { untilNext, waitShare } from './ledger.ts';
import { group, path, rect, round, type Mark } from './mark.ts';
import {
  gridFor,
  HEAD,
  headMarks,
  note,
  pickable,
  sheet,
  type GridSize,
  type Part,
  type PartMaker,
} from './part.ts';
import { actorsAt, type SceneInput } from './scene-input.ts';
import { standsOf } from './stands.ts';
import { eventMarks, type UnitState } from './unit-marks.ts';

const PAD = 12;
/** With its attempt and its wait beside it. */
const ROW = 36;
const SIZES: readonly GridSize[] = [
  { size: 18, pitchX: 24, pitchY: 24 },
  { size: 13, pitchX: 17, pitchY: 17 },
  { size: 9, pitchX: 12, pitchY: 12 },
  { size: 6, pitchX: 8, pitchY: 8 },
  { size: 4, pitchX: 5.5, pitchY: 5.5 },
];

function lookOf(state: string): UnitState {
  if (state === 'trying') return 'running';
  if (state === 'waiting') return 'failed';
  if (state === 'backing off') return 'throttled';
  return 'idle';
}

const TONES: Readonly<Record<UnitState, string>> = {
  idle: 'fill-ink2',
  running: 'fill-invoke-text',
  waiting: 'fill-ink2',
  failed: 'fill-failed-text',
  throttled: 'fill-throttled-text',
};

/** What is said of an event: what it does, and when it will be tried again. */
function wordsOf(event: ActorView, input: SceneInput, attempts: number): readonly [string, string] {
  const again = untilNext(input.trace, event.step, input.atUs);
  const next = again === null ? 'not within this run' : `again in ${ageText(again)}`;
  const of = `attempt ${formatCount(Math.max(1, event.amount))} of ${formatCount(attempts)}`;
  switch (event.state) {
    case 'trying':
      return [of, `running ${ageText(input.atUs - event.sinceUs)}`];
    case 'waiting':
      return [`${of} failed`, next];
    case 'backing off':
      return ['turned away', next];
    default:
      return ['waits for a place', ageText(input.atUs - event.sinceUs)];
  }
}

/** The event queue of the function at a place. */
export function eventQueuePart(input: SceneInput, place: number): PartMaker {
  return (width): Part => {
    const { trace, scenario, rules, atUs } = input;
    const id = trace.places[place]!.name;
    const settings = (id === 'function' ? scenario.settings.function : scenario.settings.functions?.[id])
      ?.async;
    const attempts = 1 + (settings?.maximumRetryAttempts ?? rules.async.retriesDefault);
    const ageLimitUs =
      settings?.maximumEventAgeMs === undefined
        ? rules.async.eventAgeDefaultUs
        : settings.maximumEventAgeMs * 1000;
    const events = actorsAt(input, 'event', place);
    const stands = standsOf(trace, 'event');
    const most = Math.max(1, stands.most[place] ?? 0);
    const inner = width - 2 * PAD;
    const asRows = most * ROW <= 150 && inner >= 130;
    const grid = gridFor(most, inner, 150, SIZES);
    const bodyHeight = asRows ? most * ROW : Math.max(24, grid.rows * grid.pitchY);
    const bodyY = HEAD + 12;
    const marks: Mark[] = [];
    let beyond = 0;
    const dotsAt: string[] = [];
    for (const event of events) {
      const stand = stands.standOf[event.number]!;
      const look = lookOf(event.state);
      const share = waitShare(trace, event.step, event.sinceUs, atUs);
      const [said, when] = wordsOf(event, input, attempts);
      const label = `Event ${formatCount(event.number + 1)}: ${said}, ${when}`;
      if (asRows) {
        const y = stand * ROW + ROW / 2;
        marks.push(
          pickable(
            'event',
            event.number,
            event.step,
            label,
            [-4, y - 17, inner + 8, 34],
            [
              ...eventMarks(9, y, 8, look, share),
              note('said', 26, y - 3, said, `${TONES[look]} font-semibold`),
              note('when', 26, y + 11, when),
            ],
          ),
        );
        continue;
      }
      const row = Math.floor(stand / grid.columns);
      if (row >= grid.rows) {
        beyond += 1;
        continue;
      }
      const x = (stand % grid.columns) * grid.pitchX + grid.size / 2;
      const y = row * grid.pitchY + grid.size / 2;
      if (grid.size < 9) {
        dotsAt.push(
          `M${round(x - grid.size / 2)} ${round(y)}a${grid.size / 2} ${grid.size / 2} 0 1 1 0 .01Z`,
        );
        continue;
      }
      marks.push(
        pickable(
          'event',
          event.number,
          event.step,
          label,
          [x - grid.size / 2 - 1, y - grid.size / 2 - 1, grid.size + 2, grid.size + 2],
          eventMarks(x, y, grid.size / 2, look, share),
        ),
      );
    }
    if (dotsAt.length > 0) marks.push(path('crowd', dotsAt.join(''), { class: 'fill-ink2' }));
    const oldest = events.reduce((age, { bornUs }) => Math.max(age, atUs - bornUs), 0);
    const fuseY = bodyY + bodyHeight + 8;
    const burnt = Math.min(1, oldest / ageLimitUs);
    const height = fuseY + 26;
    const waiting = events.filter(({ state }) => state !== 'trying').length;
    const count = `${formatCount(events.length)} in it${waiting > 0 && waiting < events.length ? `, ${formatCount(waiting)} waiting` : ''}`;
    return {
      key: `events ${place}`,
      holds: [`event@${place}`],
      width,
      height,
      port: bodyY + Math.min(bodyHeight, ROW) / 2,
      marks: [
        sheet(width, height),
        group('head', headMarks('', 'Event queue', inner, PAD, 20)),
        note(
          'count',
          width - PAD,
          20,
          events.length === 0 ? 'empty' : beyond > 0 ? `${count}, ${formatCount(beyond)} not drawn` : count,
          'fill-ink2',
          'end',
        ),
        group('events', marks, { transform: `translate(${PAD} ${bodyY})` }),
        rect('fuse', PAD, fuseY, inner, 2, { class: 'fill-rule' }),
        rect('burnt', PAD, fuseY, inner * burnt, 2, { class: burnt > 0.75 ? 'fill-failed' : 'fill-ink2' }),
        note(
          'age',
          PAD,
          fuseY + 16,
          events.length === 0
            ? `kept ${formatDuration(ageLimitUs)} at most`
            : `oldest ${ageText(oldest)} of ${formatDuration(ageLimitUs)}`,
        ),
      ],
      says: `event queue: ${events.length === 0 ? 'empty' : count}`,
    };
  };
}
