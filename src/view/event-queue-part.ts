/** The queue of asynchronous events before a function: a station an attempt, and every waiting event on its way to the next. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { ActorView } from '../sim/world.ts';
import { crowdOnTrack } from './event-crowd.ts';
import { eventRows, ROW } from './event-rows.ts';
import { eventSettings } from './event-settings.ts';
import { eventStoryOf } from './event-story.ts';
import { ageText } from './environment-marks.ts';
import { enteredUs, untilNext } from './ledger.ts';
import { as, circle, group, named, path, rect, round, words, type Mark } from './mark.ts';
import { HEAD, headMarks, note, sheet, type Part, type PartMaker } from './part.ts';
import { retryTrack, type RetryTrack } from './retry-track.ts';
import { actorsAt, type SceneInput } from './scene-input.ts';
import { standsOf } from './stands.ts';
import { textWidth } from './text-width.ts';

const PAD = 12;
/** px of the names of the stations over the track, and of the waits under it. */
const OVER = 22;
const UNDER = 16;
/** More events at once than these have no row of their own. */
const MOST_ROWS = 4;
/** px of a crowd, by how many stand at once. */
const crowdTall = (most: number) => (most <= 12 ? 44 : most <= 60 ? 70 : 96);
/** px of a crowd where other rows stand below. */
const LOW = 64;
/** From this width on the age of the oldest stands in the first line. */
const ROOMY = 250;

/** Stations with their names, and the waits between them. */
function trackMarks(track: RetryTrack, bodyHeight: number): Mark[] {
  const { stations, waitsUs } = track;
  const spelled = stations.every((x, index) => index === 0 || x - stations[index - 1]! > 66);
  return [
    ...stations.flatMap((x, index): Mark[] => {
      const name = spelled ? `attempt ${index + 1}` : String(index + 1);
      const half = textWidth(name, 11.5) / 2;
      const nameX = Math.min(Math.max(x, half), track.to - half);
      return [
        words(`name ${index}`, nameX, 11, name, {
          class: 't-note t-num font-semibold',
          'text-anchor': 'middle',
        }),
        named(
          `Attempt ${index + 1}: those that wait for it stand left of this line`,
          path(`station ${index}`, `M${round(x)} ${OVER - 4}V${OVER + bodyHeight + 2}`, {
            class: 'stroke-edge',
            'stroke-width': 1.25,
            'stroke-dasharray': '1 3',
            'stroke-linecap': 'round',
          }),
        ),
      ];
    }),
    ...waitsUs.flatMap((wait, index): Mark[] => {
      const [a, b] = [stations[index]!, stations[index + 1]!];
      const text = wait === 0 ? 'at once' : formatDuration(wait);
      const y = OVER + bodyHeight + 12;
      return b - a < textWidth(text, 11.5) + 8
        ? []
        : [
            note(`wait ${index}`, (a + b) / 2, y, text, 'fill-ink2', 'middle'),
            path(`span ${index}`, spanPath(a + 3, b - 3, y - 4, textWidth(text, 11.5) + 8), {
              class: 'fill-none stroke-rule',
              'stroke-width': 1,
            }),
          ];
    }),
  ];
}

/** A line with end strokes, open in the middle for its words. */
function spanPath(a: number, b: number, y: number, gap: number): string {
  const middle = (a + b) / 2;
  return `M${round(a)} ${y - 3}v6m0-3H${round(middle - gap / 2)}M${round(middle + gap / 2)} ${y}H${round(b)}m0-3v6`;
}

