/**
 * The address as a value, and back. One place knows the keys: `asof`, `seed`, `t` (the moment, s),
 * `speed` (simulated seconds in one of screen), `v` (content version), `hash` (of the trace), and the
 * scenario's own settings by their control's key or path; `made` is what the reader made happen (made.ts), the rest
 * what the reader looks at (view-address.ts). Nonsense never breaks a page: it is named, left out, and the rest is kept.
 */
import type { Day } from '../cost/as-of.ts';
import { ENGINE_VERSION } from '../sim/engine-version.ts';
import { applySettings } from '../sim/overlay.ts';
import type { Scenario } from '../sim/scenario.ts';
import { readAsOf } from './as-of-date.ts';
import { readLinkFigures, printLinkFigures, type LinkFigure } from './link-figures.ts';
import { LINK_FORM, migrateLink } from './link-migrations.ts';
import { PLAIN_VIEW, type LabView } from './lab-view.ts';
import { readMade, type Made } from './made.ts';
import { loadedPacking } from './packing.ts';
import { parseSearchText, printSearchText, type SearchText } from './search-text.ts';
import { TODAY } from './today.ts';
import { printView, readView, VIEW_KEYS } from './view-address.ts';

/** Changes with the content, the engine or the form of addresses: a shared link carries it. */
export const CONTENT_VERSION = `${TODAY}.${ENGINE_VERSION}.${LINK_FORM}`;

/** Which page of the scenario it is: a broken one to repair, a figure to embed, two beside each other. Others read them. */
const PAGE_KEYS = ['repair', 'embed', 'with', 'file'];

/** Keys that no control of a scenario may have. */
const OWN_KEYS = ['asof', 'seed', 't', 'speed', 'v', 'hash', 'was', 'made', 'z', ...PAGE_KEYS, ...VIEW_KEYS];
const MAX_SEED = 4_294_967_295;
const MICRO = 1_000_000;

/** What the address of a scenario says. */
export interface LabAddress {
  /** The scenario with the address's settings and seed laid over it. */
  readonly scenario: Scenario;
  /** The settings that were laid over, as text in their control's unit, by key or path. */
  readonly changes: SearchText;
  /** The seed, where it is not the scenario's own. */
  readonly seed: number | null;
  /** The date whose rules apply: the address's, else the scenario's, else today. */
  readonly asOf: Day;
  /** The date was chosen by the reader, not stated by the scenario. */
  readonly asOfChosen: boolean;
  /** What the reader made happen; the scenario has it already. */
  readonly made: readonly Made[];
  readonly view: LabView;
  readonly momentUs: number | null;
  /** Simulated µs in one second of screen. */
  readonly speed: number | null;
  readonly contentVersion: string | null;
  /** The trace's hash when the link was made. */
  readonly hash: string | null;
  /** What the run came to when the link was made. */
  readonly was: readonly LinkFigure[];
  /** What could not be used, a sentence each, beginning with the key. */
  readonly problems: readonly string[];
}

function readNumber(
  key: string,
  text: string | undefined,
  low: number,
  high: number,
  problems: string[],
): number | null {
  if (text === undefined) return null;
  const number = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(number) && number >= low && number <= high) return number;
  problems.push(`${key}: found "${text.slice(0, 40)}", expected a number from ${low} to ${high}`);
  return null;
}

/** Addresses read lately, by scenario and text: a page that changes reads its address several times. */
const read = new WeakMap<Scenario, Map<string, LabAddress>>();
const MOST_READ = 8;

/** Reads the search part of a scenario's address against that scenario. */
export function readLab(base: Scenario, written: SearchText): LabAddress {
  const known = read.get(base) ?? new Map<string, LabAddress>();
  read.set(base, known);
  const text = JSON.stringify(written);
  const address = known.get(text) ?? readAddress(base, written);
  known.delete(text);
  known.set(text, address);
  if (known.size > MOST_READ) known.delete(known.keys().next().value!);
  return address;
}

function readAddress(base: Scenario, written: SearchText): LabAddress {
  const problems: string[] = [];
  const search = migrateLink(unpacked(written, problems), base.id);
  const { scenario: laid, changes } = readChanges(base, search, problems);
  let scenario = laid;
  let seed = readNumber('seed', search['seed'], 0, MAX_SEED, problems);
  if (seed !== null && !Number.isInteger(seed)) {
    problems.push(`seed: found "${seed}", expected a whole number`);
    seed = null;
  }
  if (seed !== null) scenario = { ...scenario, seed };
  const added = readMade(scenario, search['made'], problems);
  const view = readView(search, problems);
  const momentS = readNumber('t', search['t'], 0, 1e12, problems);
  const speedS = readNumber('speed', search['speed'], 0.000_001, 1e9, problems);
  const asOf = readAsOf(search['asof']);
  return {
    scenario: added.scenario,
    changes,
    seed: seed === base.seed ? null : seed,
    made: added.made,
    view,
    asOf: asOf.chosen || base.asOf === undefined ? asOf.day : readAsOf(base.asOf).day,
    asOfChosen: asOf.chosen,
    momentUs: momentS === null ? null : Math.round(momentS * MICRO),
    speed: speedS === null ? null : Math.round(speedS * MICRO),
    contentVersion: search['v'] ?? null,
    hash: search['hash'] ?? null,
    was: readLinkFigures(search['was']),
    problems,
  };
}

