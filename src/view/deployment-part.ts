/** A deployment by CodeDeploy as its steps: hooks, increments, its end. What is still to come is dashed, what happened is solid. */
import { formatTime } from '../sim/format-time.ts';
import { functionIdOf } from '../sim/function-named.ts';
import { alarmRows, alarmsWide } from './alarm-marks.ts';
import { sharesOf, type Deployment, type DeploymentStep } from './deployment-story.ts';
import { ageText } from './environment-marks.ts';
import { glyphMarks } from './glyph.ts';
import { as, circle, group, named, path, rect, round, words, type Mark } from './mark.ts';
import { headMarks, note, pickable, pie, ruleOver, type Part, type PartMaker } from './part.ts';
import { percent } from './percent.ts';
import { titleOf, type SceneInput } from './scene-input.ts';
import { fitText, textWidth } from './text-width.ts';

const HEAD = 30;
/** px of the tallest increment. */
const TALL = 30;
const UNDER = 34;
/** px from step to step from which each of them is named. */
const SPELLED = 62;
/** px between the steps and the alarms that stand beside them. */
const BESIDE = 32;

type NodeKind = 'before' | 'share' | 'after' | 'end';

interface StepNode {
  readonly kind: NodeKind;
  /** What it is called: `10 %`, the hook's function, `done`. */
  readonly name: string;
  readonly share: number;
  /** When it was reached, µs; null: not yet. */
  readonly atUs: number | null;
  /** When it is said to be reached; null: that depends on others. */
  readonly dueUs: number | null;
  readonly step: DeploymentStep | null;
  readonly look: 'planned' | 'running' | 'done' | 'failed' | 'left out';
}

const ENDS: ReadonlySet<string> = new Set(['succeeded', 'failed', 'rolled back']);

const isEnd = ({ state }: DeploymentStep) => ENDS.has(state);

/** The steps of a deployment as they stand at the moment. */
function nodesOf(input: SceneInput, deployment: Deployment): StepNode[] {
  const { atUs, scenario } = input;
  const { change, preset } = deployment;
  const steps = deployment.steps.filter((step) => step.atUs <= atUs);
  const last = steps.at(-1);
  const ended = steps.find(isEnd);
  const inState = (state: string) => steps.find((step) => step.state === state);
  const hookName = (name: string) => titleOf(scenario, functionIdOf(name));
  const nodes: StepNode[] = [];
  const shares = sharesOf(deployment);
  const begun = steps.find(({ share }) => share > 0);
  const before = inState('before traffic');
  if (change.beforeAllowTraffic !== undefined) {
    const isFailed = before !== undefined && ended !== undefined && begun === undefined;
    nodes.push({
      kind: 'before',
      name: hookName(change.beforeAllowTraffic),
      share: 0,
      atUs: before?.atUs ?? null,
      dueUs: null,
      step: before ?? null,
      look: before === undefined ? 'planned' : isFailed ? 'failed' : begun ? 'done' : 'running',
    });
  }
  for (const [index, share] of shares.entries()) {
    const reached = steps.find((step) => step.share >= share - 1e-9 && step.state !== 'rolled back');
    const dueUs = begun && preset ? begun.atUs + index * preset.intervalUs : null;
    nodes.push({
      kind: 'share',
      name: percent(share),
      share,
      atUs: reached?.atUs ?? null,
      dueUs,
      step: reached ?? null,
      look: reached ? 'done' : ended ? 'left out' : 'planned',
    });
  }
  if (change.afterAllowTraffic !== undefined) {
    const after = inState('after traffic');
    nodes.push({
      kind: 'after',
      name: hookName(change.afterAllowTraffic),
      share: 0,
      atUs: after?.atUs ?? null,
      dueUs: null,
      step: after ?? null,
      look: after
        ? last === after
          ? 'running'
          : ended?.reason.startsWith('hook') === true
            ? 'failed'
            : 'done'
        : ended
          ? 'left out'
          : 'planned',
    });
  }
  nodes.push({
    kind: 'end',
    name: ended?.state ?? 'done',
    share: 0,
    atUs: ended?.atUs ?? null,
    dueUs: null,
    step: ended ?? null,
    look: ended ? (ended.state === 'succeeded' ? 'done' : 'failed') : 'planned',
  });
  return nodes;
}

