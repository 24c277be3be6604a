/** An environment as pictures show it: its jar, its name and age, and the words for what it does. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { EnvironmentView } from '../sim/world.ts';
import { groundMarks, isStarting, jarMarks, lookOf, type JarShape, type Look } from './jar.ts';
import { as, circle, group, rect, words, type Mark } from './mark.ts';
import { SIGN_OF_LOOK } from './sign-of.ts';
import { startShare, type Story } from './story.ts';

/** What stands in a picture for a look. */
export const WORD: Readonly<Record<Look, string>> = {
  init: 'init',
  restore: 'restore',
  invoke: 'invoke',
  frozen: 'frozen',
  shutdown: 'shutdown',
  crashed: 'reset',
  free: 'free',
};

/** The colour of the words for a look. */
export const TEXT: Readonly<Record<Look, string>> = {
  init: 'fill-init-text',
  restore: 'fill-restore-text',
  invoke: 'fill-invoke-text',
  frozen: 'fill-frozen-text',
  shutdown: 'fill-shutdown-text',
  crashed: 'fill-failed-text',
  free: 'fill-ink3',
};

/** `3 environments`, `1 environment`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** An age that counts up calmly: tens of milliseconds, then tenths of a second, then seconds. */
export function ageText(us: number): string {
  const unit = us < 1_000_000 ? 10_000 : us < 60_000_000 ? 100_000 : 1_000_000;
  return formatDuration(Math.floor(us / unit) * unit);
}

/** `1 invoke, 2 frozen`, in order of what matters; empty: there is none. */
export function looksTally(environments: readonly EnvironmentView[]): string {
  const looks: readonly Look[] = ['invoke', 'init', 'restore', 'frozen', 'crashed', 'shutdown'];
  return looks
    .flatMap((look) => {
      const count = environments.filter((environment) => lookOf(environment.state) === look).length;
      return count === 0 ? [] : [`${formatCount(count)} ${WORD[look]}`];
    })
    .join(', ');
}

/** It begins with what stands under the jar, so that who reads it aloud and who sees it say the same. */
function environmentName(environment: EnvironmentView, atUs: number): string {
  const { number, state, served, ready, request } = environment;
  const word = WORD[lookOf(state)];
  const exactly = state === word ? '' : `${state}, `;
  const kept = ready ? 'kept ready, ' : '';
  const serves =
    request < 0
      ? ''
      : `, ${isStarting(lookOf(state)) ? 'for' : 'serves'} request ${formatCount(request + 1)}`;
  return (
    `env ${number + 1} ${word} ${ageText(atUs - environment.sinceUs)}: ` +
    `${exactly}${kept}${counted(served, 'invocation')} so far${serves}`
  );
}

/** How an environment is drawn: with its name under or beside the jar, as a jar alone, or as one of very many. */
export type EnvironmentDetail = 'below' | 'below-tight' | 'beside' | 'jars' | 'cells';

interface Kept {
  readonly step: number;
  readonly layout: object;
  readonly mark: Mark;
}

/** Cells of environments that stay as they are, by trace and number: what does not change is not drawn again. */
const cells = new WeakMap<Story, Map<number, Kept>>();

/**
 * One of very many: a small jar without letter, age or waiting request.
 *
 * @param layout stands for the shape: the same object, the same shape
 */
export function cellMark(
  environment: EnvironmentView,
  shape: JarShape,
  story: Story,
  layout: object,
  atUs: number,
): Mark {
  const { number, step, state } = environment;
  const kept = cells.get(story) ?? new Map<number, Kept>();
  cells.set(story, kept);
  const before = kept.get(number);
  if (before?.step === step && before.layout === layout) return before.mark;
  const look = lookOf(state);
  const level = isStarting(look) ? startShare(story, number, step, atUs) : 0;
  const rim = rect('rim', shape.x, shape.ground - shape.height, shape.width, shape.height, {
    class: 'mark-rim',
  });
  const name = `Environment ${formatCount(number + 1)}: ${state}`;
  const mark: Mark = {
    ...group(`environment ${number}`, [rim, ...jarMarks(shape, look, level)], {
      class: 'mark',
    }),
    label: name,
    pick: { kind: 'environment', number, step },
    is: SIGN_OF_LOOK[look],
  };
  if (!isStarting(look)) kept.set(number, { step, layout, mark });
  return mark;
}

function nameMarks(
  environment: EnvironmentView,
  shape: JarShape,
  detail: EnvironmentDetail,
  atUs: number,
): Mark[] {
  const look = lookOf(environment.state);
  const age = ageText(atUs - environment.sinceUs);
  const name = `env ${formatCount(environment.number + 1)}`;
  if (detail === 'beside') {
    const x = shape.x + shape.width + 10;
    const y = shape.ground - shape.height / 2;
    return [
      words('name', x, y - 1, name, { class: 't-label font-semibold' }),
      words('state 0', x, y + 14, `${WORD[look]} ${age}`, { class: `t-note t-num ${TEXT[look]}` }),
    ];
  }
  if (detail !== 'below' && detail !== 'below-tight') return [];
  const x = shape.x + shape.width / 2;
  const end = { 'text-anchor': 'middle' };
  return [
    words('name', x, shape.ground + 19, name, { class: 't-label font-semibold', ...end }),
    ...(detail === 'below-tight' ? [WORD[look], age] : [`${WORD[look]} ${age}`]).map((text, line) =>
      words(`state ${line}`, x, shape.ground + 34 + line * 14, text, {
        class: `t-note t-num ${TEXT[look]}`,
        ...end,
      }),
    ),
  ];
}

/** An environment in its jar. A request that waits for its Init stands on top. */
export function environmentMark(
  environment: EnvironmentView,
  shape: JarShape,
  detail: EnvironmentDetail,
  story: Story,
  atUs: number,
): Mark {
  const look = lookOf(environment.state);
  const level = isStarting(look) ? startShare(story, environment.number, environment.step, atUs) : 0;
  const rim = 4;
  const name = environmentName(environment, atUs);
  const named = nameMarks(environment, shape, detail, atUs);
  const parts: Mark[] = [
    rect(
      'rim',
      shape.x - rim,
      shape.ground - shape.height - rim,
      shape.width + 2 * rim,
      shape.height + 2 * rim,
      { class: 'mark-rim', rx: 4 },
    ),
    ...jarMarks(shape, look, level),
  ];
  if (environment.ready) parts.push(...groundMarks(shape, true).map((mark) => as('kept-ready', mark)));
  if (isStarting(look) && environment.request >= 0 && shape.width >= 20) {
    parts.push(waitingMark(environment, shape));
  }
  return {
    ...group(`environment ${environment.number}`, [...parts, ...named], { class: 'mark' }),
    label: name,
    pick: { kind: 'environment', number: environment.number, step: environment.step },
    is: SIGN_OF_LOOK[look],
  };
}

/** The request that an environment is made for stands on its jar, and keeps its name. */
function waitingMark({ request, step }: EnvironmentView, { x, ground, width, height }: JarShape): Mark {
  const at = [x + width / 2, ground - height - 11] as const;
  return {
    ...circle('waiting', ...at, 5, { class: 'fill-stage stroke-ink', 'stroke-width': 1.5 }),
    is: 'waiting',
    crowd: {
      kind: 'request',
      numbers: [request],
      steps: [step],
      at: [at],
      size: 10,
      nameOf: () => `Request ${formatCount(request + 1)}: waits until its environment has started`,
    },
  };
}
