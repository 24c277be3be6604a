/** A function on the way to being created: its package as blocks that fill the limit, in the order in which they are merged, and every check. */
import { formatCount, formatTime } from '../sim/format-time.ts';
import { draftOf, MB_BYTES } from '../sim/package-plan.ts';
import { creationsOf, stepsBy, type Creation, type CreationStep } from './creation-story.ts';
import { glyphMarks } from './glyph.ts';
import { circle, group, named, path, rect, round, words, type Mark } from './mark.ts';
import { headMarks, note, pickable, ruleOver, type Part, type PartMaker } from './part.ts';
import { titleOf, type SceneInput } from './scene-input.ts';
import { sizeText } from './size-text.ts';
import { stackRows } from './stack-marks.ts';
import { fitText, textWidth } from './text-width.ts';
import { reasonWords } from './turned-away.ts';

const HEAD = 30;
const BAR = 26;
const CHECK = 20;

interface Block {
  readonly name: string;
  readonly bytes: number;
  /** Merged, not yet, or the one that goes over. */
  readonly look: 'in' | 'planned' | 'over';
}

const REFUSED: ReadonlySet<string> = new Set(['refused', 'failed']);

/** The package and its layers, each as far as it has come. */
function blocksOf(creation: Creation, steps: readonly CreationStep[]): Block[] {
  const draft = draftOf(creation.settings);
  const { layers = [] } = creation.settings.package ?? {};
  const isUnzipped = steps.some(({ from }) => from === 'unzip') && !endedIn(steps, 'unzip');
  const isImage = draft.by === 'registry';
  const merged = steps.filter(({ from, state }) => from === 'layers' && !REFUSED.has(state)).length;
  const overAt = endedIn(steps, 'layers') ? merged : -1;
  const ended = steps.at(-1);
  const own: Block['look'] = isImage
    ? ended?.state === 'failed'
      ? 'over'
      : steps.some(({ from }) => from === 'upload')
        ? 'in'
        : 'planned'
    : isUnzipped
      ? 'in'
      : endedIn(steps, 'unzip')
        ? 'over'
        : 'planned';
  return [
    { name: isImage ? 'image' : 'code', bytes: isImage ? draft.bytes : draft.unzippedBytes, look: own },
    ...draft.layerBytes.map((bytes, index): Block => ({
      name: layers[index]?.name ?? `layer ${index + 1}`,
      bytes,
      look: index === overAt ? 'over' : index < merged ? 'in' : 'planned',
    })),
  ];
}

/** Whether it was refused while in a state. */
function endedIn(steps: readonly CreationStep[], state: string): boolean {
  const last = steps.at(-1);
  return last !== undefined && REFUSED.has(last.state) && last.from === state;
}

const LOOKS: Readonly<Record<Block['look'], Mark['attrs']>> = {
  in: { class: 'fill-ink2 stroke-ink2', 'stroke-width': 1 },
  planned: { class: 'fill-none stroke-edge', 'stroke-width': 1.25, 'stroke-dasharray': '3 3' },
  over: { class: 'fill-failed-pale stroke-failed-line', 'stroke-width': 1.5 },
};

const bytesOf = (blocks: readonly Block[]) => blocks.reduce((sum, { bytes }) => sum + bytes, 0);

/** px of a byte: the bar has room for the limit and for all that goes over it. */
const scaleOf = (blocks: readonly Block[], limit: number, width: number) =>
  width / Math.max(limit * 1.02, bytesOf(blocks));

/** `code 40 MB`, and whether a block has room for it. */
function blockText({ name, bytes }: Block, px: number): { readonly text: string; readonly fits: boolean } {
  const text = `${name} ${sizeText(bytes)}`;
  return { text, fits: textWidth(text, 11.4) + 10 < bytes * px };
}

/** The layers by their numbers, where a block has no room for its name; empty: all have. */
function layersText(blocks: readonly Block[], limit: number, width: number): string {
  const px = scaleOf(blocks, limit, width);
  if (blocks.every((block, index) => index === 0 || blockText(block, px).fits)) return '';
  return blocks
    .flatMap(({ name, bytes }, index) => (index === 0 ? [] : [`${index} ${name} ${sizeText(bytes)}`]))
    .join(', ');
}