/** The sign of a node, on its base line. */
function nodeMarks(node: StepNode, x: number, base: number, wide: number, waited: number): Mark[] {
  const isAhead = node.look === 'planned' || node.look === 'left out';
  if (node.kind === 'share') {
    const tall = 5 + node.share * (TALL - 5);
    return [
      rect('bar', x - wide / 2, base - tall, wide, tall, {
        rx: 1.5,
        ...(isAhead
          ? { class: 'fill-none stroke-edge', 'stroke-width': 1.25, 'stroke-dasharray': '2.5 2.5' }
          : { class: 'fill-ink' }),
      }),
      ...(waited > 0
        ? [
            rect('waited', x - wide / 2 + 2, base - 2 - (tall - 4) * waited, wide - 4, (tall - 4) * waited, {
              class: 'fill-ink3',
            }),
          ]
        : []),
    ];
  }
  const y = base - 9;
  if (node.look === 'running') {
    return [
      circle('disc', x, y, 8, { class: 'fill-stage stroke-invoke-line', 'stroke-width': 1.5 }),
      path('clock', pie(x, y, 5.5, 0.3), { class: 'fill-invoke' }),
    ];
  }
  if (isAhead) {
    return [
      circle('disc', x, y, 8, {
        class: 'fill-none stroke-edge',
        'stroke-width': 1.25,
        'stroke-dasharray': '2.5 2.5',
      }),
    ];
  }
  return [
    circle('disc', x, y, 9, { class: 'fill-stage stroke-ink', 'stroke-width': 1.25 }),
    group('sign', glyphMarks(node.look === 'failed' ? 'failed' : 'succeeded'), {
      transform: `translate(${round(x)} ${round(y)})`,
    }),
  ];
}

const KIND: Readonly<Record<NodeKind, string>> = {
  before: 'hook before traffic',
  share: 'traffic of the new version',
  after: 'hook after traffic',
  end: 'end',
};

/** Where there is no room for names. */
const SHORT: Partial<Readonly<Record<NodeKind, string>>> = { before: 'hook', after: 'hook' };

const LOOK: Readonly<Record<StepNode['look'], string>> = {
  planned: 'not yet',
  running: 'runs',
  done: 'done',
  failed: 'failed',
  'left out': 'left out',
};

function nodeLabel({ kind, name, look, atUs, dueUs }: StepNode): string {
  const at =
    atUs === null
      ? dueUs === null || look !== 'planned'
        ? ''
        : `, due ${formatTime(dueUs, 0)}`
      : ` at ${formatTime(atUs, 0)}`;
  if (kind === 'end') return look === 'planned' ? 'Not over yet' : `${name}${at}`;
  return `${KIND[kind]}, ${name}: ${look === 'done' && kind === 'share' ? 'reached' : LOOK[look]}${at}`;
}

/** Where it stands, in a few words. */
function standing(deployment: Deployment, nodes: readonly StepNode[], atUs: number): string {
  const { made, steps, change } = deployment;
  if (made.isRefused && made.atUs <= atUs) return 'refused';
  const now = steps.findLast((step) => step.atUs <= atUs);
  if (!now) return `asked for at ${formatTime(change.atMs * 1000, 0)}`;
  if (isEnd(now)) return `${now.state} at ${formatTime(now.atUs, 0)}${whyEnded(now)}`;
  if (now.state === 'before traffic') return 'its hook runs, no traffic is shifted';
  if (now.state === 'after traffic') return 'all is shifted, its hook runs';
  const next = nodes.find(({ kind, look }) => kind === 'share' && look === 'planned');
  const due =
    next?.dueUs === null || next === undefined
      ? ''
      : `, ${next.name} in ${ageText(Math.max(0, next.dueUs - atUs))}`;
  return `${percent(now.share)} shifted${due}`;
}

function whyEnded({ reason, state }: DeploymentStep): string {
  if (state === 'succeeded') return '';
  if (reason.startsWith('stopped')) return ', by its alarm';
  return reason.startsWith('hook')
    ? reason.endsWith('no answer')
      ? ', its hook has not answered'
      : ', its hook failed'
    : '';
}

