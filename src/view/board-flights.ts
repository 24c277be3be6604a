/**
 * Units on their way between the parts of a board. A flight ends when the model says that its unit is there, and an
 * answer's begins when the model says that the work has ended: nothing is shown before its cause. A wire with more
 * on it than can be told apart shows its rate.
 */
import type { Trace } from '../sim/trace.ts';
import { placeAsked } from './alias-story.ts';
import { boardRates } from './board-rates.ts';
import { lanesOf, sharedWays, sheavesOf, waysOn, type Busy, type Lanes, type Shared } from './board-ways.ts';
import type { Placed } from './board-wires.ts';
import {
  lookBack,
  lookOfBatch,
  lookOut,
  pillWidth,
  takerFor,
  type FlightTaker,
  type UnderWay,
} from './flight-takers.ts';
import type { Glyph } from './glyph.ts';
import type { TrailShape } from './crowd-maker.ts';
import { CROWD_FROM, isCrowded, isRate, UNIT_PX, windowAt } from './rate.ts';
import type { SceneInput } from './scene-input.ts';
import { countBetween, firstAfter, densest, mostWithin, trafficOf, type Flow } from './traffic.ts';

const TRAIL: TrailShape = { class: 'stroke-ink2', width: 1.25, from: 26, to: 8 };

const TOKENS: Readonly<Record<string, Glyph>> = {
  request: 'request',
  event: 'event',
  notification: 'event',
  message: 'message',
  record: 'record',
  delivery: 'delivery',
  call: 'waiting',
  caller: 'request',
};

/** Who answers: what ends here goes back to who sent it. */
const ANSWERED: ReadonlySet<string> = new Set(['request', 'call']);

/** Units that share a way on the board: sent from one place to another, by one reader, for one name of a function. */
function boardTraffic({ trace, scenario }: SceneInput): readonly Flow[] {
  const reader = trace.kinds.findIndex(({ name }) => name === 'reader');
  const request = trace.kinds.findIndex(({ name }) => name === 'request');
  const isToken = trace.kinds.map(({ name }) => TOKENS[name] !== undefined);
  return trafficOf(
    trace,
    'board',
    (birth) => {
      const kind = trace.kind[birth]!;
      if (!isToken[kind]!) return -1;
      const cause = trace.cause[birth]!;
      const [causeKind, causePlace] = cause < 0 ? [0, 0] : [trace.kind[cause]! + 1, trace.place[cause]!];
      const asked = kind === request ? placeAsked(trace, scenario, trace.actor[birth]!) + 1 : 0;
      const sender = causeKind === reader + 1 ? (trace.actor[cause]! + 1) % 4096 : 0;
      const [from, to] = [causeKind * 256 + causePlace, kind * 256 + trace.place[birth]!];
      return ((from * 65_536 + to) * 512 + asked) * 4096 + sender;
    },
    (kind) => ANSWERED.has(trace.kinds[kind]!.name),
  );
}

const pills = new WeakMap<Flow, number>();

/** px of the widest unit of a flow: the pill of its largest batch, else a token. */
function unitPx({ kind, amount, kinds }: Trace, flow: Flow): number {
  const before = pills.get(flow);
  if (before !== undefined) return before;
  let most = 1;
  if (kinds[kind[flow.births[0]!]!]!.name === 'request')
    for (const birth of flow.births) most = Math.max(most, amount[birth]!);
  const px = most > 1 ? pillWidth(most) : UNIT_PX;
  pills.set(flow, px);
  return px;
}