/** The bar up to the limit, with the blocks in it and past it. */
function barMarks(blocks: readonly Block[], limit: number, y: number, width: number): Mark[] {
  const px = scaleOf(blocks, limit, width);
  const limitX = limit * px;
  let x = 0;
  const drawn = blocks.map((block, index) => {
    const { bytes, look } = block;
    const wide = Math.max(1, bytes * px);
    const left = x;
    x += wide;
    const { text, fits } = blockText(block, px);
    const tone =
      look === 'in'
        ? 'fill-on-ink font-semibold'
        : look === 'over'
          ? 'fill-failed-text font-semibold'
          : 'fill-ink2';
    const said = `${text}${look === 'over' ? ', goes over' : look === 'planned' ? ', not merged' : ''}`;
    return named(
      said,
      group(`block ${index}`, [
        rect('body', left + 0.5, y, wide - 1, BAR, { rx: 2, ...LOOKS[look] }),
        ...(fits
          ? [words('name', left + 6, y + 17, text, { class: `t-note t-num ${tone}` })]
          : index === blocks.length - 1 && width - x > textWidth(text, 11.4) + 12
            ? [words('name', x + 7, y + 17, text, { class: 't-note t-num fill-ink font-semibold' })]
            : wide > 14 && index > 0
              ? [
                  words('name', left + wide / 2, y + 17, String(index), {
                    class: `t-note t-num ${tone}`,
                    'text-anchor': 'middle',
                  }),
                ]
              : []),
        ...(look === 'over'
          ? [
              group('cross', glyphMarks('failed'), {
                transform: `translate(${round(Math.max(limitX, left + 8))} ${y - 8})`,
              }),
            ]
          : []),
      ]),
    );
  });
  const isRight = limitX > width - 90;
  return [
    path('bar', `M0.5 ${y - 5}V${y + BAR + 5}`, { class: 'stroke-ink', 'stroke-width': 1.5 }),
    path('free', x < limitX ? `M${round(x)} ${y + BAR}H${round(limitX)}` : '', {
      class: 'stroke-edge',
      'stroke-width': 1.25,
      'stroke-dasharray': '3 3',
    }),
    ...drawn,
    named(
      `Limit: ${sizeText(limit)}`,
      path('limit', `M${round(limitX)} ${y - 8}V${y + BAR + 8}`, {
        class: 'stroke-ink',
        'stroke-width': 1.75,
      }),
    ),
    note(
      'limit text',
      limitX + (isRight ? -6 : 6),
      y + BAR + 19,
      `limit ${sizeText(limit)}`,
      'fill-ink font-semibold',
      isRight ? 'end' : 'start',
    ),
  ];
}

/** The checks in their order, and how each went. */
function checkMarks(
  creation: Creation,
  steps: readonly CreationStep[],
  y: number,
  width: number,
): { marks: Mark[]; height: number } {
  const isImage = draftOf(creation.settings).by === 'registry';
  const hasLayers = (creation.settings.package?.layers ?? []).length > 0;
  const names = [
    'upload',
    ...(isImage ? [] : ['unzip', ...(hasLayers ? ['layers'] : [])]),
    'configuration',
    'storage',
    'pending',
    'active',
  ];
  const last = steps.at(-1);
  const isOver = last !== undefined && REFUSED.has(last.state);
  const passed = new Set(
    steps.flatMap(({ from, state }) => (from !== state && !(isOver && REFUSED.has(state)) ? [from] : [])),
  );
  let x = 0;
  let line = 0;
  const marks = names.flatMap((name): Mark[] => {
    const isHere = last?.state === name;
    const broke = isOver && last.from === name;
    // Without states of functions it is never pending.
    if (name === 'pending' && last?.state === 'active' && !steps.some(({ state }) => state === 'pending'))
      return [];
    const done = passed.has(name) || (name === 'active' && isHere);
    const wide = 20 + textWidth(name, 11.6) + 16;
    if (x + wide > width && x > 0) {
      x = 0;
      line += 1;
    }
    const [left, top] = [x, y + line * CHECK];
    x += wide;
    const tone = broke ? 'fill-failed-text font-semibold' : done || isHere ? 'fill-ink' : 'fill-ink3';
    const sign = broke
      ? [group('sign', glyphMarks('failed'), { transform: `translate(${round(left + 7)} ${top - 4})` })]
      : done
        ? [group('sign', glyphMarks('succeeded'), { transform: `translate(${round(left + 7)} ${top - 4})` })]
        : [
            circle('sign', left + 7, top - 4, 4.5, {
              class: `fill-none ${isHere ? 'stroke-ink' : 'stroke-edge'}`,
              'stroke-width': 1.25,
              ...(isHere ? {} : { 'stroke-dasharray': '2 2' }),
            }),
          ];
    return [group(`check ${name}`, [...sign, note('name', left + 18, top, name, tone)])];
  });
  return { marks, height: (line + 1) * CHECK };
}

/** Where a creation stands, in a sentence's part. */
function standing(steps: readonly CreationStep[]): string {
  const last = steps.at(-1);
  if (!last) return 'not handed in yet';
  if (REFUSED.has(last.state)) return `${last.state}: ${reasonWords(last.reason)}${mostText(last)}`;
  return last.state === 'active' ? `active since ${formatTime(last.atUs, 0)}` : last.state;
}

