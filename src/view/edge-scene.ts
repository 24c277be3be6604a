/**
 * An edge location at one moment: a viewer's request on its way out and its answer on the way back, four events
 * with a function each, and the cache between them, at which a hit turns round.
 */
import { formatCount, formatDuration, formatTime } from '../sim/format-time.ts';
import type { ActorView } from '../sim/world.ts';
import { requestsByAsker } from './attended.ts';
import { cacheMarks } from './edge-cache.ts';
import { edgeLayout, STOPS, type EdgeLayout, type Stop } from './edge-layout.ts';
import { edgeStoryOf, looksBy } from './edge-story.ts';
import { viewerMarks, type StopRack } from './edge-viewers.ts';
import { counted } from './environment-marks.ts';
import { jarRack } from './jar-rack.ts';
import { born } from './ledger.ts';
import { circle, group, path, rect, round, words, type Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { headMarks, note } from './part.ts';
import { actorsAt, placeNamed, titleOf, type SceneInput } from './scene-input.ts';
import { seenBy, seenEnds } from './seen-ends.ts';
import { seenMarks } from './seen-marks.ts';
import { fitText, textWidth } from './text-width.ts';

const SETTING: Readonly<
  Record<Stop, 'viewerRequest' | 'originRequest' | 'originResponse' | 'viewerResponse'>
> = {
  'viewer request': 'viewerRequest',
  'origin request': 'originRequest',
  'origin response': 'originResponse',
  'viewer response': 'viewerResponse',
};

function stopMarks(input: SceneInput, stop: Stop, layout: EdgeLayout, found: StopRack | null): Mark {
  const { rack: box, words: at, spot, nth } = layout.stops[stop];
  const [x, y] = at;
  const marks: Mark[] = [];
  const nthX = x + 7;
  marks.push(
    circle('nth', nthX, y - 4, 7.5, { class: 'fill-none stroke-ink2', 'stroke-width': 1 }),
    words('nth text', nthX, y, String(nth), {
      class: 't-note t-num font-semibold fill-ink2',
      'text-anchor': 'middle',
    }),
    words('event', x + 20, y, stop, {
      class: `t-label font-semibold ${found === null ? 'fill-ink3' : ''}`,
    }),
  );
  const said =
    found === null
      ? 'no function'
      : found.sameAs !== null
        ? `as ${found.sameAs}`
        : titleOf(input.scenario, input.trace.places[found.place]!.name);
  const room = layout.narrow ? box.width : box.width - 32 - textWidth(stop, 12.6);
  marks.push(
    layout.narrow
      ? note('function', x, y + 15, fitText(said, room, 11), found === null ? 'fill-ink3' : 'fill-ink2')
      : note(
          'function',
          x + box.width,
          y,
          fitText(said, room, 11),
          found === null ? 'fill-ink3' : 'fill-ink2',
          'end',
        ),
  );
  if (found === null) {
    marks.push(
      circle('none', spot[0], spot[1], 4, { class: 'fill-stage stroke-edge', 'stroke-width': 1.25 }),
    );
  } else if (found.sameAs === null) {
    // Beside the way back the jars hang below it: the ground is the box's lower end.
    const rise = box.height - found.rack.height;
    marks.push(
      group('rack', found.rack.marks, { transform: `translate(${round(box.x)} ${round(box.y + rise)})` }),
    );
  }
  return group(stop, marks);
}

function frameMarks(input: SceneInput, layout: EdgeLayout, place: number): Mark[] {
  const { viewer, origin, location, out, back, narrow } = layout;
  const sent = born(input.trace, 'viewer', place, input.atUs);
  const waiting = actorsAt(input, 'viewer', place).length;
  const atOrigin = actorsAt(input, 'viewer', place).filter(({ state }) => state === 'origin').length;
  const line = (key: string, way: readonly (readonly [number, number])[]): Mark => {
    const [[x1, y1], [x2, y2]] = [way[0]!, way[1]!];
    const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
    const tip = `M${x2 - dx * 6 - dy * 4} ${y2 - dy * 6 - dx * 4}L${x2 - dx * 1.5} ${y2 - dy * 1.5}L${x2 - dx * 6 + dy * 4} ${y2 - dy * 6 + dx * 4}`;
    return path(key, `M${x1} ${y1}L${x2} ${y2}${tip}`, {
      class: 'fill-none stroke-edge',
      'stroke-width': 1.5,
      'stroke-linejoin': 'round',
    });
  };
  const box = (key: string, at: typeof viewer, name: string, lines: readonly string[]): Mark =>
    group(key, [
      rect('box', at.x + 0.5, at.y + 0.5, at.width - 1, at.height - 1, {
        rx: 8,
        class: 'fill-stage stroke-edge',
        'stroke-width': 1,
      }),
      ...(narrow
        ? [
            words('name', at.x + at.width / 2, at.y + 18, name, {
              class: 't-label font-semibold',
              'text-anchor': 'middle',
            }),
            note('line 0', at.x + at.width / 2, at.y + 34, lines.join(', '), 'fill-ink2', 'middle'),
          ]
        : [
            group('head', headMarks('', name, at.width - 24), {
              transform: `translate(${at.x + 12} ${at.y + 10})`,
            }),
            ...lines.map((text, row) => note(`line ${row}`, at.x + 12, at.y + 42 + row * 16, text)),
          ]),
    ]);
  const originMs = input.scenario.settings.edge?.originMs;
  return [
    rect('location', location.x, location.y, location.width, location.height, { rx: 8, class: 'fill-sunk' }),
    ...(narrow
      ? []
      : [
          note(
            'location name',
            location.x + location.width - 12,
            location.y + 20,
            'Edge location',
            'fill-ink2',
            'end',
          ),
        ]),
    line('out', out),
    line('back', back),
    box('viewer', viewer, 'Viewers', [
      `${formatCount(sent)} asked`,
      ...(narrow && waiting === 0
        ? []
        : [waiting === 0 ? 'nobody waits' : `${formatCount(waiting)} waiting`]),
    ]),
    box('origin', origin, 'Origin', [
      atOrigin === 0 ? 'idle' : `answers ${formatCount(atOrigin)}`,
      ...(!narrow && typeof originMs === 'number' ? [`takes ${formatDuration(originMs * 1000)}`] : []),
    ]),
  ];
}

function sentence(input: SceneInput, viewers: readonly ActorView[], place: number): string {
  const { trace, atUs } = input;
  const story = edgeStoryOf(trace);
  const at = (state: string) => viewers.filter((viewer) => viewer.state === state).length;
  const standing = [...STOPS, 'origin']
    .filter((state) => at(state) > 0)
    .map((state) => `${formatCount(at(state))} at ${state}`);
  const looks = (['hit', 'miss', 'expired'] as const)
    .map((look) => ({ look, count: looksBy(story, look, atUs) }))
    .filter(({ count }) => count > 0)
    .map(({ look, count }) => `${formatCount(count)} ${look}`);
  const seen = seenEnds(input, 'viewer')
    .filter((end) => seenBy(end, atUs) > 0)
    .map((end) => `${formatCount(seenBy(end, atUs))} saw ${end.code === '' ? end.state : end.code}`);
  const parts = [
    `${counted(born(trace, 'viewer', place, atUs), 'viewer')} asked`,
    ...(standing.length > 0 ? [standing.join(', ')] : []),
    ...(looks.length > 0 ? [`cache: ${looks.join(', ')}`] : []),
    ...(seen.length > 0 ? [seen.join(', ')] : []),
  ];
  return `At ${formatTime(atUs)}: ${parts.join('; ')}.`;
}

/** The scene of an edge location. */
export function edgeScene(input: SceneInput): Scene {
  const { trace, scenario, width, atUs } = input;
  const place = placeNamed(trace, 'edge');
  const { edge } = scenario.settings;
  const layout = edgeLayout(width);
  const viewers = actorsAt(input, 'viewer', place);
  const racks = new Map<Stop, StopRack>();
  const firstStop = new Map<number, Stop>();
  for (const stop of STOPS) {
    const id = edge?.[SETTING[stop]];
    if (id === undefined) continue;
    const at = placeNamed(trace, id);
    const { rack: box } = layout.stops[stop];
    racks.set(stop, {
      place: at,
      rack: jarRack(input, at, { width: box.width, tallest: box.height, hidesWaiting: true }),
      sameAs: firstStop.get(at) ?? null,
    });
    if (!firstStop.has(at)) firstStop.set(at, stop);
  }
  const seen = seenMarks(input, 'viewer', layout.narrow ? width : layout.viewer.width + 8);
  return {
    width,
    height: Math.ceil(Math.max(layout.height, layout.seen[1] + seen.height)),
    label: sentence(input, viewers, place),
    marks: [
      group('frame', frameMarks(input, layout, place)),
      group('cache', cacheMarks(input, layout)),
      group(
        'stops',
        STOPS.map((stop) => stopMarks(input, stop, layout, racks.get(stop) ?? null)),
      ),
      group('viewers', viewerMarks(input, viewers, layout, racks, requestsByAsker(input), atUs)),
      group('seen', seen.marks, { transform: `translate(${layout.seen[0]} ${layout.seen[1]})` }),
    ],
  };
}
