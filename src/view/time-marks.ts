/** Moments of a run that stand on its time axis by name: what operators change, alarms, the ends of deployments. */
import { formatTime } from '../sim/format-time.ts';
import type { Scenario } from '../sim/scenario.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import { changesOf } from './change-story.ts';
import { group, path, round, title, words, type Mark } from './mark.ts';
import { fitText, textWidth } from './text-width.ts';
import { isShown, type TimeFrame } from './time-axis.ts';

export interface TimeMark {
  readonly key: string;
  readonly atUs: number;
  readonly title: string;
  /** A change that is made or refused; something that comes of it, for better or worse. */
  readonly kind: 'change' | 'refused' | 'good' | 'bad';
  /** It was said before that it comes: what a scenario's changes are, and what comes of them is not. */
  readonly isSaid: boolean;
  /** The step in which it happens; -1: the run ends before. */
  readonly step: number;
}

const known = new WeakMap<Trace, readonly TimeMark[]>();

/** The marks of a run in order of time; read once and kept with the trace. */
export function timeMarksOf(
  trace: Trace,
  scenario: Pick<Scenario, 'changes' | 'settings'>,
): readonly TimeMark[] {
  const before = known.get(trace);
  if (before) return before;
  const alarms = Object.keys(scenario.settings.alarms ?? {});
  const marks: TimeMark[] = changesOf(trace, scenario).map((made) => ({
    key: `change ${made.number}`,
    atUs: made.step < 0 ? made.change.atMs * 1000 : made.atUs,
    title: made.change.title,
    kind: made.isRefused ? 'refused' : 'change',
    isSaid: true,
    step: made.step,
  }));
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kinds[trace.kind[step]!]!;
    const to = trace.to[step]!;
    if (trace.from[step] === to || (kind.name !== 'alarm' && kind.name !== 'deployment')) continue;
    const state = kind.states[to]!;
    const at = { key: `step ${step}`, atUs: trace.at[step]!, isSaid: false, step };
    if (kind.name === 'alarm') {
      const id = alarms[trace.actor[step]!] ?? '';
      if (state === 'ALARM') marks.push({ ...at, kind: 'bad', title: `${id} in ALARM` });
      else if (state === 'OK' && trace.from[step] !== NONE && kind.states[trace.from[step]!] === 'ALARM')
        marks.push({ ...at, kind: 'good', title: `${id} OK again` });
    } else if (kind.isFinal[to] === true)
      marks.push({ ...at, kind: state === 'succeeded' ? 'good' : 'bad', title: `deployment ${state}` });
  }
  const inOrder = marks.toSorted((a, b) => a.atUs - b.atUs);
  known.set(trace, inOrder);
  return inOrder;
}

/** Which of them a reader may see: what was said, and what of the rest has been seen. */
export function shownMarks(marks: readonly TimeMark[], endUs: number, seenUs: number): readonly TimeMark[] {
  return marks.filter(({ atUs, isSaid }) => atUs <= endUs && (isSaid || atUs <= seenUs));
}

const LINE = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;

/** The sign of a mark, 9 px tall, with its point at (x, y): solid once it has happened, dashed while it is only said. */
export function signOf({ kind, atUs }: TimeMark, x: number, y: number, seenUs: number): Mark {
  const d = `M${round(x - 4)} ${round(y - 7)}h8l-4 7Z`;
  if (atUs > seenUs) {
    return path('sign', d, {
      class: 'fill-page stroke-ink3',
      'stroke-width': 1,
      'stroke-dasharray': '2 1.5',
    });
  }
  if (kind === 'change') return path('sign', d, { class: 'fill-ink' });
  if (kind === 'refused') {
    return path('sign', `${d}M${round(x - 6)} ${round(y + 1)}l12-9`, {
      ...LINE,
      class: 'fill-page stroke-ink',
      'stroke-width': 1.25,
    });
  }
  return kind === 'good'
    ? path('sign', `M${round(x - 4)} ${round(y - 4)}l3 3 5-6`, {
        ...LINE,
        class: 'fill-none stroke-succeeded-line',
        'stroke-width': 1.75,
      })
    : path('sign', `M${round(x - 3)} ${round(y - 7)}l6 6m0-6l-6 6`, {
        ...LINE,
        class: 'fill-none stroke-failed-line',
        'stroke-width': 1.75,
      });
}

