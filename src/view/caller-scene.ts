/**
 * Those who call one function and wait, at one moment: each with its own clock and a wire to the environment that
 * works for it. A wire is cut where the caller has stopped waiting and the function goes on.
 */
import { formatCount, formatDuration, formatTime } from '../sim/format-time.ts';
import type { ActorView } from '../sim/world.ts';
import { doorMarks, turnedKinds } from './caller-door.ts';
import { crowdMarks, ghostMarks, rowMark } from './caller-rows.ts';
import { callerFlights } from './caller-flights.ts';
import { cutSigns, wireMarks } from './caller-wires.ts';
import { callerLayout, type CallerLayout } from './caller-layout.ts';
import { callerName, habitsOf, seenHead, type Habits } from './caller-words.ts';
import { detachedRequests } from './detached.ts';
import { counted, environmentMark, looksTally } from './environment-marks.ts';
import { jarRack, type Rack } from './jar-rack.ts';
import { freePlace } from './jar-bench.ts';
import type { JarShape } from './jar.ts';
import { born } from './ledger.ts';
import { group, path, rect, round, words, type Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { headMarks, note } from './part.ts';
import { actorsAt, placeNamed, titleOf, type SceneInput } from './scene-input.ts';
import { seenMarks } from './seen-marks.ts';
import { standsOf } from './stands.ts';
import { storyOf } from './story.ts';
import { fitText } from './text-width.ts';

/** The function of a caller's requests: the one in the middle. */
const FUNCTION = 0;

/** A bench is drawn up to so many places. */
const SMALL_LIMIT = 40;

/** How many may run at once where that is worth a bench; null: it is not. */
function benchOf({ scenario, rules }: SceneInput): number | null {
  const { settings } = scenario;
  const limit =
    settings.function.reservedConcurrency ??
    (settings.concurrencyLimit === undefined ? rules.accountConcurrency : settings.concurrencyLimit);
  return limit !== null && limit <= SMALL_LIMIT ? limit : null;
}

/** Environments one under the other, beside the callers they work for. */
function jarRows(
  input: SceneInput,
  layout: CallerLayout,
  bench: number | null,
  lonely: ReadonlySet<number>,
): Mark[] {
  const { world, trace, atUs } = input;
  const story = storyOf(trace);
  const { standOf } = standsOf(trace, 'environment');
  const taken = new Set<number>();
  const marks: Mark[] = [];
  for (const environment of world.environments) {
    if (environment.place !== FUNCTION) continue;
    const stand = standOf[environment.number]!;
    taken.add(stand);
    const shape = layout.jarAt(stand);
    marks.push(
      environmentMark({ ...environment, request: -1 }, shape, layout.narrow ? 'jars' : 'beside', story, atUs),
    );
    if (lonely.has(environment.number) && !layout.narrow) {
      marks.push(
        note(
          `lonely ${environment.number}`,
          shape.x + shape.width + 100,
          shape.ground - shape.height / 2 + 6,
          'nobody waits for it',
          'fill-failed-text font-semibold',
        ),
      );
    }
  }
  for (let stand = 0; stand < layout.rows; stand += 1) {
    const shape: JarShape = layout.jarAt(stand);
    const isPlace = bench !== null && stand < bench;
    if (taken.has(stand) || isPlace) marks.unshift(groundMark(stand, shape));
    if (!taken.has(stand) && isPlace) {
      marks.push(freePlace(stand, shape));
    }
  }
  return marks;
}

function groundMark(stand: number, { x, ground, width }: JarShape): Mark {
  return path(`ground ${stand}`, `M${round(x - 5)} ${ground}H${round(x + width + 5)}`, {
    class: 'stroke-ink2',
    'stroke-width': 1.25,
  });
}

function frameMarks(
  input: SceneInput,
  layout: CallerLayout,
  place: number,
  habits: Habits,
  running: number,
  bench: number | null,
): Mark[] {
  const { trace, scenario, atUs } = input;
  const { box, sheet, narrow } = layout;
  const waits =
    habits.timeoutUs === Infinity
      ? 'waits as long as it runs'
      : `waits ${formatDuration(habits.timeoutUs)} at most`;
  const tries = habits.tries > 1 ? `, ${formatCount(habits.tries)} tries` : '';
  const own = titleOf(scenario, trace.places[FUNCTION]!.name);
  // A function without a name of its own is just that.
  const [kind, fn] = own === 'function' ? ['', 'Function'] : ['Function', own];
  const limit = scenario.settings.function.timeoutMs * 1000;
  const busy = `${formatCount(running)}${bench === null ? '' : ` of ${formatCount(bench)}`} running`;
  const sent = `${formatCount(born(trace, 'caller', place, atUs))} so far`;
  return [
    ...(narrow
      ? []
      : [
          rect('box', box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, {
            rx: 8,
            class: 'fill-stage stroke-edge',
            'stroke-width': 1,
          }),
        ]),
    rect('sheet', sheet.x, sheet.y, sheet.width, sheet.height, { rx: 8, class: 'fill-sunk' }),
    group('caller head', headMarks('', callerName(input), box.width - 24, box.x + layout.inset, box.y + 20)),
    ...(narrow && layout.isRows
      ? []
      : [note('sent', box.x + box.width - layout.inset, box.y + 20, sent, 'fill-ink2', 'end')]),
    note(
      'waits',
      box.x + layout.inset,
      box.y + 36,
      fitText(`${waits}${tries}`, box.width - 2 * layout.inset, 11),
    ),
    ...(narrow && layout.isRows
      ? [
          words('function', sheet.x + sheet.width, box.y + 20, fitText(fn, 110, 12.6), {
            class: 't-label font-semibold',
            'text-anchor': 'end',
          }),
          note('busy', sheet.x + sheet.width, box.y + 36, busy, 'fill-ink2', 'end'),
        ]
      : [
          group('function head', headMarks(kind, fn, sheet.width - 32, sheet.x + 16, sheet.y + 20)),
          note('busy', sheet.x + 16, sheet.y + 36, `${busy}, may run ${formatDuration(limit)}`),
        ]),
  ];
}

function sentence(input: SceneInput, callers: readonly ActorView[], detached: number, saw: string): string {
  const calling = callers.filter(({ state }) => state === 'calling').length;
  const between = callers.length - calling;
  const parts = [
    callers.length === 0 ? 'nobody waits' : `${counted(calling, 'caller')} waiting`,
    ...(between > 0 ? [`${formatCount(between)} between tries`] : []),
    looksTally(input.world.environments) === ''
      ? 'no environment'
      : `environments: ${looksTally(input.world.environments)}`,
    ...(detached > 0
      ? [
          `${formatCount(detached)} ${detached === 1 ? 'invocation goes' : 'invocations go'} on although nobody waits`,
        ]
      : []),
    ...(saw === '' ? [] : [`seen: ${saw}`]),
  ];
  return `At ${formatTime(input.atUs)}, ${callerName(input)}: ${parts.join('; ')}.`;
}

/** The scene of callers that wait. */
export function callerScene(input: SceneInput): Scene {
  const { trace, world, width } = input;
  const place = placeNamed(trace, 'caller');
  const habits = habitsOf(input);
  const bench = benchOf(input);
  const callers = actorsAt(input, 'caller', place);
  const most = {
    callers: standsOf(trace, 'caller').most[place] ?? 0,
    environments: Math.max(
      standsOf(trace, 'environment').most[FUNCTION] ?? 0,
      bench !== null && bench <= 5 ? bench : 0,
    ),
    places: Math.max(standsOf(trace, 'environment').most[FUNCTION] ?? 0, bench ?? 0),
    turned: turnedKinds(input, FUNCTION),
  };
  const layout = callerLayout(width, most);
  const detached = detachedRequests(input, FUNCTION);
  const lonely = new Set(detached.map(({ environment }) => environment));
  const running = world.requests.filter((request) => request.place === FUNCTION).length;
  const rack: Rack | null = layout.isRows
    ? null
    : jarRack(input, FUNCTION, {
        width: layout.rack.width,
        tallest: layout.rack.height,
        bench,
        hidesWaiting: true,
      });
  const seen = seenMarks(input, 'caller', layout.seen.width);
  const seenHeight = 34 + seen.height;
  const isFull = bench !== null && running >= bench;
  const rackMarks = rack
    ? [
        group('rack', rack.marks, { transform: `translate(${layout.rack.x} ${layout.rack.y})` }),
        group('cut', cutSigns(layout, detached, rack)),
        note('tally', layout.rack.x, layout.rack.y + rack.height + 18, looksTally(rack.environments)),
        ...(detached.length > 0
          ? [
              note(
                'lonely',
                layout.rack.x,
                layout.rack.y + rack.height + 34,
                `${formatCount(detached.length)} run on, nobody waits for ${detached.length === 1 ? 'it' : 'them'}`,
                'fill-failed-text font-semibold',
              ),
            ]
          : []),
      ]
    : jarRows(input, layout, bench, lonely);
  const flights = callerFlights(input, layout, rack);
  const height = layout.narrow
    ? layout.seen.y + seenHeight
    : Math.max(layout.height, layout.seen.y + seenHeight);
  return {
    width,
    height: Math.ceil(height + 8),
    ...(flights.crowd ? { crowd: flights.crowd } : {}),
    label: sentence(input, callers, detached.length, seen.says),
    marks: [
      group('frame', frameMarks(input, layout, place, habits, running, bench)),
      group('wires', wireMarks(input, layout, callers, detached, rack)),
      group('environments', rackMarks),
      group('door', doorMarks(input, layout, FUNCTION, isFull)),
      group(
        'callers',
        layout.isRows
          ? [
              ...ghostMarks(input, layout, callers, detached, habits),
              ...callers.map((caller) => rowMark(caller, input, layout, habits)),
            ]
          : crowdMarks(input, layout, callers, habits),
      ),
      ...(callers.length === 0 && (detached.length === 0 || !layout.isRows)
        ? [note('nobody', layout.box.x + layout.inset, layout.bodyY + 22, 'nobody waits', 'fill-ink3')]
        : []),
      group(
        'seen',
        [
          words('head', 0, 14, seenHead(input), { class: 't-label font-semibold' }),
          ...(seen.says === '' ? [note('none', 0, 34, 'nothing yet', 'fill-ink3')] : []),
          group('rows', seen.marks, { transform: 'translate(0 36)' }),
        ],
        { transform: `translate(${layout.seen.x} ${layout.seen.y})` },
      ),
      group('flights', flights.marks),
    ],
  };
}
