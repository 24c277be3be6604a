/**
 * The flow picture at one moment: caller, service, environments, and the requests between them. A pure function
 * of trace and moment to keyed marks; it decides nothing, it only says where the trace's things stand.
 */
import { formatCount, formatTime } from '../sim/format-time.ts';
import type { Trace } from '../sim/trace.ts';
import type { EnvironmentView, World } from '../sim/world.ts';
import { cellMarks } from './cell-crowd.ts';
import { counted, environmentMark, looksTally, TEXT, WORD } from './environment-marks.ts';
import { flowFlights } from './flight-marks.ts';
import { flowLayout, type FlowLayout } from './flow-layout.ts';
import { glyphMarks, type Glyph } from './glyph.ts';
import { freePlace } from './jar-bench.ts';
import { jarMarks, lookOf, type JarShape, type Look } from './jar.ts';
import { as, group, named, path, rect, round, words, type Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { SIGN_OF_LOOK, signOfGlyph } from './sign-of.ts';
import { storyOf } from './story.ts';
import { wrapText } from './text-width.ts';
import { hasReasons, reasonsText } from './turned-away.ts';

export interface FlowNames {
  /** Who calls: `Caller`. */
  readonly caller: string;
  /** Who routes: `Lambda service`. */
  readonly service: string;
  /** The function's name. */
  readonly function: string;
}

export interface FlowInput {
  readonly trace: Trace;
  /** `worldAt(trace, atUs)`. */
  readonly world: World;
  readonly atUs: number;
  /** px, from 288 on: the whole stage from 600 on (24 px are kept free), below the picture alone. */
  readonly width: number;
  readonly names: FlowNames;
  /** How many may run at once; null: no limit. Up to 60 are drawn as a bench. */
  readonly limit: number | null;
  /** How long a flight takes at the present speed, simulated µs; 0: no flights (reduced motion, stills). */
  readonly flightUs: number;
  /** px the environments may take before they shrink. */
  readonly tallest?: number;
}

/** More environments than can be drawn singly: a block a state, to scale, with its count. */
function blockMarks(world: World, layout: FlowLayout): Mark[] {
  const looks: readonly Look[] = ['invoke', 'init', 'restore', 'frozen', 'crashed', 'shutdown'];
  const room = layout.groundTo - layout.groundFrom;
  const ground = layout.grounds[0]!;
  let x = layout.groundFrom;
  return looks.flatMap((look) => {
    const count = world.environments.filter((environment) => lookOf(environment.state) === look).length;
    if (count === 0) return [];
    const width = (room * count) / layout.places;
    const shape = { x, ground, width, height: 96 };
    x += width;
    const d = `M${round(shape.x)} ${ground}v-96h${round(width)}v96Z`;
    return [
      named(
        `${counted(count, 'environment')}: ${WORD[look]}`,
        as(
          SIGN_OF_LOOK[look],
          group(`block ${look}`, [
            ...jarMarks({ ...shape, width: 0 }, look)
              .filter((mark) => mark.key === 'body' || mark.key === 'level')
              .map((mark) => ({ ...mark, attrs: { ...mark.attrs, d } })),
            words('count', shape.x, ground - 104, `${formatCount(count)} ${WORD[look]}`, {
              class: `t-label font-semibold t-num ${TEXT[look]}`,
            }),
          ]),
        ),
      ),
    ];
  });
}

function benchMarks(layout: FlowLayout, taken: ReadonlySet<number>): Mark[] {
  const marks: Mark[] = [];
  layout.grounds.forEach((ground, index) => {
    const [from, to] = [round(layout.groundFrom), round(layout.groundTo)];
    const d = layout.bench
      ? `M${from} ${ground - 8}V${ground}H${to}V${ground - 8}`
      : `M${from} ${ground}H${to}`;
    marks.push(
      path(`ground ${index}`, d, {
        class: `fill-none ${layout.detail === 'cells' ? 'stroke-edge' : 'stroke-ink'}`,
        'stroke-width': layout.detail === 'cells' ? 1 : layout.bench ? 1.75 : 1.5,
      }),
    );
  });
  if (layout.bench && layout.detail !== 'blocks') {
    for (let place = 0; place < layout.places; place += 1) {
      if (taken.has(place)) continue;
      marks.push(freePlace(place, layout.jarAt(place)));
    }
  }
  return marks;
}

const OUTCOMES: readonly (readonly [Glyph, keyof World['counts'], string])[] = [
  ['succeeded', 'succeeded', 'succeeded'],
  ['failed', 'failed', 'failed'],
  ['throttled', 'throttled', 'throttled'],
  ['denied', 'denied', 'denied'],
  ['refused', 'refused', 'refused'],
  ['checked', 'checked', 'checked'],
];

function outcomeMarks(world: World, layout: FlowLayout): Mark[] {
  const shown = OUTCOMES.filter(([, name], index) => index === 0 || world.counts[name] > 0);
  // Beside the caller there is room for two words; more outcomes are told by their signs.
  const spelled = !layout.narrow || shown.length <= 2;
  let { x, y } = layout.outcomes;
  return shown.map(([glyph, name, word]) => {
    const wide = glyph === 'denied' || glyph === 'refused' || glyph === 'checked';
    const count = formatCount(world.counts[name]);
    const indent = wide ? 38 : 24;
    const mark = group(`outcome ${name}`, [
      group('sign', glyphMarks(glyph), { transform: `translate(${round(x + (wide ? 15 : 8))} ${round(y)})` }),
      words('count', x + indent, y + 4, count, { class: 't-ui t-num font-semibold' }),
      ...(spelled
        ? [words('word', x + indent + 5 + count.length * 8, y + 4, word, { class: 't-label fill-ink2' })]
        : []),
    ]);
    if (layout.narrow) x += indent + 14 + count.length * 8 + (spelled ? word.length * 6.5 : 0);
    else y += 24;
    return named(`Requests: ${count} ${word} so far`, as(signOfGlyph(glyph), mark));
  });
}

/** The request's wire to the service and the answer's way back, each with its arrow. */
function wires({ ports, rail, narrow }: FlowLayout): string {
  const [[outX, outY], [backX, backY]] = [ports.out, ports.back];
  return narrow
    ? `M${outX} ${outY}V${rail.y - 2}m-3.5-5l3.5 5 3.5-5M${backX} ${rail.y}V${backY + 2}m-3.5 5l3.5-5 3.5 5`
    : `M${outX} ${outY}H${rail.x - 2}m-5-3.5l5 3.5-5 3.5M${rail.x} ${backY}H${backX + 2}m5-3.5l-5 3.5 5 3.5`;
}

function frameMarks(input: FlowInput, layout: FlowLayout): Mark[] {
  const { caller, rail, outY, backY, narrow } = layout;
  const { names, world, limit } = input;
  const middle = caller.x + caller.width / 2;
  const running = formatCount(world.counts.inFlight);
  const inFlight = limit === null ? `${running} in flight` : `${running} of ${formatCount(limit)} in flight`;
  return [
    rect('service', rail.x, rail.y, rail.width, rail.height, { rx: 8, class: 'fill-sunk' }),
    words('service name', rail.x + (narrow ? 92 : 16), rail.y + (narrow ? 17 : 20), names.service, {
      class: 't-label font-semibold',
    }),
    words('in flight', rail.x + rail.width - (narrow ? 8 : 16), rail.y + (narrow ? 17 : 20), inFlight, {
      class: 't-label t-num fill-ink2',
      'text-anchor': 'end',
    }),
    ...[outY, backY].map((y) =>
      path(`rail ${y}`, `M${rail.x + (narrow ? 8 : 16)} ${y}H${rail.x + rail.width - (narrow ? 8 : 16)}`, {
        class: 'stroke-edge',
        'stroke-width': 1.25,
        'stroke-dasharray': '1 5',
        'stroke-linecap': 'round',
      }),
    ),
    named(
      `Wires between ${names.caller} and ${names.service}: requests go out, answers come back`,
      path('wires', wires(layout), {
        class: 'fill-none stroke-ink2',
        'stroke-width': 1.5,
        'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
      }),
    ),
    rect('caller', caller.x, caller.y, caller.width, caller.height, {
      rx: 6,
      class: 'fill-stage stroke-edge',
      'stroke-width': 1.25,
    }),
    words('caller name', middle, caller.y + (narrow ? 18 : 26), names.caller, {
      class: `${narrow ? 't-label' : 't-ui'} font-semibold`,
      'text-anchor': 'middle',
    }),
    words('sent', middle, caller.y + (narrow ? 35 : 44), `${formatCount(world.counts.offered)} sent`, {
      class: 't-label t-num fill-ink2',
      'text-anchor': 'middle',
    }),
  ];
}

/** `3 environments: 1 invoke, 2 frozen`, in order of what matters. */
function tally({ environments }: World): string {
  if (environments.length === 0) return 'no environment yet';
  return `${counted(environments.length, 'environment')}: ${looksTally(environments)}`;
}

function functionMarks(input: FlowInput, layout: FlowLayout): Mark[] {
  const [from, to] = [round(layout.groundFrom), round(layout.groundTo)];
  const y = layout.nameY;
  const name = input.names.function;
  const state =
    input.world.counts.created > 0 && input.world.environments.length === 0
      ? 'all environments retired'
      : tally(input.world);
  return [
    path('span', `M${from} ${y - 17}v5H${to}v-5`, { class: 'fill-none stroke-edge', 'stroke-width': 1 }),
    words('function', from, y + 6, name, { class: 't-ui font-semibold' }),
    words(
      'tally',
      layout.narrow ? from : from + name.length * 7.6 + 14,
      y + (layout.narrow ? 23 : 6),
      state,
      {
        class: 't-label t-num fill-ink2',
      },
    ),
  ];
}

/** Why requests are turned away, where a full bench does not say it. */
function reasonMarks({ trace, atUs }: FlowInput, layout: FlowLayout): { marks: Mark[]; height: number } {
  const everywhere = trace.places.map((_, place) => place);
  if (!hasReasons(trace, everywhere)) return { marks: [], height: 0 };
  const text = reasonsText(trace, everywhere, atUs);
  const { narrow, outcomes } = layout;
  const room = narrow ? layout.width : layout.rail.x - outcomes.x - 12;
  const shown = narrow ? layout.nameY + 40 : outcomes.y + 24 * Math.max(2, storyOf(trace).ends.size) + 2;
  const lines = text === '' ? [] : wrapText(text, room, 11.4);
  return {
    height: shown + 15 * Math.max(2, lines.length),
    marks: lines.map((line, index) =>
      words(`reason ${index}`, narrow ? layout.groundFrom : outcomes.x, shown + index * 15, line, {
        class: 't-note t-num font-semibold',
      }),
    ),
  };
}

/** The picture's sentence. */
function sentence(input: FlowInput): string {
  const { trace, world, atUs } = input;
  const { counts } = world;
  const reasons = reasonsText(
    trace,
    trace.places.map((_, place) => place),
    atUs,
  );
  const end = [
    `${counted(counts.offered, 'request')} so far`,
    ...(counts.cold > 0 ? [`${formatCount(counts.cold)} of them cold`] : []),
    ...(counts.throttled > 0 ? [`${formatCount(counts.throttled)} throttled`] : []),
    ...(counts.failed > 0 ? [`${formatCount(counts.failed)} failed`] : []),
    ...(reasons === '' ? [] : [reasons]),
  ];
  return `At ${formatTime(atUs)}: ${tally(world)}; ${end.join(', ')}.`;
}

/** The scene of the flow picture. */
export function flowScene(input: FlowInput): Scene {
  const { trace, world, atUs, width, limit, tallest } = input;
  const story = storyOf(trace);
  const layout = flowLayout(story, width, limit, tallest);
  const reasons = reasonMarks(input, layout);
  const taken = new Set(world.environments.map((environment) => story.placeOf[environment.number]!));
  const detail =
    layout.detail === 'labelled' ? (layout.tight ? ('below-tight' as const) : ('below' as const)) : 'jars';
  const shapeOf = ({ number }: EnvironmentView): JarShape => layout.jarAt(story.placeOf[number]!);
  const environments =
    layout.detail === 'blocks'
      ? blockMarks(world, layout)
      : layout.detail === 'cells'
        ? cellMarks(world.environments, shapeOf, story, layout, atUs)
        : world.environments.map((one) => environmentMark(one, shapeOf(one), detail, story, atUs));
  const flights = flowFlights(input, world.environments.length, story, layout);
  return {
    width,
    height: Math.ceil(Math.max(layout.height, reasons.height)),
    ...(flights.crowd ? { crowd: flights.crowd } : {}),
    label: sentence(input),
    marks: [
      group('frame', frameMarks(input, layout)),
      group('bench', benchMarks(layout, taken)),
      group('environments', environments),
      group('function', functionMarks(input, layout)),
      group('outcomes', outcomeMarks(world, layout)),
      group('reasons', reasons.marks),
      group('flights', flights.marks),
    ],
  };
}