function deploymentMarks(
  input: SceneInput,
  deployment: Deployment,
  width: number,
  stepsWide: number,
): { readonly marks: Mark[]; readonly height: number; readonly says: string } {
  const { atUs } = input;
  const { change, number, steps } = deployment;
  const nodes = nodesOf(input, deployment);
  const said = standing(deployment, nodes, atUs);
  const name = change.configuration.replace(/^CodeDeployDefault\./, '');
  const narrow = width < 560;
  // The name under the first step begins where the strip does.
  const from = Math.max(26, nodes[0]!.kind === 'share' ? 0 : textWidth(nodes[0]!.name, 11.8) / 2);
  const pitch = Math.min(110, (stepsWide - 2 * from) / Math.max(1, nodes.length - 1));
  const base = HEAD + (narrow ? 18 : 0) + TALL + 18;
  const xOf = (index: number) => from + index * pitch;
  // The way is walked as far as traffic was shifted; one that failed jumps to its end.
  const reached = nodes.findLastIndex(
    ({ kind, look }) => look === 'running' || look === 'done' || (kind !== 'end' && look === 'failed'),
  );
  const wide = Math.min(30, pitch * 0.62);
  const running = steps.findLast((step) => step.atUs <= atUs && !isEnd(step));
  const isOpen = !steps.some((step) => step.atUs <= atUs && isEnd(step));
  const next = nodes.findIndex(({ kind, look }) => kind === 'share' && look === 'planned');
  const spelled = pitch > SPELLED;
  const marks: Mark[] = [
    group('head', headMarks('Deployment', name, narrow ? width : width * 0.5, 0, 18)),
    note(
      'standing',
      narrow ? 0 : width,
      narrow ? 36 : 18,
      fitText(
        `alias ${change.alias} to version ${change.version}: ${said}`,
        narrow ? width : width * 0.48,
        11.2,
      ),
      'fill-ink2',
      narrow ? 'start' : 'end',
    ),
    path('line', `M${xOf(0)} ${base}H${round(xOf(nodes.length - 1))}`, {
      class: 'stroke-edge',
      'stroke-width': 1.25,
      'stroke-dasharray': '2.5 3',
    }),
    path('passed', reached < 0 ? '' : `M${xOf(0) - 4} ${base}H${round(xOf(reached) + 4)}`, {
      class: 'stroke-ink',
      'stroke-width': 1.75,
    }),
    ...nodes.map((node, index): Mark => {
      const x = xOf(index);
      const { preset } = deployment;
      const waited =
        isOpen &&
        index === next &&
        running?.state === 'shifting' &&
        node.dueUs !== null &&
        preset &&
        preset.intervalUs > 0
          ? Math.min(1, Math.max(0, 1 - (node.dueUs - atUs) / preset.intervalUs))
          : 0;
      const shown = nodeMarks(node, x, base, wide, waited);
      const over =
        node.kind === 'share' &&
        (spelled ||
          index === next ||
          node === nodes.findLast(({ kind, look }) => kind === 'share' && look === 'done') ||
          node.share === 1);
      const when =
        node.atUs !== null
          ? formatTime(node.atUs, 0)
          : node.dueUs !== null && node.look === 'planned'
            ? formatTime(node.dueUs, 0)
            : '';
      const tone = node.atUs !== null ? 'fill-ink font-semibold' : 'fill-ink3';
      // Close together, the name of the end stands under the moments, and ends where the strip does.
      const hangs = !spelled && node.kind === 'end';
      const parts: Mark[] = [
        ...shown,
        ...(over
          ? [
              words('share', x, base - 5 - (5 + node.share * (TALL - 5)), node.name, {
                class: `t-note t-num ${tone}`,
                'text-anchor': 'middle',
              }),
            ]
          : []),
        ...(node.kind !== 'share'
          ? [
              note(
                'name',
                hangs ? x + from : x,
                base + (hangs ? 26 : 13),
                spelled ? fitText(node.name, pitch - 4, 11.2) : (SHORT[node.kind] ?? node.name),
                node.look === 'failed' ? 'fill-failed-text font-semibold' : tone,
                hangs ? 'end' : 'middle',
              ),
            ]
          : []),
        ...(when === '' ||
        (!spelled && (node.kind !== 'share' || !over)) ||
        (!spelled && textWidth(when, 11) > pitch)
          ? []
          : [
              note(
                'when',
                x,
                base + (node.kind === 'share' ? 13 : 26),
                when,
                node.atUs !== null ? 'fill-ink2' : 'fill-ink3',
                'middle',
              ),
            ]),
      ];
      const label = nodeLabel(node);
      const is = node.look === 'failed' ? 'failed' : 'said';
      return node.step
        ? {
            ...as(
              is,
              pickable(
                'deployment',
                number,
                node.step.step,
                label,
                [x - pitch / 2 + 2, base - TALL - 8, pitch - 4, TALL + 24],
                parts,
              ),
            ),
            key: `step ${index}`,
          }
        : named(label, as(is, group(`step ${index}`, parts)));
    }),
  ];
  return {
    marks,
    height: base + UNDER,
    says: `deployment ${name} of alias ${change.alias} to version ${change.version}: ${said}`,
  };
}

/** The part of the deployments and the alarms that watch them, beside each other where there is room: as wide as the picture. */
export function deploymentPart(input: SceneInput, deployments: readonly Deployment[]): PartMaker {
  return (width): Part => {
    // One at a time: the last that was asked for, else the first that will be.
    const asked = deployments.findLast(({ change }) => change.atMs * 1000 <= input.atUs) ?? deployments[0];
    const wide = alarmsWide(input);
    const most = Math.max(0, ...deployments.map((one) => nodesOf(input, one).length));
    const isBeside = deployments.length > 0 && wide > 0 && width - wide - BESIDE > (most + 1) * SPELLED;
    const shown = asked
      ? deploymentMarks(input, asked, width, isBeside ? width - wide - BESIDE : width)
      : null;
    const alarms = alarmRows(input, isBeside ? wide : width);
    const alarmsX = isBeside ? width - wide : 0;
    const alarmsY = isBeside ? HEAD + 8 : shown ? shown.height + 2 : 24;
    const stepsTall = (shown?.height ?? 24) - 4;
    return {
      key: 'deployment',
      holds: [],
      width,
      height: alarms.height > 0 ? Math.max(stepsTall, alarmsY + alarms.height) : stepsTall,
      port: 12,
      marks: [
        ...ruleOver(width),
        ...(shown
          ? [group('deployment', shown.marks)]
          : [group('head', headMarks('', 'Alarms', width, 0, 18))]),
        group('alarms', alarms.marks, { transform: `translate(${round(alarmsX)} ${alarmsY})` }),
      ],
      says: [...(shown ? [shown.says] : []), ...(alarms.says === '' ? [] : [alarms.says])].join('; '),
    };
  };
}
