/** A queue: an open box of messages in no order, those in flight dashed with their visibility clock; a crowd as dots. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { ActorView } from '../sim/world.ts';
import { fifoMarks } from './fifo-rows.ts';
import { as, group, named, path, rect, round, words, type Mark } from './mark.ts';
import {
  gridFor,
  HEAD,
  headMarks,
  note,
  pickable,
  unitDots,
  type GridSize,
  type Part,
  type PartMaker,
} from './part.ts';
import { messageLabel, receivesOf } from './message-words.ts';
import { actorsAt, titleOf, type SceneInput } from './scene-input.ts';
import { mostUntil, standsOf } from './stands.ts';
import { deliveredBefore, signOfMessage } from './sign-of.ts';
import { pillMarks } from './unit-marks.ts';

const PAD = 8;
const SIZES: readonly (GridSize & { readonly tall: number })[] = [
  { size: 46, pitchX: 52, pitchY: 25, tall: 20 },
  { size: 34, pitchX: 39, pitchY: 20, tall: 16 },
  { size: 22, pitchX: 26, pitchY: 14, tall: 11 },
  { size: 13, pitchX: 16, pitchY: 10, tall: 7 },
  { size: 6, pitchX: 8, pitchY: 6, tall: 4 },
  { size: 3, pitchX: 4.5, pitchY: 4.5, tall: 3 },
];
/** Sizes from here on are drawn as a crowd. */
const CROWD_FROM = 4;
const TALLEST = 150;

type QueueSettings = Extract<
  NonNullable<SceneInput['scenario']['settings']['resources']>[string],
  { type: 'queue' }
>;

function queueSettings({ scenario }: SceneInput, id: string): QueueSettings | undefined {
  const found = scenario.settings.resources?.[id];
  return found?.type === 'queue' ? found : undefined;
}

/** The queue at a place, as the source of a mapping or on its own. */
export function queuePart(input: SceneInput, place: number): PartMaker {
  return (width): Part => {
    const { trace, scenario, rules } = input;
    const id = trace.places[place]!.name;
    const settings = queueSettings(input, id);
    const hiddenUs =
      settings?.visibilityTimeoutMs === undefined
        ? rules.queues.visibilityDefaultUs
        : settings.visibilityTimeoutMs * 1000;
    const messages = actorsAt(input, 'message', place);
    const inFlight = messages.filter(({ state }) => state === 'in flight').length;
    const counts = `${formatCount(messages.length - inFlight)} visible, ${formatCount(inFlight)} in flight`;
    const isFifo = settings?.fifo === true;
    const body = isFifo
      ? fifoMarks(input, place, messages, width, hiddenUs)
      : boxMarks(input, place, messages, width, hiddenUs);
    const bodyY = HEAD + 20;
    const height = bodyY + body.height + 24;
    const name = titleOf(scenario, id);
    return {
      key: `queue ${place}`,
      holds: [`message@${place}`],
      width,
      height,
      port: bodyY + Math.min(body.height / 2, 60),
      marks: [
        group('head', headMarks(isFifo ? 'FIFO queue' : 'Queue', name, width)),
        note('counts', 0, HEAD + 10, counts),
        group('body', body.marks, { transform: `translate(0 ${bodyY})` }),
        note('visibility', 0, height - 4, `in flight: hidden for ${formatDuration(hiddenUs)}`, 'fill-ink3'),
      ],
      says: `${isFifo ? 'FIFO queue' : 'queue'} ${name}: ${counts}${body.says === '' ? '' : `, ${body.says}`}`,
    };
  };
}

interface Body {
  readonly marks: Mark[];
  readonly height: number;
  readonly says: string;
}

