/** The cache of an edge location: an object a square, its freshness as its filling, and the turn of a hit. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { EdgeLayout } from './edge-layout.ts';
import { edgeStoryOf, keptSince, looksBy, meanUs } from './edge-story.ts';
import { ageText } from './environment-marks.ts';
import { as, circle, group, named, path, rect, round, words, type Mark } from './mark.ts';
import { gridFor, note, type GridSize } from './part.ts';
import type { SceneInput } from './scene-input.ts';

const SIZES: readonly GridSize[] = [
  { size: 14, pitchX: 19, pitchY: 19 },
  { size: 9, pitchX: 12, pitchY: 12 },
  { size: 6, pitchX: 8, pitchY: 8 },
];

/** A square, fresh from the bottom up to what is left of its time; dashed once stale, faint before it ever came. */
function objectMark(object: number, x: number, y: number, size: number, left: number | null): Mark {
  const said = left === null ? 'not in the cache' : left > 0 ? 'fresh' : 'expired';
  const level = Math.max(0, left ?? 0);
  return named(
    `Object ${formatCount(object)}: ${said}`,
    as(
      'cached-object',
      group(`object ${object}`, [
        rect('square', x, y, size, size, {
          rx: 2,
          class: `fill-stage ${left === null ? 'stroke-rule' : 'stroke-ink2'}`,
          'stroke-width': 1.25,
          ...(left !== null && left <= 0 ? { 'stroke-dasharray': '2.5 2' } : {}),
        }),
        ...(level > 0
          ? [
              rect('left', x + 2, y + 2 + (size - 4) * (1 - level), size - 4, (size - 4) * level, {
                class: 'fill-ink2',
              }),
            ]
          : []),
      ]),
    ),
  );
}

/** What the cache holds, in a box. */
function objectMarks(input: SceneInput, x: number, y: number, width: number, height: number): Mark[] {
  const { trace, scenario, atUs } = input;
  const { edge } = scenario.settings;
  const story = edgeStoryOf(trace);
  const cacheUs = (edge?.cacheMs ?? 0) * 1000;
  const objects = edge?.objects ?? 1;
  if (cacheUs === 0) return [note('none', x, y + 12, 'keeps nothing', 'fill-ink2')];
  const grid = gridFor(objects, width, height, SIZES);
  if (grid.detail < SIZES.length) {
    return Array.from({ length: objects }, (_, at) => {
      const since = keptSince(story, at + 1, atUs);
      return objectMark(
        at + 1,
        x + (at % grid.columns) * grid.pitchX,
        y + Math.floor(at / grid.columns) * grid.pitchY,
        grid.size,
        since < 0 ? null : 1 - (atUs - since) / cacheUs,
      );
    });
  }
  let fresh = 0;
  for (const object of story.keptUs.keys()) {
    const since = keptSince(story, object, atUs);
    if (since >= 0 && atUs - since < cacheUs) fresh += 1;
  }
  return [
    rect('all', x, y, width, 12, { rx: 2, class: 'fill-none stroke-edge', 'stroke-width': 1 }),
    rect('fresh', x, y, round((width * fresh) / objects), 12, { rx: 2, class: 'fill-ink2' }),
    note('count', x, y + 25, `${formatCount(fresh)} of ${formatCount(objects)} fresh`),
  ];
}

/** The cache with what it holds and what looking into it has found. */
export function cacheMarks(input: SceneInput, layout: EdgeLayout): Mark[] {
  const { trace, scenario, atUs } = input;
  const { cache, turn, narrow, out, back } = layout;
  const story = edgeStoryOf(trace);
  const cacheUs = (scenario.settings.edge?.cacheMs ?? 0) * 1000;
  const [hit, miss, expired] = (['hit', 'miss', 'expired'] as const).map((look) =>
    looksBy(story, look, atUs),
  );
  const [door, end] = [turn[0]!, turn[1]!];
  const missed = `${formatCount(miss! + expired!)} miss`;
  const kept = cacheUs === 0 ? [] : [`keeps ${formatDuration(cacheUs)}`];
  const [hitUs, missUs] = [meanUs(story, 'cache', atUs), meanUs(story, 'origin', atUs)];
  const means = [
    ...(hitUs === null ? [] : [`hit ${ageText(hitUs)} on average`]),
    ...(missUs === null ? [] : [`miss ${ageText(missUs)} on average`]),
  ];
  const [x, y] = [cache.x + 14, cache.y];
  const rails = narrow
    ? `M${out[0]![0]} ${y}V${y + cache.height}M${back[0]![0]} ${y}V${y + cache.height}`
    : `M${cache.x} ${door[1]}H${cache.x + cache.width}M${cache.x} ${end[1]}H${cache.x + cache.width}`;
  const side = back[0]![0] + 18;
  return [
    rect('box', cache.x + 0.5, cache.y + 0.5, cache.width - 1, cache.height - 1, {
      rx: 8,
      class: 'fill-stage stroke-edge',
      'stroke-width': 1,
    }),
    path('rails', rails, { class: 'stroke-edge', 'stroke-width': 1.5 }),
    path('turn', `M${door[0]} ${door[1]}L${end[0]} ${end[1]}`, {
      class: 'fill-none stroke-ink',
      'stroke-width': 1.75,
      'stroke-dasharray': '1 4',
      'stroke-linecap': 'round',
    }),
    circle('door', door[0], door[1], 3.5, { class: 'fill-ink' }),
    words('name', x, y + 20, 'Cache', { class: 't-label font-semibold' }),
    ...(narrow
      ? [
          ...kept.map((text) => note('kept', x + 44, y + 20, text, 'fill-ink3')),
          group('objects', objectMarks(input, x, y + 34, door[0] - x - 16, 46)),
          note(
            'hits',
            (door[0] + end[0]) / 2,
            y + 36,
            `${formatCount(hit!)} hit`,
            'fill-ink font-semibold',
            'middle',
          ),
          note(
            'misses',
            (door[0] + end[0]) / 2,
            y + cache.height - 12,
            missed,
            'fill-ink font-semibold',
            'middle',
          ),
          ...(expired! > 0 ? [note('expired', side, y + 20, `${formatCount(expired!)} had expired`)] : []),
          ...means.map((text, row) =>
            note(`mean ${row}`, side, y + 40 + row * 16, text.replace(' on average', ', mean')),
          ),
        ]
      : [
          ...kept.map((text) => note('kept', cache.x + cache.width - 14, y + 20, text, 'fill-ink3', 'end')),
          group('objects', objectMarks(input, x, y + 32, cache.width - 28, 38)),
          note(
            'hits',
            door[0] + 9,
            (door[1] + end[1]) / 2 + 4,
            `${formatCount(hit!)} hit`,
            'fill-ink font-semibold',
          ),
          note(
            'misses',
            cache.x + cache.width - 14,
            (door[1] + end[1]) / 2 + 4,
            missed,
            'fill-ink font-semibold',
            'end',
          ),
          ...means.map((text, row) => note(`mean ${row}`, x, y + 142 + row * 15, text)),
          ...(expired! > 0
            ? [
                note(
                  'expired',
                  x,
                  y + 142 + means.length * 15,
                  `${formatCount(expired!)} of the misses had expired`,
                ),
              ]
            : []),
        ]),
  ];
}
