/**
 * A scenario of the reader's own, as an address holds it: its file, packed. One that is too long for an address stays
 * in this tab, and the address names it by its hash.
 */
import { readScenario, type ReadResult } from '../sim/read-scenario.ts';
import type { Scenario } from '../sim/scenario.ts';
import { isKeptInTab, KEPT_MARK } from './kept-in-tab.ts';
import { pack, unpack } from './packed-text.ts';

/** Characters of a packed scenario that browsers and servers still take in an address. */
const LONGEST_FILE = 6000;
const KEPT = 'lambdarium.scenario.';

export interface OwnAddress {
  /** What `file` in the address says. */
  readonly file: string;
  /** False: only this tab knows it. */
  readonly isShareable: boolean;
}

/** FNV-1a over UTF-16 units: only to tell the scenarios of one tab apart. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Puts a scenario into an address; null: it is too long for one, and this tab keeps nothing either. */
export function ownAddress(scenario: Scenario, storage: Storage = window.sessionStorage): OwnAddress | null {
  const packed = pack(JSON.stringify(scenario));
  if (packed.length <= LONGEST_FILE) return { file: packed, isShareable: true };
  const hash = hashOf(packed);
  try {
    storage.setItem(`${KEPT}${hash}`, packed);
  } catch {
    return null;
  }
  return { file: `${KEPT_MARK}${hash}`, isShareable: false };
}

/** The scenario of an address, checked as a file is; null: the address names none. */
export function ownScenario(file: string | undefined, storage: Storage | null): ReadResult | null {
  if (file === undefined || file === '') return null;
  const kept = isKeptInTab(file);
  const packed = kept ? (storage?.getItem(KEPT + file.slice(KEPT_MARK.length)) ?? null) : file;
  if (packed === null)
    return told(
      'this scenario was kept in the tab it was opened in, and is not there any more; open its file again',
    );
  const text = unpack(packed);
  return text === null
    ? told('the scenario in this link is damaged; ask for it again, or open its file')
    : readScenario(text, 'scenario');
}

function told(message: string): ReadResult {
  return { problems: [{ path: '', found: '', expected: '', message }] };
}
