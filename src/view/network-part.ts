/**
 * The network that functions run in: a VPC with its subnets, their free addresses and the interfaces in them, or
 * Lambda's own; and by which way each thing that is called from there is reached, or why it is not.
 */
import { listed } from '../sim/listed.ts';
import { formatCount } from '../sim/format-time.ts';
import { reachesOf } from '../sim/network-plan.ts';
import { isReached, type Reach } from '../sim/reach.ts';
import type { FunctionSettings } from '../sim/settings/function-settings.ts';
import type { Vpc } from '../sim/settings/network-settings.ts';
import type { ActorView } from '../sim/world.ts';
import { ageText, counted } from './environment-marks.ts';
import { waitShare } from './ledger.ts';
import { as, group, named, path, rect, round, type Mark } from './mark.ts';
import { subnetOf, wasThere } from './network-story.ts';
import {
  gridFor,
  headMarks,
  note,
  pickable,
  type GridSize,
  type Part,
  type PartMaker,
  type Port,
} from './part.ts';
import { actorsAt, placeNamed, titleOf, type SceneInput } from './scene-input.ts';
import { fitText, textWidth, wrapText } from './text-width.ts';

const PAD = 12;
const HEAD = 34;
const WAY = 30;
/** px for the interfaces of a subnet. */
const TALLEST = 46;
/** More addresses than these are told, not drawn. */
const MOST_ADDRESSES = 80;

const SIZES: readonly GridSize[] = [
  { size: 11, pitchX: 15, pitchY: 15 },
  { size: 8, pitchX: 11, pitchY: 11 },
  { size: 5, pitchX: 7, pitchY: 7 },
  { size: 3, pitchX: 4.5, pitchY: 4.5 },
];

/** A network of the scenario: a VPC by its id, or Lambda's own (null), with the functions that run in it. */
export interface NetworkOfFunctions {
  readonly id: string | null;
  readonly functions: readonly string[];
}

const settingsOf = ({ scenario }: SceneInput, fn: string): FunctionSettings =>
  fn === 'function' ? scenario.settings.function : scenario.settings.functions![fn]!;

/** Whether it matters in a scenario in which network something is. */
function hasNetworks({ scenario }: Pick<SceneInput, 'scenario'>): boolean {
  const { resources = {}, vpcs = {} } = scenario.settings;
  return (
    Object.keys(vpcs).length > 0 ||
    Object.values(resources).some((resource) => resource.type === 'downstream' && resource.at !== undefined)
  );
}

/** The network of each function: those that call something, and those that are in a VPC. */
export function networksIn(input: SceneInput): NetworkOfFunctions[] {
  const { settings } = input.scenario;
  if (!hasNetworks(input)) return [];
  const found = new Map<string | null, string[]>();
  for (const fn of ['function', ...Object.keys(settings.functions ?? {})]) {
    const own = settingsOf(input, fn);
    const id = own.vpc ?? null;
    if (id === null && (own.calls ?? []).length === 0) continue;
    found.set(id, [...(found.get(id) ?? []), fn]);
  }
  return [...found].map(([id, functions]) => ({ id, functions }));
}

/** What is called from a network, and how that is reached from each of its subnets. */
interface WayOut {
  readonly to: string;
  readonly reaches: readonly Reach[];
}

/** Resources that are called from a network; what is there wherever it is called from has no way to tell of. */
export function waysOut(input: SceneInput, { functions }: NetworkOfFunctions): WayOut[] {
  const ways = new Map<string, WayOut>();
  for (const fn of functions) {
    const own = settingsOf(input, fn);
    for (const { to } of own.calls ?? []) {
      const reaches = reachesOf(input.scenario, own, to);
      if (!ways.has(to) && !reaches.includes('at hand')) ways.set(to, { to, reaches });
    }
  }
  return [...ways.values()];
}

/** What a way is called: the same from every subnet, or not from all. */
function wayText({ reaches }: WayOut): string {
  const [first] = reaches;
  if (reaches.every((reach) => reach === first)) return first ?? '';
  const reached = reaches.flatMap((reach, subnet) => (isReached(reach) ? [subnet + 1] : []));
  const how = reaches.find(isReached);
  return how === undefined ? 'no way out' : `${how}, from subnet ${listed(reached.map(String))} only`;
}