const REFUSED = 'refused';

/** What is said of a mark: `refused: …`. */
export function markTitle({ kind, title: said, atUs }: TimeMark, seenUs: number): string {
  if (atUs > seenUs) return `${said}, to come`;
  return kind === 'refused' ? `${REFUSED}: ${said}` : said;
}

/** The marks with their moments, for who does not see them: ` On the axis: …`; nothing where there are none. */
export function marksInWords(marks: readonly TimeMark[], endUs: number, seenUs: number): string {
  const told = shownMarks(marks, endUs, seenUs).map(
    (mark) => `${markTitle(mark, seenUs)}, ${formatTime(mark.atUs, 0)}`,
  );
  return told.length === 0 ? '' : ` On the axis: ${told.join('; ')}.`;
}

/** px of the row with the names of the marks. */
export const MARKS_ROW = 20;

/** px of a name that says something although it is cut; one that is short is said whole or not at all. */
const LEAST_NAME = 72;

/** A name as far as there is room for it: whole, cut, or what is short of it. */
function named(text: string, short: string, room: number): string {
  if (room >= Math.min(textWidth(text, 11.4), LEAST_NAME)) return fitText(text, room, 11.4);
  return room >= textWidth(short, 11.4) ? short : '';
}

/** px from one sign to the next where moments lie closer than their signs are wide. */
const BESIDE = 12;

/** Marks that lie so close that they are named together. */
function clustersOf(marks: readonly TimeMark[], frame: TimeFrame): TimeMark[][] {
  const clusters: TimeMark[][] = [];
  for (const mark of marks) {
    const last = clusters.at(-1);
    if (last && frame.x(mark.atUs) < frame.x(last[0]!.atUs) + last.length * BESIDE) last.push(mark);
    else clusters.push([mark]);
  }
  return clusters;
}

/** The row of marks with their names, as far as they have room, and a fine line down from each. */
export function marksRow(
  marks: readonly TimeMark[],
  frame: TimeFrame,
  y: number,
  bottom: number,
  seenUs: number,
): Mark[] {
  const shown = shownMarks(marks, frame.endUs, seenUs).filter(({ atUs }) => isShown(frame, atUs));
  const clusters = clustersOf(shown, frame);
  const right = frame.to + (frame.narrow ? 0 : 70);
  let free = -Infinity;
  return clusters.map((cluster, index) => {
    const [first] = cluster;
    const x = frame.x(first!.atUs);
    const end = x + (cluster.length - 1) * BESIDE;
    const text = cluster.map((mark) => markTitle(mark, seenUs)).join('; ');
    const next = clusters[index + 1]?.[0];
    const room = Math.min(right, next ? frame.x(next.atUs) - 6 : right) - end - 9;
    // Beside the name of the row there is room for it too, but never over that.
    const edge = frame.narrow ? 0 : 56;
    const wide = textWidth(text, 11.4);
    const isLeft = room < Math.min(wide, LEAST_NAME) && x - Math.max(free, edge) > wide + 16;
    const isAhead = first!.atUs > seenUs;
    // That one is refused is more than its name.
    const short = cluster.length === 1 && first!.kind === 'refused' && !isAhead ? REFUSED : '';
    const said = isLeft ? text : named(text, short, room);
    free = isLeft || said === '' ? end + 6 : end + 9 + textWidth(said, 11.4);
    const isPlain = cluster.every(({ kind }) => kind === 'change');
    return group(`mark ${first!.key}`, [
      title(text),
      path('drop', `M${round(x)} ${y + 1}V${bottom}`, {
        class: isAhead ? 'stroke-rule' : 'stroke-edge',
        'stroke-width': 1,
        'stroke-dasharray': '1 3',
      }),
      ...cluster.map((mark, place) => ({
        ...signOf(mark, x + place * BESIDE, y, seenUs),
        key: `sign ${place}`,
      })),
      ...(said === ''
        ? []
        : [
            words('text', isLeft ? x - 8 : end + 8, y, said, {
              class: `t-note ${isAhead ? 'fill-ink3' : isPlain ? 'fill-ink' : 'fill-ink font-semibold'}`,
              ...(isLeft ? { 'text-anchor': 'end' } : {}),
            }),
          ]),
    ]);
  });
}
