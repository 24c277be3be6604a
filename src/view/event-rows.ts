/** Few events: each on a track of its own, with a cross where an attempt has failed and the words for what comes next. */
import { formatCount } from '../sim/format-time.ts';
import { stepAt, type ActorView } from '../sim/world.ts';
import { ageText } from './environment-marks.ts';
import type { EventSettings } from './event-settings.ts';
import { eventStoryOf } from './event-story.ts';
import { glyphMarks, glyphOfEnd } from './glyph.ts';
import { untilNext, waitShare } from './ledger.ts';
import { as, group, path, rect, round, type Mark } from './mark.ts';
import { note, pickable } from './part.ts';
import { trackX, type RetryTrack } from './retry-track.ts';
import type { SceneInput } from './scene-input.ts';
import { deliveredBefore, SIGN_OF_EVENT, signOfGlyph } from './sign-of.ts';
import { kindIn, standsOf } from './stands.ts';
import { fitText, textWidth } from './text-width.ts';
import { eventMarks, twiceMark, type UnitState } from './unit-marks.ts';

/** px from one event's track to the next. */
export const ROW = 38;
const RAIL = 26;
/** An ended event is still seen for as long as so many flights take, unless another takes its row. */
const STAYS = 6;

/** The look of an event's state. */
export function lookOfEvent(state: string): UnitState {
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

/** What an event does, and when it will be tried again: the short words on its track, and its whole name. */
export function eventWords(
  event: ActorView,
  input: SceneInput,
  { attempts }: EventSettings,
): { readonly short: string; readonly name: string } {
  const { trace, atUs } = input;
  const story = eventStoryOf(trace);
  const failed = story.failures[event.step]!;
  const away = story.turnedAway[event.step]!;
  const again = untilNext(trace, event.step, atUs);
  const next = again === null ? 'not again within this run' : `again in ${ageText(again)}`;
  const before = deliveredBefore(trace, 'event', event.number);
  const twice = before < 0 ? '' : `, event ${formatCount(before + 1)} delivered again`;
  const name = `Event ${formatCount(event.number + 1)}${twice}`;
  const nth = `attempt ${formatCount(Math.min(attempts, failed + 1))} of ${formatCount(attempts)}`;
  switch (event.state) {
    case 'trying': {
      const short = `running ${ageText(atUs - event.sinceUs)}`;
      return { short, name: `${name}: ${nth}, ${short}` };
    }
    case 'waiting':
      return {
        short: next,
        name: `${name}: attempt ${formatCount(failed)} of ${formatCount(attempts)} failed, ${next}`,
      };
    case 'backing off': {
      const times = away > 1 ? ` ${formatCount(away)} times` : '';
      return {
        short: `turned away${times}, ${next}`,
        name: `${name}: ${nth} turned away${times}, ${next}`,
      };
    }
    default: {
      const short = `waits for a place ${ageText(atUs - event.sinceUs)}`;
      return { short, name: `${name}: ${nth}, ${short}` };
    }
  }
}

/** Words stand on the stations' lines. */
function behind(x: number, y: number, width: number): Mark {
  return rect('behind', x - 2, y - 24, width + 4, 13, { class: 'fill-sunk' });
}

function railMarks(track: RetryTrack, row: number, failures: number): Mark[] {
  const y = row * ROW + RAIL;
  const { stations } = track;
  return [
    path(`rail ${row}`, `M${round(stations[0]!)} ${y}H${round(stations.at(-1)!)}`, {
      class: 'stroke-edge',
      'stroke-width': 1.25,
      'stroke-dasharray': '1 4',
      'stroke-linecap': 'round',
    }),
    ...(failures > 0 && stations.length > 1
      ? [
          path(
            `gone ${row}`,
            `M${round(stations[0]!)} ${y}H${round(stations[Math.min(failures - 1, stations.length - 1)]!)}`,
            {
              class: 'stroke-failed-line',
              'stroke-width': 1.25,
              'stroke-dasharray': '1 4',
              'stroke-linecap': 'round',
            },
          ),
        ]
      : []),
    ...Array.from({ length: Math.min(failures, stations.length) }, (_, index) =>
      as(
        'failed',
        group(`failed ${row} ${index}`, glyphMarks('failed'), {
          transform: `translate(${round(stations[index]!)} ${y})`,
        }),
      ),
    ),
  ];
}

/** The rows of a moment. */
export function eventRows(
  input: SceneInput,
  place: number,
  events: readonly ActorView[],
  track: RetryTrack,
  settings: EventSettings,
): Mark[] {
  const { trace, atUs } = input;
  const { standOf } = standsOf(trace, 'event');
  const story = eventStoryOf(trace);
  const taken = new Set<number>();
  const marks: Mark[] = [];
  for (const event of events) {
    const row = standOf[event.number]!;
    taken.add(row);
    const failures = story.failures[event.step]!;
    const look = lookOfEvent(event.state);
    const share = waitShare(trace, event.step, event.sinceUs, atUs);
    const { x, at } = trackX(track, failures, event.state, share);
    const y = row * ROW + RAIL;
    const ringX = at === 'before' ? x - 11 : x;
    const { short, name } = eventWords(event, input, settings);
    const text = fitText(`${formatCount(event.number + 1)}: ${short}`, track.to, 11);
    const wide = textWidth(text, 11.5);
    const textX = Math.min(Math.max(0, ringX - wide / 2), track.to - wide);
    marks.push(
      ...railMarks(track, row, failures),
      as(
        SIGN_OF_EVENT[look],
        pickable(
          'event',
          event.number,
          event.step,
          name,
          [Math.min(ringX - 12, textX - 3), y - RAIL + 2, Math.max(24, wide + 6), RAIL + 10],
          [
            ...(deliveredBefore(trace, 'event', event.number) < 0 ? [] : [twiceMark(ringX, y, 8)]),
            ...eventMarks(ringX, y, 8, look, share),
            note('said', textX, y - 14, text, `${TONES[look]} font-semibold`),
          ],
        ),
      ),
    );
  }
  return [...marks, ...endedRows(input, place, track, taken)];
}

const SAID: Readonly<Record<string, string>> = {
  succeeded: 'succeeded',
  'retries exhausted': 'given up, no attempts left',
  expired: 'given up, too old',
  stopped: 'stopped, a loop',
  dropped: 'given up, nothing reserved',
  denied: 'not let in',
  refused: 'refused',
};

/** Events that have just ended, in the rows they stood in. */
function endedRows(input: SceneInput, place: number, track: RetryTrack, taken: Set<number>): Mark[] {
  const { trace, atUs, flightUs } = input;
  const kind = kindIn(trace, 'event');
  const { states = [], isFinal = [] } = trace.kinds[kind] ?? {};
  const { standOf } = standsOf(trace, 'event');
  const story = eventStoryOf(trace);
  const marks: Mark[] = [];
  const since = atUs - STAYS * flightUs;
  for (
    let step = stepAt(trace, atUs), looked = 0;
    step >= 0 && trace.at[step]! >= since && looked < 400;
    step -= 1, looked += 1
  ) {
    if (trace.kind[step] !== kind || trace.place[step] !== place || isFinal[trace.to[step]!] !== true)
      continue;
    // What ended with its first step never stood anywhere.
    if (trace.from[step] === 255) continue;
    const event = trace.actor[step]!;
    const row = standOf[event]!;
    if (taken.has(row)) continue;
    taken.add(row);
    const state = states[trace.to[step]!]!;
    const failures = story.failures[step]!;
    const isGood = state === 'succeeded';
    const at = Math.min(isGood ? failures : Math.max(0, failures - 1), track.stations.length - 1);
    const x = track.stations[at]!;
    const y = row * ROW + RAIL;
    const said = `${formatCount(event + 1)}: ${SAID[state] ?? state}`;
    const wide = textWidth(said, 11.5);
    const sign = isGood ? 'succeeded' : failures > at ? null : 'struck';
    const textX = Math.min(Math.max(0, x - wide / 2), track.to - wide);
    marks.push(
      ...railMarks(track, row, failures),
      // The very unit that stood here, and a button still: what came of it is asked of it.
      as(
        signOfGlyph(glyphOfEnd(state)),
        pickable(
          'event',
          event,
          step,
          `Event ${formatCount(event + 1)}: ${SAID[state] ?? state} ${ageText(atUs - trace.at[step]!)} ago`,
          [Math.min(x - 12, textX - 3), y - RAIL + 2, Math.max(24, wide + 6), RAIL + 10],
          [
            ...(sign === null
              ? []
              : [group('ended', glyphMarks(sign), { transform: `translate(${round(x)} ${y})` })]),
            behind(textX, y, wide),
            note('said', textX, y - 14, said, isGood ? 'fill-succeeded-text' : 'fill-ink font-semibold'),
          ],
        ),
      ),
    );
  }
  return marks;
}
