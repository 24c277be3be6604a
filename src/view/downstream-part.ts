/** What functions call: its connections as a bench of places, the calls under way, what became of them. */
import { formatCount } from '../sim/format-time.ts';
import type { Scenario } from '../sim/scenario.ts';
import { ageText } from './environment-marks.ts';
import { as, circle, group, named, path, rect, round, type Mark } from './mark.ts';
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
import { actorsAt, titleOf, type SceneInput } from './scene-input.ts';
import { serviceName } from './service-names.ts';
import { SIGN_OF_CALL } from './sign-of.ts';
import { mostUntil, standsOf } from './stands.ts';
import { fitText } from './text-width.ts';

type Downstream = Extract<NonNullable<Scenario['settings']['resources']>[string], { type: 'downstream' }>;

const CALLS: readonly GridSize[] = [
  { size: 12, pitchX: 16, pitchY: 16 },
  { size: 8, pitchX: 11, pitchY: 11 },
  { size: 5, pitchX: 7, pitchY: 7 },
  { size: 3, pitchX: 4.5, pitchY: 4.5 },
];
const PLACES: readonly GridSize[] = [
  { size: 9, pitchX: 12, pitchY: 14 },
  { size: 6, pitchX: 8, pitchY: 10 },
  { size: 3, pitchX: 4.5, pitchY: 7 },
];

function callMarks(x: number, y: number, r: number, state: string): Mark[] {
  if (state === 'working' || state === 'invoking') return [circle('call', x, y, r, { class: 'fill-invoke' })];
  const hangs = state === 'hanging';
  return [
    circle('call', x, y, r - 0.5, {
      class: `fill-stage ${hangs ? 'stroke-failed-line' : 'stroke-ink2'}`,
      'stroke-width': 1.25,
      ...(hangs ? { 'stroke-dasharray': '2 1.5' } : {}),
    }),
  ];
}

/** Connections as a bench: taken places solid, free ones dashed; a bar where there are too many to draw. */
function connectionMarks(taken: number, limit: number, width: number): { marks: Mark[]; height: number } {
  const grid = gridFor(limit, width, 42, PLACES);
  const full = taken >= limit;
  const tone = full ? 'fill-failed' : 'fill-invoke';
  if (grid.detail === PLACES.length) {
    return {
      height: 14,
      marks: [
        as('free-place', rect('limit', 0.5, 0.5, width - 1, 9, { class: 'fill-none stroke-edge', rx: 2 })),
        rect('taken', 0.5, 0.5, ((width - 1) * Math.min(taken, limit)) / limit, 9, { class: tone, rx: 2 }),
      ],
    };
  }
  const tall = Math.min(10, grid.pitchY - 3);
  const at = (place: number) =>
    `M${round((place % grid.columns) * grid.pitchX + 0.5)} ${round(Math.floor(place / grid.columns) * grid.pitchY + 0.5)}h${grid.size}v${tall}h${-grid.size}Z`;
  const places = Array.from({ length: limit }, (_, place) => place);
  return {
    height: grid.rows * grid.pitchY,
    marks: [
      as(
        'free-place',
        path('free', places.slice(taken).map(at).join(''), {
          class: 'fill-none stroke-edge',
          'stroke-width': 1,
          'stroke-dasharray': '2 1.5',
        }),
      ),
      path('taken', places.slice(0, taken).map(at).join(''), { class: tone }),
    ],
  };
}

/** Where a resource stands, where that matters; empty: it is reached from everywhere. */
function whereText({ scenario }: SceneInput, { at }: Downstream): string {
  if (at === undefined) return '';
  if (at === 'internet') return 'on the internet';
  if (at === 'aws') return 'public endpoint of AWS';
  return `in VPC ${scenario.settings.vpcs?.[at]?.title ?? at}`;
}

