/** The life of an environment as a strip of its states, and under it what it keeps: not to scale, in order. */
import { formatDuration } from '../../sim/format-time.ts';
import { jarMarks, lookOf } from '../../view/jar.ts';
import { group, path, rect, round, words, type Mark } from '../../view/mark.ts';
import type { Scene } from '../../view/scene.ts';
import type { FigureRun } from './figure-run.ts';
import type { End } from './figure-settings.ts';
import { atStart, inWords, withUnit } from '../number-words.ts';
import { WIDE_FROM } from './Picture.tsx';

/** Screen order, not simulated time: every column is as wide as the next. Units of the player's axis. */
export const COLUMN_US = 1_000_000;

export interface Column {
  /** A state's name, or `gone` while there is no environment. */
  readonly state: string;
  readonly us: number;
  /** Number of the environment, from 0; -1: none. */
  readonly environment: number;
  /** Number of the request it works for, from 1; 0: none. */
  readonly request: number;
  readonly failed: boolean;
  /** What the environment holds in this column. */
  readonly globals: boolean;
  readonly tmp: boolean;
}

/** Requests that ended in failure. */
function failedRequests({ trace }: Pick<FigureRun, 'trace'>): Set<number> {
  const kind = trace.kinds.findIndex((candidate) => candidate.name === 'request');
  const failed = trace.kinds[kind]?.states.indexOf('failed') ?? -1;
  const found = new Set<number>();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] === kind && trace.to[step] === failed) found.add(trace.actor[step]!);
  }
  return found;
}

/** The states of all environments of a run, one after the other; made for runs that never have two at a time. */
export function columnsOf(run: FigureRun): Column[] {
  const { lanes } = run;
  const failed = failedRequests(run);
  const columns: Column[] = [];
  let goneUs = 0;
  for (let environment = 0; environment < lanes.environments; environment += 1) {
    const [first, end] = [lanes.first[environment]!, lanes.first[environment + 1]!];
    let globals = false;
    for (let segment = first; segment < end; segment += 1) {
      const state = lanes.states[lanes.state[segment]!]!;
      const us = lanes.toUs[segment]! - lanes.fromUs[segment]!;
      if (us === 0) continue;
      if (segment === first && columns.length > 0) {
        columns.push({
          state: 'gone',
          us: lanes.fromUs[segment]! - goneUs,
          environment: -1,
          request: 0,
          failed: false,
          globals: false,
          tmp: false,
        });
      }
      globals = state === 'invoke.handler' || (state === 'frozen' && globals);
      const request = lanes.request[segment]! + 1;
      columns.push({
        state,
        us,
        environment,
        request,
        failed: state === 'invoke.handler' && failed.has(request - 1),
        globals,
        tmp: state !== 'create',
      });
    }
    goneUs = lanes.toUs[end - 1]!;
  }
  return columns;
}

const NAMES: Readonly<Record<string, string>> = {
  create: 'create',
  'init.extensions': 'extensions',
  'init.runtime': 'runtime',
  'init.function': 'code',
  'invoke.init': 'Init',
  frozen: 'frozen',
  reset: 'reset',
  gone: 'nobody',
};

function nameOf(column: Column): string {
  return column.state === 'invoke.handler' ? 'handler' : (NAMES[column.state] ?? column.state);
}

/** The pauses of the example in whole minutes; the short parts exactly. */
function timeOf({ us }: Column): string {
  const minutes = Math.round(us / 60_000_000);
  return minutes >= 1 ? withUnit(minutes, 'min') : formatDuration(us);
}

/** What stands there at the moment, in a sentence. */
export function columnSentence(column: Column, connections: number): string {
  const time = timeOf(column);
  const keeps = column.globals
    ? `holds its globals, ${connections === 1 ? 'an open connection' : `${connections} open connections`} and /tmp`
    : column.tmp
      ? 'holds /tmp alone'
      : 'holds nothing yet';
  switch (column.state) {
    case 'gone':
      return `No environment for ${time}: everything it held is lost.`;
    case 'create':
      return `Created in ${time}: a place is found, the code is downloaded. It ${keeps}.`;
    case 'init.extensions':
    case 'init.runtime':
      return `Init: the ${column.state.slice('init.'.length)} starts, ${time}. It ${keeps}.`;
    case 'init.function':
      return `Init: the code outside your handler runs, ${time}. Globals and connections are being made.`;
    case 'invoke.init':
      return `Init once more, inside request ${column.request}, ${time}. It ${keeps}.`;
    case 'frozen':
      return `Frozen for ${time}. It ${keeps}.`;
    case 'reset':
      return `Reset, ${time}. It ${keeps}; Init must run again.`;
    default:
      return `Request ${column.request} in the handler, ${time}${column.failed ? ', and it fails' : ''}. It ${keeps}.`;
  }
}