const ROUTES: Readonly<Record<Vpc['subnets'][number]['route'], string>> = {
  none: 'no route out',
  nat: 'NAT',
  'internet-gateway': 'internet gateway',
};

function interfaceMark(input: SceneInput, one: ActorView, x: number, y: number, size: number): Mark {
  const { trace, atUs } = input;
  const { number, step, state, sinceUs, amount } = one;
  const box = { rx: size > 6 ? 2 : 0.5 };
  const label = `Interface ${formatCount(number + 1)}: ${state} ${ageText(atUs - sinceUs)}, ${counted(amount, 'environment')} on it`;
  const level = state === 'creating' ? waitShare(trace, step, sinceUs, atUs) : 0;
  const parts: Mark[] =
    state === 'creating'
      ? [
          rect('box', x, y, size, size, { ...box, class: 'fill-stage stroke-init-line', 'stroke-width': 1 }),
          rect('level', x, y + size * (1 - level), size, size * level, { fill: 'url(#texture-init)' }),
        ]
      : [
          rect('box', x, y, size, size, {
            ...box,
            class: state === 'in use' ? 'fill-ink2 stroke-ink2' : 'fill-stage stroke-ink2',
            'stroke-width': 1,
          }),
        ];
  // The plug by which environments are on it.
  if (size > 6) {
    parts.push(
      path('plug', `M${round(x - 2.5)} ${round(y + size / 2)}h2.5`, {
        class: 'stroke-ink2',
        'stroke-width': 2,
      }),
    );
  }
  return as(
    'interface',
    pickable('interface', number, step, label, [x - 1, y - 1, size + 2, size + 2], parts),
  );
}

function subnetMarks(
  input: SceneInput,
  vpc: Vpc,
  index: number,
  interfaces: readonly ActorView[],
  y: number,
  width: number,
): { readonly marks: Mark[]; readonly height: number; readonly says: string } {
  const { freeAddresses, route } = vpc.subnets[index]!;
  // What was there before the run has its address already.
  const took = interfaces.filter(({ number }) => !wasThere(input.trace, number)).length;
  const left = Math.max(0, freeAddresses - took);
  const total = Math.max(freeAddresses + interfaces.length - took, interfaces.length);
  const name = `subnet ${index + 1}`;
  const all = `${formatCount(left)} of ${formatCount(freeAddresses)} free`;
  // Where interfaces and all of it have no room beside each other, the page says how many there were.
  const text = width - textWidth(all, 11.8) - 16 < SIZES[0]!.size + 6 ? `${formatCount(left)} free` : all;
  const drawsAll = total <= MOST_ADDRESSES;
  const grid = gridFor(
    Math.max(1, drawsAll ? total : interfaces.length),
    width - textWidth(text, 11.8) - 16,
    TALLEST,
    SIZES,
  );
  const at = (stand: number) =>
    [
      6 + (stand % grid.columns) * grid.pitchX,
      y + 20 + Math.floor(stand / grid.columns) * grid.pitchY,
    ] as const;
  const shown = interfaces.slice(0, grid.columns * grid.rows);
  const isOut = left === 0;
  const free = drawsAll
    ? Array.from({ length: total - shown.length }, (_, stand) => at(stand + shown.length))
    : [];
  return {
    height: 20 + grid.rows * grid.pitchY + 8,
    says: `${name}: ${formatCount(left)} of ${counted(freeAddresses, 'address', 'addresses')} free, ${counted(interfaces.length, 'interface')}, ${ROUTES[route]}`,
    marks: [
      note('name', 0, y + 12, name, 'fill-ink font-semibold'),
      note(
        'route',
        textWidth(name, 11.8) + 8,
        y + 12,
        fitText(ROUTES[route], width - textWidth(name, 11.8) - 10, 11.2),
      ),
      note('free', width, y + 30, text, isOut ? 'fill-failed-text font-semibold' : 'fill-ink2', 'end'),
      ...(free.length === 0
        ? []
        : [
            named(
              `${name}: ${all}`,
              as(
                'free-place',
                path(
                  'addresses',
                  free
                    .map(
                      ([fx, fy]) =>
                        `M${round(fx + 0.5)} ${round(fy + 0.5)}h${grid.size - 1}v${grid.size - 1}h${1 - grid.size}Z`,
                    )
                    .join(''),
                  { class: 'fill-none stroke-edge', 'stroke-width': 1, 'stroke-dasharray': '2 1.5' },
                ),
              ),
            ),
          ]),
      ...shown.map((one, stand) => interfaceMark(input, one, ...at(stand), grid.size)),
      ...(interfaces.length === 0 && !drawsAll
        ? [note('none', 0, y + 30, 'no interface yet', 'fill-ink3')]
        : []),
    ],
  };
}

