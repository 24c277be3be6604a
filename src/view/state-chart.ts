/**
 * A statechart as a picture: boxes named as in the code, drawn from the data of the very machine that ran. The active
 * state is filled and ringed, the last transition thick. Where boxes stand is said here; what there is, is not.
 */
import type { Statechart } from '../sim/statechart.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import { glyphOfEnd } from './glyph.ts';
import { lookOf, type Look } from './jar.ts';
import { stepOfActor } from './ledger.ts';
import { group, path, rect, words, type Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { kindIn } from './stands.ts';
import { centre, edgePath } from './state-edges.ts';
import { hiddenStates, statePlaces, type StateBox } from './state-places.ts';
import { textWidth } from './text-width.ts';

export interface StateChartInput {
  /** The machine of the actor's kind: `statecharts.environment` of src/sim/statechart.ts. */
  readonly chart: Statechart;
  readonly trace: Trace;
  /** Number of the actor within its kind (the chart's), from 0; -1: none, only the machine is shown. */
  readonly actor: number;
  readonly atUs: number;
  /** px, from 260 on. */
  readonly width: number;
}

/** What an active state is drawn as: filled and ringed in the colours of what it is. */
type Tone = Look | 'succeeded' | 'throttled' | 'plain';

const ACTIVE: Readonly<Record<Tone, string>> = {
  init: 'stroke-init-line',
  restore: 'stroke-restore-line',
  invoke: 'fill-invoke stroke-invoke-line',
  frozen: 'stroke-frozen-line',
  shutdown: 'fill-stage stroke-shutdown-line',
  crashed: 'fill-failed-pale stroke-failed-line',
  free: 'fill-stage stroke-edge',
  succeeded: 'fill-succeeded-pale stroke-succeeded-line',
  throttled: 'fill-throttled-pale stroke-throttled-line',
  plain: 'fill-stage stroke-ink',
};
const RING: Readonly<Record<Tone, string>> = {
  init: 'stroke-init-line',
  restore: 'stroke-restore-line',
  invoke: 'stroke-invoke-line',
  frozen: 'stroke-frozen-line',
  shutdown: 'stroke-shutdown-line',
  crashed: 'stroke-failed-line',
  free: 'stroke-edge',
  succeeded: 'stroke-succeeded-line',
  throttled: 'stroke-throttled-line',
  plain: 'stroke-ink',
};

const WORKING: ReadonlySet<string> = new Set([
  'running',
  'invoking',
  'trying',
  'calling',
  'working',
  'sending',
]);
const TROUBLED: ReadonlySet<string> = new Set(['backing off', 'problem', 'hanging']);

/** The tone of a state: of the environment's by its look, of others by what they mean for the work. */
function toneOf(chart: Statechart, name: string): Tone {
  if (chart.kind === 'environment') return lookOf(name);
  if (WORKING.has(name)) return 'invoke';
  if (name === 'throttled') return 'throttled';
  if (TROUBLED.has(name)) return 'crashed';
  if (chart.states.find((state) => state.name === name)?.isFinal !== true) return 'plain';
  const sign = glyphOfEnd(name);
  return sign === 'succeeded' || sign === 'delivery' ? 'succeeded' : sign === 'failed' ? 'crashed' : 'plain';
}

function stateMark(name: string, said: string, box: StateBox, active: boolean, look: Tone): Mark {
  const [x, y] = centre(box);
  const attrs = { rx: 6, 'stroke-width': active ? 1.5 : 1 };
  const parts: Mark[] = [];
  if (!active) {
    parts.push(
      rect('box', box.x, box.y, box.width, box.height, { ...attrs, class: 'fill-stage stroke-edge' }),
    );
  } else {
    const isTextured = look === 'init' || look === 'restore' || look === 'frozen';
    const texture = isTextured ? { fill: `url(#texture-${look})` } : {};
    parts.push(
      rect('box', box.x, box.y, box.width, box.height, { ...attrs, ...texture, class: ACTIVE[look] }),
      rect('ring', box.x - 3.5, box.y - 3.5, box.width + 7, box.height + 7, {
        rx: 9,
        class: `fill-none ${RING[look]}`,
        'stroke-width': 1.25,
      }),
    );
    // Letters are not read on a texture.
    if (isTextured) {
      const width = said.length * 6.6 + 8;
      parts.push(rect('plate', x - width / 2, y - 8, width, 16, { rx: 8, class: 'fill-stage' }));
    }
  }
  parts.push(
    words('name', x, y + 4, said, {
      class: `${textWidth(said, 12.4) > box.width - 8 ? 't-note' : 't-label'} ${active ? 'font-semibold' : 'font-medium'} ${active && look === 'invoke' ? 'fill-on-state' : ''}`,
      'text-anchor': 'middle',
    }),
  );
  return group(`state ${name}`, parts);
}

/** The state an actor is in at a moment, the one before it, and the step between them. */
function standing(
  chart: Statechart,
  trace: Trace,
  actor: number,
  atUs: number,
): { active: string; from: string; step: number } | null {
  if (actor < 0) return null;
  const kind = kindIn(trace, chart.kind);
  const step = stepOfActor(trace, kind, actor, atUs);
  if (step < 0) return null;
  const { states } = trace.kinds[kind]!;
  const from = trace.from[step]!;
  return { active: states[trace.to[step]!]!, from: from === NONE ? '' : states[from]!, step };
}

interface Edge {
  readonly from: string;
  readonly to: string;
  /** The states it leaves: all of a group's, or one. */
  readonly members: readonly string[];
}

/** Each pair of states once; what leaves every state of a group for the same target leaves the group. */
function edgesOf(chart: Statechart, frames: ReadonlyMap<string, StateBox>): Edge[] {
  const initial = new Set(hiddenStates(chart));
  const leaves = new Map<string, Set<string>>();
  for (const { from, to } of chart.transitions) {
    if (!initial.has(from) && from !== to) leaves.set(to, (leaves.get(to) ?? new Set()).add(from));
  }
  return [...leaves].flatMap(([to, sources]) => {
    const edges: Edge[] = [];
    const rest = new Set(sources);
    for (const frame of frames.keys()) {
      const members = chart.states.map((state) => state.name).filter((name) => name.startsWith(`${frame}.`));
      if (members.includes(to) || !members.every((name) => sources.has(name))) continue;
      edges.push({ from: frame, to, members });
      for (const name of members) rest.delete(name);
    }
    return [...edges, ...[...rest].map((from) => ({ from, to, members: [from] }))];
  });
}

/** The stretch of a group's frame that faces a box: where an edge of the whole group leaves it. */
function doorOf(frame: StateBox, target: StateBox): StateBox {
  const x = Math.min(Math.max(centre(target)[0], frame.x + 12), frame.x + frame.width - 12);
  return { x: x - 6, y: frame.y, width: 12, height: frame.height };
}

/** The scene of the statechart. */
export function stateChartScene({ chart, trace, actor, atUs, width }: StateChartInput): Scene {
  const { boxes, frames: frameBoxes, height, nameOf } = statePlaces(chart, width);
  const now = standing(chart, trace, actor, atUs);
  const edges: Mark[] = [];
  const last: Mark[] = [];
  let nth = 0;
  for (const { from, to, members } of edgesOf(chart, frameBoxes)) {
    const end = boxes.get(to);
    const frame = frameBoxes.get(from);
    const start = end && frame ? doorOf(frame, end) : boxes.get(from);
    if (!start || !end) continue;
    const taken = now !== null && members.includes(now.from) && now.active === to;
    const others = [...boxes]
      .filter(([name]) => name !== to && name !== from && !(frame && name.startsWith(`${from}.`)))
      .map(([, box]) => box);
    const mark = path(`edge ${from} > ${to}`, edgePath(start, end, others, width, nth++), {
      class: `fill-none ${taken ? 'stroke-ink' : 'stroke-edge'}`,
      'stroke-width': taken ? 2 : 1,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    });
    (taken ? last : edges).push(mark);
  }
  const frames = [...frameBoxes].map(([name, box]) =>
    rect(`frame ${name}`, box.x, box.y, box.width, box.height, { rx: 8, class: 'fill-sunk' }),
  );
  const frameNames = [...frameBoxes].map(([name, box]) =>
    words(`frame name ${name}`, box.x + 8, box.y + 14, name, {
      class: 't-note fill-ink2 stroke-sunk',
      'paint-order': 'stroke',
      'stroke-width': 4,
    }),
  );
  const reason = now ? (trace.reasons[trace.reason[now.step]!] ?? '') : '';
  const isEnvironment = chart.kind === 'environment';
  const who = isEnvironment
    ? 'an execution environment'
    : `${/^[aeiou]/.test(chart.kind) ? 'an' : 'a'} ${chart.kind}`;
  const said = now
    ? `${chart.kind.charAt(0).toUpperCase()}${chart.kind.slice(1)} ${actor + 1} is in ${now.active}${now.from ? `, from ${now.from}` : ''}${reason ? ` (${reason})` : ''}.`
    : `No ${chart.kind} is chosen.`;
  return {
    width,
    height,
    label: `Statechart of ${who}. ${said}`,
    marks: [
      group('frames', frames),
      group('edges', edges),
      group('taken', last),
      group('frame names', frameNames),
      group(
        'states',
        [...boxes].map(([name, box]) =>
          stateMark(name, nameOf(name), box, now?.active === name, toneOf(chart, name)),
        ),
      ),
    ],
  };
}