/** What is under way at a moment. */
export function boardFlights(
  input: SceneInput,
  placed: ReadonlyMap<string, Placed>,
  relays: ReadonlyMap<string, string>,
  narrow: boolean,
): UnderWay {
  const { trace, atUs, flightUs } = input;
  if (flightUs <= 0) return { marks: [], crowd: null };
  const wayOf = waysOn(input, placed, relays, narrow);
  const flows = boardTraffic(input);
  const [outWindow, backWindow] = [windowAt(atUs, flightUs, 'out'), windowAt(atUs, flightUs, 'back')];
  /** Units of these flows that are under way at the very moment. */
  const countNow = ({ births, ends }: Flow) =>
    countBetween(trace, births, atUs, atUs + flightUs) + countBetween(trace, ends, atUs - flightUs, atUs);
  const going = flows.flatMap((flow) => {
    const counted =
      countBetween(trace, flow.births, ...outWindow) + countBetween(trace, flow.ends, ...backWindow);
    const found = counted + countNow(flow) > 0 ? wayOf(flow.births[0]!) : null;
    return found ? [{ flow, ...found }] : [];
  });
  const isRated = ({ on, isTwoWay }: Shared): boolean => {
    const [births, ends] = [on.map(({ flow }) => flow.births), on.map(({ flow }) => flow.ends)];
    const counted = (steps: readonly Uint32Array[], window: readonly [number, number]) =>
      steps.reduce((sum, one) => sum + countBetween(trace, one, ...window), 0);
    if (isRate(Math.max(counted(births, outWindow), counted(ends, backWindow)))) return true;
    const lanes = on.map((one) => lanesOf(one, isTwoWay, unitPx(trace, one.flow), narrow));
    const widest = Math.max(...on.map(({ flow }) => unitPx(trace, flow)));
    const [outPx, backPx] = [lanes.map(({ out }) => out.px), lanes.map(({ back }) => back.px)];
    return (
      isCrowded(
        (withinUs) => densest(trace, births, outWindow, withinUs),
        Math.min(...outPx),
        flightUs,
        widest,
      ) || isCrowded((withinUs) => densest(trace, ends, backWindow, withinUs), Math.min(...backPx), flightUs)
    );
  };
  const isAnswered = ({ births }: Flow) => ANSWERED.has(trace.kinds[trace.kind[births[0]!]!]!.name);
  // Those that leave a part side by side have no room for each other's figures: they are told by their rates together.
  const sheaves = sheavesOf(sharedWays(going, isAnswered), narrow);
  const [rated, singly] = [
    sheaves.filter((sheaf) => sheaf.some(isRated)),
    sheaves.filter((sheaf) => !sheaf.some(isRated)).flat(),
  ];
  const total = singly.reduce(
    (sum, { on }) => sum + on.reduce((own, { flow }) => own + countNow(flow), 0),
    0,
  );
  const taker = takerFor(total, total > CROWD_FROM, TRAIL);
  for (const { on, isTwoWay } of singly)
    for (const one of on)
      takeFlow(taker, input, one, lanesOf(one, isTwoWay, unitPx(trace, one.flow), narrow));
  const underWay = taker.done();
  if (rated.length === 0) return underWay;
  const most = mostWithin(trace, flows, flightUs);
  return {
    ...underWay,
    marks: [...underWay.marks, ...boardRates(trace, rated, most, outWindow, backWindow)],
  };
}

/** Units of a flow and their answers, each on its lane. */
function takeFlow(
  taker: FlightTaker,
  { trace, atUs, flightUs }: SceneInput,
  { flow, to }: Busy,
  { out, back }: Lanes,
): void {
  const kind = trace.kinds[trace.kind[flow.births[0]!]!]!;
  const token = TOKENS[kind.name]!;
  const hasRim = to.part.inlets !== undefined;
  const lastOut = firstAfter(trace, flow.births, atUs + flightUs);
  for (let index = firstAfter(trace, flow.births, atUs); index < lastOut; index += 1) {
    const step = flow.births[index]!;
    const items = kind.name === 'request' ? trace.amount[step]! : 1;
    const look = items > 1 ? lookOfBatch(items, hasRim) : lookOut(token, hasRim);
    taker.fly(look, out, 1 - (trace.at[step]! - atUs) / flightUs, kind.name, trace.actor[step]!, step);
  }
  const lastBack = firstAfter(trace, flow.ends, atUs);
  for (let index = firstAfter(trace, flow.ends, atUs - flightUs); index < lastBack; index += 1) {
    const step = flow.ends[index]!;
    const state = kind.states[trace.to[step]!]!;
    const share = (atUs - trace.at[step]!) / flightUs;
    taker.fly(lookBack(state, state, hasRim, true), back, share, kind.name, trace.actor[step]!, step);
  }
}
