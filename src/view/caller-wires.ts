/** Wires from callers to the environments that work for them, cut where nobody waits any more. */
import { formatCount } from '../sim/format-time.ts';
import type { ActorView, RequestView } from '../sim/world.ts';
import { requestsByAsker } from './attended.ts';
import type { CallerLayout } from './caller-layout.ts';
import { cubicUntil, type Cubic } from './cubic.ts';
import { glyphMarks } from './glyph.ts';
import type { Rack } from './jar-rack.ts';
import { circle, group, named, path, rect, round, type Mark } from './mark.ts';
import { note } from './part.ts';
import type { Point } from './polyline.ts';
import type { SceneInput } from './scene-input.ts';
import { standsOf } from './stands.ts';
import { textWidth } from './text-width.ts';

/** Stands for no caller in particular: where the wires of all of them begin. */
export const ANYWHERE = -1;

const LINE = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;

/** The side of an environment's jar that faces the callers. */
export function jarSide(
  input: SceneInput,
  layout: CallerLayout,
  rack: Rack | null,
  environment: number,
): Point {
  if (rack) {
    const [x, y] = rack.topOf(environment);
    return [layout.rack.x + x, layout.rack.y + y - 6];
  }
  const shape = layout.jarAt(standsOf(input.trace, 'environment').standOf[environment]!);
  return [shape.x - 3, shape.ground - shape.height / 2];
}

/** Where a caller's wire begins. */
export function callerSide(input: SceneInput, layout: CallerLayout, caller: number): Point {
  const stand = standsOf(input.trace, 'caller').standOf[caller] ?? 0;
  if (layout.isRows) {
    const right = layout.narrow ? layout.rowRight + 6 : layout.box.x + layout.box.width + 3;
    return [right, layout.ringAt(stand)[1]];
  }
  return layout.narrow
    ? [layout.width / 2, layout.crowd.y + layout.crowd.height + 22]
    : [layout.box.x + layout.box.width, layout.box.y + layout.box.height / 2];
}

export function wireOf(a: Point, b: Point): Cubic {
  const middle = (a[0] + b[0]) / 2;
  return [a, [middle, a[1]], [middle, b[1]], b];
}

/** px of a cut wire that is left at the jar. */
export const STUB = { wide: 74, narrow: 34 } as const;

/** The wires of a moment; crowds have one between them. */
export function wireMarks(
  input: SceneInput,
  layout: CallerLayout,
  callers: readonly ActorView[],
  detached: readonly RequestView[],
  rack: Rack | null,
): Mark[] {
  if (rack) return [crowdWire(layout, callers)];
  const byAsk = requestsByAsker(input);
  const marks: Mark[] = [];
  for (const caller of callers) {
    const request = caller.state === 'calling' ? byAsk.get(caller.step) : undefined;
    if (!request || request.environment < 0) continue;
    const curve = wireOf(
      callerSide(input, layout, caller.number),
      jarSide(input, layout, rack, request.environment),
    );
    const waits = request.state === 'waiting';
    const name = `Request ${formatCount(request.number + 1)} of caller ${formatCount(caller.number + 1)}: ${
      waits ? 'waits until its environment has started' : 'its environment works for it'
    }`;
    marks.push(
      named(
        name,
        path(`wire ${caller.number}`, cubicUntil(curve, 1), {
          ...LINE,
          class: `fill-none ${waits ? 'stroke-ink2' : 'stroke-invoke-line'}`,
          'stroke-width': 1.75,
          ...(waits ? { 'stroke-dasharray': '3 4' } : {}),
        }),
      ),
    );
  }
  for (const request of detached) {
    if (request.environment < 0) continue;
    const [x, y] = jarSide(input, layout, rack, request.environment);
    const end = layout.door.x - (layout.narrow ? STUB.narrow : STUB.wide - 30);
    const said = 'nobody waits';
    const wide = textWidth(said, 11.5);
    marks.push({
      ...group(`cut ${request.number}`, [
        path('stub', `M${round(x)} ${y}H${round(end + 7)}`, {
          ...LINE,
          class: 'fill-none stroke-invoke-line',
          'stroke-width': 1.75,
          'stroke-dasharray': '3 4',
        }),
        group('cut', glyphMarks('failed'), { transform: `translate(${round(end)} ${y})` }),
        ...(layout.narrow
          ? [
              rect('behind', layout.door.x - 8 - wide, y - 22, wide + 4, 14, { class: 'fill-stage' }),
              note('said', layout.door.x - 6, y - 11, said, 'fill-failed-text font-semibold', 'end'),
            ]
          : []),
      ]),
      label: `Request ${formatCount(request.number + 1)} goes on, and nobody waits for its answer`,
    });
  }
  return marks;
}

function crowdWire(layout: CallerLayout, callers: readonly ActorView[]): Mark {
  const { box, sheet, narrow, crowd } = layout;
  const calling = callers.filter(({ state }) => state === 'calling').length;
  const y = box.y + box.height / 2;
  const way = narrow
    ? `M${crowd.x + 30} ${crowd.y + crowd.height + 42}V${sheet.y - 3}m-3.5-5l3.5 5 3.5-5`
    : `M${box.x + box.width + 3} ${y}H${sheet.x - 6}m-5-3.5l5 3.5-5 3.5`;
  return path('wire', way, {
    ...LINE,
    class: `fill-none ${calling > 0 ? 'stroke-invoke-line' : 'stroke-edge'}`,
    'stroke-width': calling > 0 ? 1.75 : 1.25,
  });
}

/** The signs on jars of a rack that work although nobody waits. */
export function cutSigns(layout: CallerLayout, detached: readonly RequestView[], rack: Rack): Mark[] {
  if (rack.jar < 10) return [];
  const r = Math.min(6, rack.jar * 0.34);
  return detached
    .filter(({ environment }) => environment >= 0)
    .map((request): Mark => {
      const [x, top] = rack.topOf(request.environment);
      return {
        ...group(
          `cut ${request.number}`,
          [
            circle('disc', 0, 0, r, { class: 'fill-stage stroke-failed-line', 'stroke-width': 1.25 }),
            group('cross', glyphMarks('failed'), { transform: `scale(${round(r / 8)})` }),
          ],
          { transform: `translate(${round(layout.rack.x + x)} ${round(layout.rack.y + top + 2)})` },
        ),
        label: `Request ${formatCount(request.number + 1)} goes on, and nobody waits for its answer`,
      };
    });
}