/** Stretches of columns in which something holds. */
function spansOf(
  columns: readonly Column[],
  holds: (column: Column) => boolean,
): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  columns.forEach((column, at) => {
    if (!holds(column)) return;
    const before = columns[at - 1];
    const open = spans.at(-1);
    if (open && before && holds(before) && before.environment === column.environment && open.to === at)
      open.to = at + 1;
    else spans.push({ from: at, to: at + 1 });
  });
  return spans;
}

/** Where the strip lies in a width. */
export function lifeAxis(width: number): { readonly left: number; readonly right: number } {
  return width >= WIDE_FROM ? { left: 150, right: width - 4 } : { left: 4, right: width - 4 };
}

export const LIFE_HEIGHT = 240;
const GROUND = 70;

export function lifeScene(
  columns: readonly Column[],
  momentUs: number,
  connections: number,
  width: number,
): Scene {
  const wide = width >= WIDE_FROM;
  const { left, right } = lifeAxis(width);
  const size = (right - left) / columns.length;
  const x = (column: number) => round(left + column * size);
  const at = Math.min(columns.length - 1, Math.floor(momentUs / COLUMN_US));
  const now = columns[at]!;
  const marks: Mark[] = [];

  if (wide) {
    const look = now.state === 'gone' ? 'free' : lookOf(now.state);
    const shape = { x: 22, ground: 74, width: 58, height: 72 };
    const level =
      now.state.startsWith('init') || now.state === 'invoke.init'
        ? momentUs / COLUMN_US - at
        : now.state === 'create'
          ? 0.05
          : 0;
    marks.push(group('jar', jarMarks(shape, look, Math.max(0.1, level))));
    marks.push(
      path('jar-ground', 'M12 74H90', {
        class: 'stroke-ink2',
        'stroke-width': 1.5,
        'stroke-linecap': 'round',
      }),
    );
    const text = now.environment < 0 ? 'nobody' : `environment ${now.environment + 1}`;
    marks.push(words('jar-name', 51, 94, text, { class: 't-note fill-ink2', 'text-anchor': 'middle' }));
  }

  marks.push(path('ground', `M${left} ${GROUND}H${right}`, { class: 'stroke-rule' }));
  columns.forEach((column, index) => {
    const key = `column-${index}`;
    const [from, cell] = [x(index), size - 2];
    const middle = from + cell / 2;
    switch (column.state) {
      case 'frozen':
        marks.push(rect(key, from, GROUND - 10, cell, 10, { fill: 'url(#texture-frozen)' }));
        marks.push(
          path(`${key}-line`, `M${from} ${GROUND}h${round(cell)}`, {
            class: 'stroke-frozen-line',
            'stroke-width': 1.5,
          }),
        );
        break;
      case 'invoke.handler':
        marks.push(
          column.failed
            ? rect(key, from, GROUND, cell, 20, {
                class: 'fill-failed stroke-failed-line',
                'stroke-width': 1.25,
              })
            : rect(key, from, GROUND - 40, cell, 40, {
                class: 'fill-invoke stroke-invoke-line',
                'stroke-width': 1.25,
              }),
        );
        break;
      case 'reset':
        marks.push(
          rect(key, from, GROUND - 10, cell, 10, {
            class: 'fill-failed-pale stroke-failed-line',
            'stroke-width': 1.25,
          }),
        );
        break;
      case 'create':
        marks.push(
          rect(key, from, GROUND - 40, cell, 40, {
            class: 'fill-stage stroke-init-line',
            'stroke-width': 1.25,
            'stroke-dasharray': '3 2.5',
          }),
        );
        break;
      case 'gone':
        marks.push(
          path(
            key,
            `M${round(middle - 3.2)} ${GROUND - 8}l6.4 6.4M${round(middle + 3.2)} ${GROUND - 8}l-6.4 6.4`,
            {
              class: 'stroke-shutdown-line',
              fill: 'none',
              'stroke-width': 1.5,
              'stroke-linecap': 'round',
            },
          ),
        );
        break;
      default:
        marks.push(
          rect(key, from, GROUND - 40, cell, 40, {
            fill: 'url(#texture-init)',
            class: 'stroke-init-line',
            'stroke-width': 1.25,
          }),
        );
    }
  });

  const keeps = [
    { name: 'global variables', spans: spansOf(columns, (column) => column.globals) },
    {
      name: connections === 1 ? 'connection' : 'connections',
      spans: spansOf(columns, (column) => column.globals),
    },
    { name: '/tmp', spans: spansOf(columns, (column) => column.tmp) },
  ];
  const keepTop = GROUND + (wide ? 84 : 50);
  const pitch = wide ? 26 : 34;
  keeps.forEach(({ name, spans }, row) => {
    const y = keepTop + row * pitch + (wide ? 0 : 14);
    marks.push(words(`keep-${row}`, 0, wide ? y + 4 : y - 8, name, { class: wide ? 't-ui' : 't-label' }));
    marks.push(path(`keep-rail-${row}`, `M${left} ${y}H${right}`, { class: 'stroke-rule' }));
    for (const span of spans) {
      const [from, to] = [x(span.from), x(span.to) - 2];
      const key = `keep-${row}-${span.from}`;
      marks.push(path(key, `M${from} ${y}H${to}`, { class: 'stroke-ink', 'stroke-width': 5 }));
      if (span.to < columns.length) {
        marks.push(
          path(`${key}-end`, `M${to + 4} ${y - 3.2}l6.4 6.4M${to + 10.4} ${y - 3.2}l-6.4 6.4`, {
            class: 'stroke-ink2',
            fill: 'none',
            'stroke-width': 1.5,
            'stroke-linecap': 'round',
          }),
        );
      }
    }
  });
  const lineX = round(left + (Math.min(momentUs, columns.length * COLUMN_US) / COLUMN_US) * size);
  const foot = LIFE_HEIGHT - 8;
  marks.push(
    rect('veil', lineX, 14, Math.max(0, right + 2 - lineX), foot - 14, { class: 'fill-stage opacity-veil' }),
  );
  marks.push(path('moment', `M${lineX} 16V${foot}`, { class: 'stroke-ink', 'stroke-width': 1.5 }));
  marks.push({
    key: 'knob',
    tag: 'circle',
    attrs: { cx: lineX, cy: 14, r: 7, class: 'fill-ink stroke-stage', 'stroke-width': 2 },
  });
  columns.forEach((column, index) => {
    const middle = x(index) + (size - 2) / 2;
    const halo = { 'text-anchor': 'middle', 'stroke-width': 4, 'paint-order': 'stroke' } as const;
    const ahead = index > at;
    if (column.state === 'invoke.handler' && size >= 18) {
      const tone = ahead ? 'fill-ink' : 'fill-on-state';
      const y = column.failed ? GROUND + 14 : GROUND - 15;
      marks.push(
        words(`number-${index}`, middle, y, String(column.request), {
          class: `t-ui t-num font-semibold ${tone}`,
          'text-anchor': 'middle',
        }),
      );
    }
    if (size < 44) return;
    const tone = index === at ? 'font-semibold' : ahead ? 'fill-ink3' : 'fill-ink2';
    marks.push(
      words(`name-${index}`, middle, GROUND + 36, nameOf(column), {
        class: `t-note stroke-stage ${tone}`,
        ...halo,
      }),
    );
    marks.push(
      words(`time-${index}`, middle, GROUND + 51, timeOf(column), {
        class: `t-note t-num stroke-stage ${ahead ? 'fill-ink3' : 'fill-ink2'}`,
        ...halo,
      }),
    );
  });
  return {
    width,
    height: LIFE_HEIGHT,
    marks,
    label: `The life of an environment in ${columns.length} steps, not to scale. ${columnSentence(now, connections)}`,
  };
}

/** How often what stands outside the handler was made, and how often it was used. */
export function lifeConclusion(run: FigureRun, end: End): { first: string; rest: string } {
  const { accepted, initRepeated } = run.summary.counts;
  const inits = run.summary.environments.created + initRepeated;
  const times = inits === 2 ? 'twice' : `${inWords(inits)} times`;
  const first = `${atStart(accepted)} requests, and what stands outside the handler was made ${times}:`;
  const lost = 'the fifth request found nobody, and began with empty hands.';
  if (end === 'none') return { first, rest: `once in each environment. The pause was too long; ${lost}` };
  if (end === 'error')
    return {
      first,
      rest: `an error from your handler takes nothing away. The globals were there for the next request; ${lost}`,
    };
  return {
    first,
    rest: `the third request took globals and connection with it, /tmp stayed, and the fourth had to wait for Init though its environment was there.`,
  };
}