/** The most that could be, in the unit of what is refused. */
function mostText({ reason, amount }: CreationStep): string {
  if (reason.endsWith('layers')) return `, at most ${formatCount(amount)}`;
  if (reason.includes('variables')) return `, at most ${formatCount(amount)} bytes`;
  if (reason.includes('source')) return `, at most ${formatCount(amount)} characters`;
  return reason.endsWith('small')
    ? `, at least ${formatCount(amount)}\u202fMB`
    : `, at most ${sizeText(amount * MB_BYTES)}`;
}

/** What is checked besides the size unzipped, with how much of it there is. */
function sentText(creation: Creation): string {
  const draft = draftOf(creation.settings);
  const how = {
    console: 'by the console',
    upload: 'with the request',
    s3: 'from S3',
    inline: 'inline',
    registry: 'from a registry',
  };
  const extra = [
    ...(draft.environmentVariablesBytes > 0
      ? [`${formatCount(draft.environmentVariablesBytes)} bytes of variables`]
      : []),
    ...(draft.tmpMb === null ? [] : [`/tmp ${sizeText(draft.tmpMb * MB_BYTES)}`]),
  ];
  return [`${sizeText(draft.bytes)} ${how[draft.by]}`, ...extra].join(', ');
}

/** Functions of a scenario whose creation or code is worth a picture. */
export function createdFunctions({ trace, scenario }: SceneInput): string[] {
  const worth = creationsOf(trace, scenario).filter(
    ({ settings, steps }) =>
      settings.package !== undefined ||
      settings.stack !== undefined ||
      steps.some(({ state }) => REFUSED.has(state)),
  );
  return [...new Set(worth.map(({ fn }) => fn))];
}

/** The part of a function's creations, and of its stack. */
export function packagePart(input: SceneInput, fn: string): PartMaker {
  return (width): Part => {
    const { trace, scenario, rules, atUs } = input;
    const own = creationsOf(trace, scenario).filter((creation) => creation.fn === fn);
    // The last that has been handed in; before the first, that one.
    const creation = own.findLast(({ steps }) => (steps[0]?.atUs ?? Infinity) <= atUs) ?? own[0]!;
    const steps = stepsBy(creation, atUs);
    const hasPackage = creation.settings.package !== undefined;
    const draft = draftOf(creation.settings);
    const limit = draft.by === 'registry' ? (rules.packages.imageBytes ?? 0) : rules.packages.unzippedBytes;
    const blocks = blocksOf(creation, steps);
    const said = standing(steps);
    const isOver = steps.at(-1) !== undefined && REFUSED.has(steps.at(-1)!.state);
    const narrow = width < 560;
    const stack = stackRows(input, fn, width);
    let y = HEAD;
    const marks: Mark[] = [
      ...ruleOver(width),
      group(
        'head',
        headMarks(
          own.length > 1 && !creation.isFirst ? 'New code of' : 'Package of',
          titleOf(scenario, fn),
          narrow ? width : width * 0.4,
          0,
          18,
        ),
      ),
      note(
        'standing',
        narrow ? 0 : width,
        narrow ? 36 : 18,
        fitText(said, narrow ? width : width * 0.56, 11.2),
        isOver ? 'fill-failed-text font-semibold' : 'fill-ink2',
        narrow ? 'start' : 'end',
      ),
    ];
    if (narrow) y += 16;
    const says = [`${titleOf(scenario, fn)}: ${said}`];
    if (hasPackage) {
      const all = bytesOf(blocks);
      y += 14;
      marks.push(
        group('bar', barMarks(blocks, limit, y, width)),
        note(
          'sent',
          0,
          y + BAR + 19,
          fitText(
            `${sentText(creation)}; ${draft.by === 'registry' ? 'uncompressed' : 'unzipped'} ${sizeText(all)}`,
            width - 110,
            11.2,
          ),
        ),
      );
      y += BAR + 40;
      const layers = layersText(blocks, limit, width);
      if (layers !== '') {
        marks.push(note('layers', 0, y - 6, fitText(`Layers: ${layers}`, width, 11.2)));
        y += 15;
      }
      says.push(
        `${sizeText(all)} of ${sizeText(limit)}, ${blocks.map(({ name, bytes }) => `${name} ${sizeText(bytes)}`).join(', ')}`,
      );
    } else y += 12;
    const checks = checkMarks(creation, steps, y, width);
    const last = steps.at(-1);
    marks.push(
      last
        ? pickable(
            'creation',
            creation.number,
            last.step,
            `Creation of ${titleOf(scenario, fn)}: ${said}`,
            [0, y - 14, width, checks.height],
            checks.marks,
          )
        : group('checks', checks.marks),
    );
    y += checks.height;
    marks.push(group('stack', stack.marks, { transform: `translate(0 ${y})` }));
    if (stack.says !== '') says.push(stack.says);
    return {
      key: `package ${fn}`,
      holds: [],
      width,
      height: y + stack.height,
      port: 12,
      marks,
      says: says.join(', '),
    };
  };
}
