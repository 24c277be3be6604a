/** A chain of invocations that leads to itself, as a circle: a stroke a turn, up to where it is stopped. */
import { formatCount } from '../sim/format-time.ts';
import { stepAt } from '../sim/world.ts';
import { eventStoryOf } from './event-story.ts';
import { born, entered, firstStep } from './ledger.ts';
import { circle, group, path, round, words, type Mark } from './mark.ts';
import { note } from './part.ts';
import type { SceneInput } from './scene-input.ts';
import { kindIn } from './stands.ts';

export interface Turns {
  /** Turns of the longest chain by the moment. */
  readonly turns: number;
  /** Chains that have been stopped by the moment. */
  readonly stopped: number;
  /** Invocations after which a chain is stopped; null: nothing stops it. */
  readonly stoppedAfter: number | null;
}

/** Strokes of a circle that nothing stops: it goes round again after so many. */
const OPEN_STROKES = 24;

/** The turns of the chains through a function by the moment; null: none of the run leads to itself. */
export function turnsOf(input: SceneInput, place: number): Turns | null {
  const { trace, scenario, rules, atUs } = input;
  const story = eventStoryOf(trace);
  if ((story.mostTurns[place] ?? 0) < 2) return null;
  const kind = kindIn(trace, 'event');
  let turns = 0;
  let longest = 0;
  const last = stepAt(trace, atUs);
  for (const [event, turn] of story.turn.entries()) {
    longest = Math.max(longest, story.depth[event]!);
    if (turn <= turns) continue;
    const step = firstStep(trace, kind, event);
    if (step >= 0 && step <= last && trace.place[step] === place) turns = turn;
  }
  const id = trace.places[place]!.name;
  const fn = id === 'function' ? scenario.settings.function : scenario.settings.functions?.[id];
  const chain = rules.async.recursion?.chain ?? null;
  // A chain that is longer passes through what is not followed.
  const isFollowed = chain !== null && longest <= chain + 1 && fn?.recursiveLoop !== 'Allow';
  return {
    turns,
    stopped: entered(trace, 'event', 'stopped', place, atUs),
    stoppedAfter: isFollowed ? chain : null,
  };
}

/** Invocations of a chain that have run: an event that is stopped is one turn that does not. */
function ranOf({ turns, stopped, stoppedAfter }: Turns): number {
  return stopped > 0 && stoppedAfter !== null ? Math.min(turns, stoppedAfter) : turns;
}

/** px of the dial. */
export const DIAL = 68;

/** The dial with its words, from its left upper corner. */
export function loopDial(
  input: SceneInput,
  place: number,
): { readonly marks: Mark[]; readonly says: string } | null {
  const found = turnsOf(input, place);
  if (found === null) return null;
  const { stopped, stoppedAfter } = found;
  const ran = ranOf(found);
  const strokes = stoppedAfter ?? OPEN_STROKES;
  const [cx, cy, r] = [DIAL / 2, DIAL / 2, 26];
  const stroke = (index: number): string => {
    const angle = (2 * Math.PI * (index + 0.5)) / strokes;
    const [dx, dy] = [Math.sin(angle), -Math.cos(angle)];
    return `M${round(cx + dx * (r - 4))} ${round(cy + dy * (r - 4))}L${round(cx + dx * (r + 4))} ${round(cy + dy * (r + 4))}`;
  };
  const done = ran === 0 ? 0 : stoppedAfter === null ? ((ran - 1) % strokes) + 1 : Math.min(ran, strokes);
  const all = Array.from({ length: strokes }, (_, index) => stroke(index));
  const isOver = stopped > 0;
  const said = [
    ran === 1 ? '1 turn' : `${formatCount(ran)} turns`,
    isOver
      ? 'stopped here'
      : stoppedAfter === null
        ? 'nothing stops it'
        : `${formatCount(stoppedAfter)} at most`,
    ...(born(input.trace, 'event', place, input.atUs) > ran + 1 && stopped > 1
      ? [`${formatCount(stopped)} chains`]
      : []),
  ];
  return {
    says: `a loop of ${said.join(', ')}`,
    marks: [
      {
        ...group('dial', [
          circle('ring', cx, cy, r, { class: 'fill-none stroke-rule', 'stroke-width': 1 }),
          path('ahead', all.slice(done).join(''), { class: 'stroke-edge', 'stroke-width': 1.25 }),
          path('gone', all.slice(0, done).join(''), {
            class: isOver ? 'stroke-failed-line' : 'stroke-ink',
            'stroke-width': 2.75,
          }),
          group(
            'turns',
            [
              words('count', 0, 4.5, formatCount(ran), {
                class: 't-ui t-num font-semibold',
                'text-anchor': 'middle',
              }),
            ],
            {
              transform: `translate(${cx} ${cy}) scale(1.4)`,
            },
          ),
        ]),
        label: `A loop: ${said.join(', ')}`,
      },
      ...said.map((text, row) =>
        note(
          `said ${row}`,
          DIAL + 8,
          cy - 4 + row * 15,
          text,
          row === 0
            ? 'fill-ink font-semibold'
            : isOver && row === 1
              ? 'fill-failed-text font-semibold'
              : 'fill-ink2',
        ),
      ),
    ],
  };
}