function boxMarks(
  input: SceneInput,
  place: number,
  messages: readonly ActorView[],
  width: number,
  hiddenUs: number,
): Body {
  const { trace, atUs } = input;
  const stands = standsOf(trace, 'message');
  const most = Math.max(1, stands.most[place] ?? 0);
  const inner = width - 2 * PAD;
  // Room is kept for the busiest moment; messages are as large as what has been so far allows.
  const final = gridFor(most, inner, TALLEST - 12, SIZES);
  const height = final.detail === SIZES.length ? TALLEST : Math.max(56, final.rows * final.pitchY + 14);
  const grid = gridFor(Math.max(1, mostUntil(stands, place, atUs)), inner, height - 12, SIZES);
  const size = SIZES[Math.min(grid.detail, SIZES.length - 1)]!;
  const floor = height - 7;
  const box = path('box', `M.75 0V${height}H${width - 0.75}V0`, {
    class: 'fill-none stroke-ink2',
    'stroke-width': 1.5,
    'stroke-linejoin': 'round',
  });
  const at = (stand: number) =>
    [
      PAD + (stand % grid.columns) * grid.pitchX,
      floor - (Math.floor(stand / grid.columns) + 1) * grid.pitchY + 2,
    ] as const;
  if (grid.detail === SIZES.length)
    return { marks: [...pileMarks(messages, most, width, height), box], height, says: '' };
  if (grid.detail >= CROWD_FROM) {
    const dotsOf = (key: string, state: string, tone: string) => {
      const own = messages.filter((message) => message.state === state);
      const spots = own.map(({ number }) => at(stands.standOf[number]!));
      return unitDots(key, spots, size.tall, tone, {
        kind: 'message',
        numbers: own.map(({ number }) => number),
        steps: own.map(({ step }) => step),
        nameOf: (index) => messageLabel(own[index]!, receivesOf(input, own[index]!), input, hiddenUs),
      });
    };
    return {
      height,
      says: '',
      marks: [
        box,
        as('message', dotsOf('visible', 'visible', 'fill-ink2')),
        as('in-flight', dotsOf('in flight', 'in flight', 'fill-invoke')),
      ],
    };
  }
  return {
    height,
    says: '',
    marks: [
      box,
      ...messages.map((message) => {
        const [x, y] = at(stands.standOf[message.number]!);
        const receives = receivesOf(input, message);
        const label = messageLabel(message, receives, input, hiddenUs);
        const isHidden = message.state === 'in flight';
        return as(
          signOfMessage(isHidden, receives),
          pickable(
            'message',
            message.number,
            message.step,
            label,
            [x - 1, y - 1, size.size + 2, size.tall + 2],
            pillMarks(x, y, size.size, size.tall, {
              isHidden,
              share: (atUs - message.sinceUs) / Math.max(1, hiddenUs),
              receives,
              isTwice: deliveredBefore(trace, 'message', message.number) >= 0,
            }),
          ),
        );
      }),
    ],
  };
}

/** More messages than can be drawn singly: a block to scale with its count. */
function pileMarks(messages: readonly ActorView[], most: number, width: number, height: number): Mark[] {
  const inFlight = messages.filter(({ state }) => state === 'in flight').length;
  const room = height - 14;
  const scale = room / most;
  const high = round((messages.length - inFlight) * scale);
  const flying = round(inFlight * scale);
  return [
    named(
      `${formatCount(messages.length - inFlight)} messages: visible`,
      as(
        'message',
        rect('visible', PAD, height - 4 - high, width - 2 * PAD, high, { class: 'fill-ink3', rx: 1 }),
      ),
    ),
    named(
      `${formatCount(inFlight)} messages: in flight, hidden`,
      as(
        'in-flight',
        rect('in flight', PAD, height - 4 - high - flying, width - 2 * PAD, flying, {
          class: 'fill-invoke',
          rx: 1,
        }),
      ),
    ),
    words('pile', width / 2, Math.max(14, height - 12 - high - flying), formatCount(messages.length), {
      class: 't-label t-num font-semibold',
      'text-anchor': 'middle',
    }),
  ];
}