/** The part of a network. */
export function networkPart(input: SceneInput, network: NetworkOfFunctions): PartMaker {
  return (width): Part => {
    const { scenario, trace } = input;
    const { id } = network;
    const vpc = id === null ? undefined : scenario.settings.vpcs?.[id];
    const inner = width - 2 * PAD;
    const marks: Mark[] = [];
    const says: string[] = [];
    let y = HEAD;
    if (vpc && id !== null) {
      const addresses = (name: string) =>
        scenario.settings.vpcs?.[name]?.subnets.map(({ freeAddresses }) => freeAddresses) ?? [];
      const all = actorsAt(input, 'interface', placeNamed(trace, id));
      vpc.subnets.forEach((_, index) => {
        const own = all.filter(({ number }) => subnetOf(trace, addresses, number) === index);
        const drawn = subnetMarks(input, vpc, index, own, y, inner);
        marks.push(group(`subnet ${index}`, drawn.marks, { transform: `translate(${PAD} 0)` }));
        says.push(drawn.says);
        y += drawn.height;
      });
    }
    const ports = new Map<string, Port>();
    for (const way of waysOut(input, network)) {
      const name = titleOf(scenario, way.to);
      const text = wayText(way);
      const lines = wrapText(text, inner - 14, 11.6);
      const isBroken = !way.reaches.some(isReached);
      const calls = actorsAt(input, 'call', placeNamed(trace, way.to));
      ports.set(`way ${way.to}`, {
        y: y + 13,
        isActive: calls.length > 0 && !isBroken,
        isBroken,
        to: `behind ${way.to}`,
      });
      const sign = isBroken
        ? path('sign', `M${PAD} ${y + 9}l7 7m0-7l-7 7`, {
            class: 'stroke-failed-line',
            'stroke-width': 1.75,
            'stroke-linecap': 'round',
          })
        : path('sign', `M${PAD} ${y + 13}h8m-3-3l3 3-3 3`, {
            class: 'fill-none stroke-ink2',
            'stroke-width': 1.25,
            'stroke-linecap': 'round',
          });
      marks.push(
        named(
          `Way to ${name}: ${text}`,
          group(`way ${way.to}`, [
            sign,
            note('name', PAD + 14, y + 10, fitText(`to ${name}`, inner - 14, 11.2), 'fill-ink font-semibold'),
            ...lines.map((line, index) =>
              note(
                `how ${index}`,
                PAD + 14,
                y + 23 + index * 13,
                line,
                isBroken ? 'fill-failed-text' : 'fill-ink2',
              ),
            ),
          ]),
        ),
      );
      says.push(`${name}: ${text}`);
      y += WAY + (lines.length - 1) * 13;
    }
    const title = vpc ? (vpc.title ?? id ?? '') : 'Lambda’s own network';
    const endpoints = vpc?.endpoints ?? [];
    if (endpoints.length > 0) {
      marks.push(note('endpoints', PAD, y + 10, fitText(`endpoints: ${endpoints.join(', ')}`, inner, 11.2)));
      y += 18;
    }
    const height = Math.max(56, y + 4);
    return {
      key: `network ${id ?? ''}`,
      holds: id === null ? [] : [`interface@${placeNamed(trace, id)}`],
      width,
      height,
      port: 20,
      ports,
      marks: [
        rect('enclosure', 0.75, 0.75, width - 1.5, height - 1.5, {
          rx: 8,
          class: vpc ? 'fill-none stroke-ink' : 'fill-sunk stroke-none',
          'stroke-width': 1.25,
          'stroke-dasharray': '6 3',
        }),
        group('head', headMarks(vpc ? 'VPC' : '', title, inner, PAD, 20)),
        ...marks,
      ],
      says: `${vpc ? `VPC ${title}` : title}: ${says.join(', ')}`,
    };
  };
}