/** Lays what an address says of settings over the scenario; what cannot be used is left out, and said. */
function readChanges(
  base: Scenario,
  search: SearchText,
  problems: string[],
): Pick<LabAddress, 'scenario' | 'changes'> {
  const written = Object.entries(search).filter(([key]) => !OWN_KEYS.includes(key));
  if (written.length === 0) return { scenario: base, changes: {} };
  // Each time the whole scenario is checked: one by one only where something is wrong.
  const all = Object.fromEntries(written);
  const whole = applySettings(base, all);
  if (!('problems' in whole)) return { scenario: whole.scenario, changes: all };
  const changes: Record<string, string> = {};
  let scenario = base;
  for (const [key, text] of written) {
    const overlay = applySettings(base, { ...changes, [key]: text });
    if ('problems' in overlay) {
      problems.push(overlay.problems[0]?.message ?? `${key}: cannot be used`);
      continue;
    }
    changes[key] = text;
    scenario = overlay.scenario;
  }
  return { scenario, changes };
}

/** What an address can say of a scenario; what is left out is the scenario's own. */
export interface LabParts {
  readonly changes?: SearchText;
  readonly seed?: number | null;
  /** Only a date the reader chose. */
  readonly asOf?: Day | null;
  readonly made?: readonly Made[];
  readonly view?: LabView;
  /** What stands under the keys of a page. */
  readonly page?: SearchText;
  readonly momentUs?: number | null;
  readonly speed?: number | null;
  /** In shared links only. */
  readonly hash?: string | null;
  /** What the run came to, beside its hash. */
  readonly was?: readonly LinkFigure[];
}

/** The search part of a scenario's address: settings first, the moment last. */
export function printLab(base: Scenario, parts: LabParts): Record<string, string> {
  const search: Record<string, string> = { ...parts.page, ...parts.changes };
  if (parts.seed != null && parts.seed !== base.seed) search['seed'] = String(parts.seed);
  if (parts.asOf != null) search['asof'] = parts.asOf;
  if (parts.made && parts.made.length > 0) search['made'] = JSON.stringify(parts.made);
  Object.assign(search, printView(parts.view ?? PLAIN_VIEW));
  if (parts.speed != null) search['speed'] = seconds(parts.speed);
  if (parts.hash != null) {
    search['v'] = CONTENT_VERSION;
    search['hash'] = parts.hash;
    if (parts.was && parts.was.length > 0) search['was'] = printLinkFigures(parts.was);
  }
  if (parts.momentUs != null && parts.momentUs > 0) search['t'] = seconds(parts.momentUs);
  return packed(search);
}

/** Longer ones are cut by some of what links are pasted into. */
const LONGEST_PLAIN = 1500;

/** A search too long to be pasted around: all but its date and page under one key, packed; as it is until that can be done. */
function packed(search: Record<string, string>): Record<string, string> {
  const packing = loadedPacking();
  if (packing === null || printSearchText(search).length <= LONGEST_PLAIN) return search;
  const isPlain = ([key]: readonly [string, string]) => key === 'asof' || PAGE_KEYS.includes(key);
  const pairs = Object.entries(search);
  const rest = Object.fromEntries(pairs.filter((pair) => !isPlain(pair)));
  return { ...Object.fromEntries(pairs.filter(isPlain)), z: packing.pack(printSearchText(rest)) };
}

/** The same with everything in it; what stands beside the packed part comes before it. */
function unpacked({ z, ...search }: SearchText, problems: string[]): SearchText {
  if (z === undefined) return search;
  const text = loadedPacking()?.unpack(z) ?? null;
  if (text !== null) return { ...parseSearchText(text), ...search };
  problems.push('z: the packed part of this link is damaged; ask for it again');
  return search;
}

/** The pairs of a search that say which page of a scenario it is. */
export function pageOf(search: SearchText): SearchText {
  return Object.fromEntries(Object.entries(search).filter(([key]) => PAGE_KEYS.includes(key)));
}

function seconds(us: number): string {
  return String(Math.round(us) / MICRO);
}