/** The event queue of the function at a place; a low one leaves room for other rows. */
export function eventQueuePart(input: SceneInput, place: number, isLow = false): PartMaker {
  return (width): Part => {
    const { trace, atUs } = input;
    const settings = eventSettings(input, trace.places[place]!.name);
    const events = actorsAt(input, 'event', place);
    const most = Math.max(1, standsOf(trace, 'event').most[place] ?? 0);
    const inner = width - 2 * PAD;
    const asRows = most <= MOST_ROWS;
    // Where events are turned away or wait for a place they need room before the first station.
    const waits = settings.waitsForPlace || enteredUs(trace, 'event', 'backing off', place).length > 0;
    const lead = asRows ? (waits ? 30 : 18) : inner * (waits ? 0.36 : 0.14);
    const track = retryTrack(inner, settings.attempts, settings.waitsUs, lead);
    const bodyHeight = asRows ? most * ROW : Math.min(crowdTall(most), isLow ? LOW : Infinity);
    const trackY = HEAD + 10;
    const bodyY = trackY + OVER;
    const fuseY = bodyY + bodyHeight + (settings.attempts > 1 ? UNDER : 0) + 10;
    const oldest = events.reduce((age, { bornUs }) => Math.max(age, atUs - bornUs), 0);
    const burnt = Math.min(1, oldest / settings.ageLimitUs);
    const roomy = width >= ROOMY;
    const height = fuseY + (roomy ? 14 : 26);
    const story = eventStoryOf(trace);
    const waiting = events.filter(({ state }) => state !== 'trying').length;
    const count = `${formatCount(events.length)} in it`;
    const age =
      events.length === 0
        ? `kept ${formatDuration(settings.ageLimitUs)} at most`
        : `oldest ${ageText(oldest)} of ${formatDuration(settings.ageLimitUs)}`;
    const body = asRows
      ? eventRows(input, place, events, track, settings)
      : crowdOnTrack(input, events, track, settings, bodyHeight);
    const said = [
      ...(waiting > 0 ? [`${formatCount(waiting)} waiting`] : []),
      ...settingsSaid(events.map(({ step }) => story.failures[step]!)),
      ...nextSaid(input, events),
    ];
    return {
      key: `events ${place}`,
      holds: [`event@${place}`],
      width,
      height,
      port: bodyY + Math.min(bodyHeight, 2 * ROW) / 2,
      marks: [
        sheet(width, height),
        group('head', headMarks('', 'Event queue', inner, PAD, 20)),
        ...countMarks(events.length, age, burnt, width, roomy ? 0 : fuseY),
        group('track', trackMarks(track, bodyHeight), { transform: `translate(${PAD} ${trackY})` }),
        group('events', body, { transform: `translate(${PAD} ${bodyY})` }),
        named(
          `Age limit of the queue: ${age}`,
          as(
            burnt > 0 ? 'fuse' : undefined,
            group('fuse', [
              rect('rim', PAD, fuseY - 3, inner, 8, { class: 'mark-rim' }),
              rect('whole', PAD, fuseY, inner, 2, { class: 'fill-rule' }),
              rect('burnt', PAD, fuseY, inner * burnt, 2, {
                class: burnt > 0.75 ? 'fill-failed' : 'fill-ink2',
              }),
              ...(burnt > 0 && burnt < 1
                ? [
                    circle('spark', PAD + inner * burnt, fuseY + 1, 2.5, {
                      class: burnt > 0.75 ? 'fill-failed' : 'fill-ink2',
                    }),
                  ]
                : []),
            ]),
          ),
        ),
      ],
      says: `event queue: ${events.length === 0 ? 'empty' : [count, ...said].join(', ')}`,
    };
  };
}

/** How many there are, and the age of the oldest: side by side, or under the fuse where there is no room. */
function countMarks(count: number, age: string, burnt: number, width: number, fuseY: number): Mark[] {
  const tone = burnt > 0.75 ? 'fill-failed-text font-semibold' : 'fill-ink2';
  const said = count === 0 ? 'empty' : `${formatCount(count)} in it`;
  if (fuseY > 0) {
    return [
      note('count', width - PAD, 20, said, 'fill-ink2', 'end'),
      note('age', PAD, fuseY + 16, age, tone),
    ];
  }
  const right = width - PAD;
  return [
    note('count', right - textWidth(age, burnt > 0.75 ? 11.6 : 11.1) - 10, 20, said, 'fill-ink2', 'end'),
    note('age', right, 20, age, tone, 'end'),
  ];
}

/** When the next of those that wait is tried; nothing for crowds, where it is always soon. */
function nextSaid({ trace, atUs }: SceneInput, events: readonly ActorView[]): string[] {
  const waiting = events.filter(({ state }) => state === 'waiting' || state === 'backing off');
  if (waiting.length === 0 || waiting.length > 20) return [];
  const next = Math.min(...waiting.map(({ step }) => untilNext(trace, step, atUs) ?? Infinity));
  return next === Infinity ? [] : [`next attempt in ${ageText(next)}`];
}

/** `3 failed once, 1 failed twice`, of those in the queue. */
function settingsSaid(failures: readonly number[]): string[] {
  const [once, more] = [failures.filter((one) => one === 1).length, failures.filter((one) => one > 1).length];
  return [
    ...(once > 0 ? [`${formatCount(once)} failed once`] : []),
    ...(more > 0 ? [`${formatCount(more)} failed more than once`] : []),
  ];
}
