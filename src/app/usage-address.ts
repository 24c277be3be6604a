/**
 * A month's usage in an address. Every field stands under its own path with the text that was typed, so that a link
 * can be read and written by hand: `memoryMb=512&requests.count=10+million`. The first function's fields have no
 * prefix, those of others have its number, `2.memoryMb`. What a field has by itself is left out.
 */
import { loadedPacking } from './packing.ts';
import type { SearchText } from './search-text.ts';
import type { Typed } from './typed.ts';

/** What a page with no usage in its address begins with. */
export const FIRST_USAGE: Typed = {
  functions: [
    {
      name: 'Function 1',
      architecture: 'x86_64',
      memoryMb: '512',
      requests: { per: 'month', count: '10 million' },
      duration: { kind: 'mean', ms: '120' },
      init: { coldPercent: '0.5', ms: '400' },
    },
  ],
};

/** Fields of a function and of the account, by which an address is known to hold a usage. */
const OF_FUNCTION: ReadonlySet<string> = new Set([
  'name',
  'platform',
  'architecture',
  'memoryMb',
  'package',
  'runtime',
  'requests',
  'duration',
  'init',
  'ephemeralStorageMb',
  'provisionedConcurrency',
  'snapStart',
  'streaming',
  'asynchronous',
  'pollers',
  'durable',
  'tenantEnvironments',
  'managedInstances',
]);
const OF_ACCOUNT: ReadonlySet<string> = new Set([
  'region',
  'freeTier',
  'freeTierUsed',
  'daysInMonth',
  'savingsPlan',
  'ownPrices',
  'microVms',
  // None of them: an account may have MicroVMs alone.
  'functions',
]);

/** What the schema sets where nothing is said. */
const DEFAULTS: Readonly<Record<string, string>> = {
  region: 'us-east-1',
  freeTier: 'on',
  daysInMonth: '30',
  platform: 'lambda',
  architecture: 'x86_64',
  package: 'zip',
  runtime: 'managed',
};

/** Longer addresses are packed: mail programs and chats break them. */
const LONG = 1800;
/** What does not fit even so is not put into an address. */
const MOST = 30_000;

const NONE = 'none';

/** Each field by its path. */
function* leaves(value: Typed, path: readonly string[]): Generator<readonly [string, string]> {
  if (value === null || value === undefined) return;
  if (typeof value === 'object') {
    for (const [key, part] of Object.entries(value)) yield* leaves(part, [...path, key]);
    return;
  }
  yield [path.join('.'), typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)];
}

/** The keys of an address that holds a usage; null: it is too long for one. */
export function usageSearch(typed: Typed): SearchText | null {
  if (JSON.stringify(typed) === JSON.stringify(FIRST_USAGE)) return {};
  const search: Record<string, string> = {};
  let length = 0;
  for (const [path, text] of leaves(typed, [])) {
    const key = path
      .replace(/^functions\.0\./, '')
      .replace(/^functions\.(\d+)\./, (_, n) => `${Number(n) + 1}.`);
    if (key === 'asOf' || DEFAULTS[key.replace(/^\d+\./, '')] === text) continue;
    search[key] = text;
    length += key.length + encodeURIComponent(text).length + 2;
  }
  if (!hasFunctions(typed)) search['functions'] = NONE;
  if (length <= LONG) return search;
  const packing = loadedPacking();
  if (!packing) return length <= MOST ? search : null;
  const packed = packing.pack(JSON.stringify(typed));
  return packed.length <= MOST ? { z: packed } : null;
}

function hasFunctions(typed: Typed): boolean {
  return (
    typeof typed === 'object' &&
    typed !== null &&
    'functions' in typed &&
    Array.isArray(typed['functions']) &&
    typed['functions'].length > 0
  );
}

/** Whether a key of an address is one of these. */
export function isUsageKey(key: string): boolean {
  const [first = '', second = ''] = key.split('.');
  if (key === 'z' || OF_ACCOUNT.has(first) || OF_FUNCTION.has(first)) return true;
  return /^[1-9]\d{0,2}$/.test(first) && OF_FUNCTION.has(second);
}

export type UsageInAddress = { readonly typed: Typed } | { readonly problem: string };

/** What an address says of a usage. It is not checked: that is for `readUsage`. */
export function usageInAddress(search: SearchText): UsageInAddress {
  const packed = search['z'];
  if (packed !== undefined) {
    const text = loadedPacking()?.unpack(packed) ?? null;
    const damaged = {
      problem: 'The usage in this address is damaged or cut short: what follows is the example.',
    };
    if (text === null) return damaged;
    try {
      const read: unknown = JSON.parse(text);
      return typeof read === 'object' && read !== null ? { typed: read as Typed } : damaged;
    } catch {
      return damaged;
    }
  }
  const entries = Object.entries(search).filter(([key]) => isUsageKey(key));
  if (entries.length === 0) return { typed: FIRST_USAGE };
  const root: Branch = new Map();
  for (const [key, text] of entries) {
    const path = key.split('.');
    const [first = ''] = path;
    if (path.length > 8 || (first === 'functions' && text === NONE)) continue;
    if (/^[1-9]\d*$/.test(first)) path.splice(0, 1, 'functions', String(Number(first) - 1));
    else if (OF_FUNCTION.has(first)) path.unshift('functions', '0');
    put(root, path, text);
  }
  if (!root.has('functions')) root.set('functions', search['functions'] === NONE ? [] : new Map());
  const typed = branchValue(root);
  return { typed };
}

type Branch = Map<string, Branch | string | readonly never[]>;

function put(branch: Branch, path: readonly string[], text: string): void {
  const [first, ...rest] = path;
  if (first === undefined) return;
  if (rest.length === 0) {
    branch.set(first, text);
    return;
  }
  let next = branch.get(first);
  if (!(next instanceof Map)) {
    next = new Map();
    branch.set(first, next);
  }
  put(next, rest, text);
}

/** Numbers as keys make a list, in their order: a gap in an address is none in the list. */
function branchValue(branch: Branch): Typed {
  const entries = [...branch].map(
    ([key, value]) =>
      [
        key,
        value instanceof Map
          ? branchValue(value)
          : key === 'freeTier' && typeof value === 'string'
            ? value !== 'off'
            : (value as Typed),
      ] as const,
  );
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key)))
    return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
  return Object.fromEntries(entries);
}