/** The part of a resource that functions call. */
export function downstreamPart(input: SceneInput, place: number, settings: Downstream): PartMaker {
  return (width): Part => {
    const { trace, scenario, atUs } = input;
    const id = trace.places[place]!.name;
    const title = titleOf(scenario, id);
    // Drawn as the enclosure that it stands in.
    const isPrivate = scenario.settings.vpcs?.[settings.at ?? ''] !== undefined;
    const service = serviceName(settings.service);
    const calls = actorsAt(input, 'call', place);
    const stands = standsOf(trace, 'call');
    const most = stands.most[place] ?? 0;
    const pad = 12;
    const inner = width - 2 * pad;
    const marks: Mark[] = [];
    const where = whereText(input, settings);
    let y = HEAD + (where === '' ? 16 : 28);
    const says: string[] = [];
    if (settings.connectionLimit !== undefined) {
      const taken = actorsAt(input, 'connection', place).length;
      const limit = settings.connectionLimit;
      const bench = connectionMarks(taken, limit, inner);
      marks.push(
        named(
          `Connections of ${title}: ${formatCount(taken)} of ${formatCount(limit)} taken`,
          group('connections', bench.marks, { transform: `translate(${pad} ${y - 4})` }),
        ),
        note(
          'taken',
          pad,
          y + bench.height + 8,
          fitText(`${formatCount(taken)} of ${formatCount(limit)} connections`, inner, 11),
          taken >= limit ? 'fill-failed-text font-semibold' : 'fill-ink2',
        ),
      );
      says.push(`${formatCount(taken)} of ${formatCount(limit)} connections taken`);
      y += bench.height + 24;
    }
    if (most > 0) {
      const final = gridFor(most, inner, 48, CALLS);
      const room = Math.min(48, final.rows * final.pitchY);
      const grid = gridFor(Math.max(1, mostUntil(stands, place, atUs)), inner, room, CALLS);
      for (const call of calls) {
        const stand = stands.standOf[call.number]!;
        const row = Math.floor(stand / grid.columns);
        if (row >= grid.rows) continue;
        const [x, cy] = [
          pad + (stand % grid.columns) * grid.pitchX + grid.size / 2,
          y + row * grid.pitchY + grid.size / 2,
        ];
        marks.push(
          as(
            SIGN_OF_CALL[call.state] ?? 'waiting',
            pickable(
              'call',
              call.number,
              call.step,
              `Call ${formatCount(call.number + 1)}${call.otherKind === 'request' ? ` of request ${formatCount(call.other + 1)}` : ''}: ${call.state} ${ageText(atUs - call.sinceUs)}`,
              [x - grid.size / 2 - 1, cy - grid.size / 2 - 1, grid.size + 2, grid.size + 2],
              callMarks(x, cy, grid.size / 2, call.state),
            ),
          ),
        );
      }
      y += room + 12;
      const working = calls.filter(({ state }) => state === 'working' || state === 'invoking').length;
      const hanging = calls.filter(({ state }) => state === 'hanging').length;
      const waiting = calls.length - working - hanging;
      const text = [
        `${formatCount(working)} at work`,
        ...(waiting > 0 ? [`${formatCount(waiting)} ${waiting === 1 ? 'waits' : 'wait'}`] : []),
        ...(hanging > 0 ? [`${formatCount(hanging)} ${hanging === 1 ? 'hangs' : 'hang'}`] : []),
      ].join(', ');
      marks.push(note('calls', pad, y, fitText(text, inner, 11)));
      says.push(text);
      y += 18;
    }
    const ends = outcomeRows(input, 'call', place, inner);
    marks.push(group('ends', ends.marks, { transform: `translate(${pad} ${y})` }));
    y += ends.places * 22;
    if (ends.says !== '') says.push(ends.says);
    const height = Math.max(y + 2, 56);
    return {
      key: `downstream ${place}`,
      holds: [`call@${place}`, `connection@${place}`],
      width,
      height,
      port: 20,
      marks: [
        rect('box', 0.5, 0.5, width - 1, height - 1, {
          rx: 8,
          class: `fill-stage ${settings.unreachable === true ? 'stroke-failed-line' : isPrivate ? 'stroke-ink' : 'stroke-edge'}`,
          'stroke-width': isPrivate ? 1.25 : 1,
          ...(settings.unreachable === true
            ? { 'stroke-dasharray': '4 3' }
            : isPrivate
              ? { 'stroke-dasharray': '6 3' }
              : {}),
        }),
        group('head', headMarks(title === service ? '' : service, title, inner, pad, 20)),
        ...(where === '' ? [] : [note('where', pad, 35, fitText(where, inner, 11))]),
        ...marks,
      ],
      says: `${title}: ${says.length === 0 ? 'not called yet' : says.join(', ')}`,
    };
  };
}
