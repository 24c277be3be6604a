/**
 * Changes laid over a scenario: from controls, from the address, from `--set`. A text is what
 * people write, so under a control's key it is in the control's own unit (`idle=10` with the unit
 * min stores 600000); every other value, and every value under a path, is as the scenario stores it.
 */
import { checkChanged } from './check-changed.ts';
import { describeSchema, explain, problemAt, shorten } from './explain.ts';
import { parseJson } from './json-text.ts';
import { nearestWord } from './nearest-word.ts';
import type { Problem } from './problem.ts';
import { CHANGEABLE, placeAt, type Place } from './scenario-path.ts';
import type { Scenario, Tunable } from './scenario.ts';
import { withValueAt } from './value-below.ts';

export type SettingValue = string | number | boolean | null;
/**
 * New values by a control's key, or by a path below settings, arrivals, faults, seed or horizonMs.
 * Of a path below settings the end will do: `concurrencyLimit`, `function.timeoutMs`.
 */
export type Changes = Readonly<Record<string, SettingValue>>;

/** One change as it was made. */
export interface AppliedChange {
  /** As the caller named it. */
  readonly key: string;
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

export type Overlay =
  | { readonly scenario: Scenario; readonly applied: readonly AppliedChange[] }
  | { readonly problems: readonly Problem[] };

/** What stands at a control's place now; undefined when the place is gone. */
export function tunableValue(scenario: Scenario, control: Tunable): unknown {
  const place = placeAt(scenario, control.path);
  return 'known' in place ? undefined : place.value;
}

/** The scenario without the controls whose place is gone: its arrivals or keep rule are of another kind. */
export function withoutLostControls(scenario: Scenario): Scenario {
  const tunable = scenario.tunable.filter((control) => tunableValue(scenario, control) !== undefined);
  return tunable.length < scenario.tunable.length ? { ...scenario, tunable } : scenario;
}

/** Removes what dividing and multiplying by `per` left in the last bits. */
function tidy(value: number): number {
  return Number(value.toPrecision(14));
}

/** A stored value as people read and write it: divided by the control's `per`. */
export function shownValue(control: Tunable, stored: SettingValue): SettingValue {
  if (control.control !== 'number' || typeof stored !== 'number') return stored;
  const exact = stored / (control.per ?? 1);
  // Few digits where few say it: 0.1 min rather than 0.10000000000000002.
  const short = Number(exact.toPrecision(6));
  return storedValue(control, short) === stored ? short : exact;
}

/** The other way: what is stored for a value as people write it. */
export function storedValue(control: Tunable, shown: SettingValue): SettingValue {
  if (control.control !== 'number' || typeof shown !== 'number') return shown;
  return tidy(shown * (control.per ?? 1));
}

/** Where a setting may stand when only the end of its path is given: `timeoutMs`, `keep.preset`. */
const SHORTER = [
  'settings',
  'settings.function',
  'settings.function.init',
  'settings.keep',
  'settings.caller',
];

/** The whole path of a key that is no control's; undefined when it leads nowhere from the top. */
function fullPath(scenario: Scenario, key: string): string | undefined {
  if (CHANGEABLE.includes(key.split('.')[0]!)) return key;
  return SHORTER.map((prefix) => `${prefix}.${key}`).find((path) => !('known' in placeAt(scenario, path)));
}

/**
 * A preset and explicit limits are two forms of one setting: naming a preset where limits stand
 * replaces all of them. Any other value is handed back as it is.
 */
function presetFor(scenario: Scenario, key: string, value: SettingValue): SettingValue {
  const named = /^(?:(?:settings\.)?keep\.)?preset$/.test(key) && typeof value === 'string';
  const isControl = scenario.tunable.some((control) => control.key === key);
  return named && !isControl && !('preset' in scenario.settings.keep)
    ? JSON.stringify({ preset: value })
    : value;
}

/**
 * Lays changes over a scenario and checks the whole again. The scenario itself is not touched.
 * @returns the changed scenario and what was changed, or every problem; a problem's path is the
 *   key as the caller gave it. A control whose place a change has removed is left out.
 */
export function applySettings(scenario: Scenario, changes: Changes): Overlay {
  const problems: Problem[] = [];
  const applied: AppliedChange[] = [];
  let changed = scenario;
  for (const [key, given] of Object.entries(changes)) {
    const value = presetFor(changed, key, given);
    const control = scenario.tunable.find((candidate) => candidate.key === key);
    const path = control?.path ?? (value === given ? fullPath(changed, key) : 'settings.keep');
    const place = path === undefined ? undefined : placeAt(changed, path);
    if (path === undefined || place === undefined || 'known' in place) {
      problems.push(lostKey(scenario, key, place !== undefined && 'known' in place ? place : undefined));
      continue;
    }
    const result = control === undefined ? convert(key, place, value) : convertControl(control, place, value);
    if ('expected' in result) {
      problems.push(result);
      continue;
    }
    applied.push({ key, path, from: place.value, to: result.value });
    changed = withValueAt(changed, place.keys, result.value);
  }
  if (problems.length > 0) return { problems };
  const checked = checkChanged(withoutLostControls(changed));
  return 'problems' in checked ? checked : { scenario: checked.scenario, applied };
}

/**
 * The controls that stand elsewhere than in the base scenario, with their values as text in the
 * control's own unit: what the address carries and `applySettings` takes back.
 */
export function changedSettings(base: Scenario, scenario: Scenario): Readonly<Record<string, string>> {
  const changes: Record<string, string> = {};
  for (const control of base.tunable) {
    const value = tunableValue(scenario, control);
    if (value === undefined || value === tunableValue(base, control)) continue;
    changes[control.key] = String(shownValue(control, value as SettingValue));
  }
  return changes;
}

function lostKey(
  scenario: Scenario,
  key: string,
  lost: { at: string; key: string; known: readonly string[] } | undefined,
): Problem {
  const own = scenario.tunable.map((control) => control.key);
  if (lost !== undefined && key.includes('.')) {
    const near = nearestWord(lost.key, lost.known);
    const known = lost.known.length === 0 ? 'no setting is below it' : `known: ${lost.known.join(', ')}`;
    const expected = near === undefined ? `a setting of ${lost.at} (${known})` : `"${lost.at}.${near}"`;
    return problemAt(key, `an unknown setting, ${shorten(lost.key)}`, expected);
  }
  const inside = SHORTER.flatMap((prefix) => {
    const place = placeAt(scenario, `${prefix}.?`);
    return 'known' in place ? place.known : [];
  });
  const near = nearestWord(key, own) ?? nearestWord(key, inside);
  const listed = own.length === 0 ? '' : `one of ${own.join(', ')}, or `;
  const expected =
    near === undefined ? `${listed}a path that begins with ${CHANGEABLE.join(', ')}` : `"${near}"`;
  return problemAt(key, 'an unknown setting', expected);
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const ON = ['true', 'on', 'yes', '1'];
const OFF = ['false', 'off', 'no', '0'];

function convertControl(control: Tunable, place: Place, value: SettingValue): { value: unknown } | Problem {
  const text = typeof value === 'string' ? value.trim() : undefined;
  if (control.control === 'switch') {
    if (typeof value === 'boolean') return { value };
    if (text !== undefined && ON.includes(text.toLowerCase())) return { value: true };
    if (text !== undefined && OFF.includes(text.toLowerCase())) return { value: false };
    return problemAt(control.key, shorten(value), 'true or false');
  }
  if (control.control === 'choice') {
    const option = control.options.find(
      (candidate) => candidate.value === value || String(candidate.value) === text,
    );
    if (option !== undefined) return { value: option.value };
    const words = control.options.map((candidate) => String(candidate.value));
    const near = text === undefined ? undefined : nearestWord(text, words);
    const hint = near === undefined ? '' : `; did you mean "${near}"?`;
    return problemAt(control.key, shorten(value), `one of ${words.join(', ')}${hint}`);
  }
  const { min, max, unit } = control;
  const [low, high] = [shownValue(control, min), shownValue(control, max)];
  const range = `a number from ${low} to ${high}${unit === '' ? '' : ` ${unit}`}`;
  const number =
    text === undefined ? value : NUMBER.test(text) ? storedValue(control, Number(text)) : undefined;
  if (typeof number !== 'number' || !Number.isFinite(number))
    return problemAt(control.key, shorten(value), range);
  if (number < min || number > max) {
    const shown = text ?? String(shownValue(control, number));
    return problemAt(control.key, shown, `${range}; the nearest is ${number < min ? low : high}`);
  }
  const problem = place.schemas.some((schema) => explain(schema, number).length === 0)
    ? undefined
    : place.schemas.flatMap((schema) => explain(schema, number)).at(0);
  return problem === undefined
    ? { value: number }
    : problemAt(control.key, text ?? String(number), problem.expected);
}

/** The ways a text can be read, the likeliest first; the place decides which one fits. */
function readings(text: string): unknown[] {
  const trimmed = text.trim();
  const found: unknown[] = [];
  if (NUMBER.test(trimmed)) found.push(Number(trimmed));
  if (ON.slice(0, 3).includes(trimmed)) found.push(true);
  if (OFF.slice(0, 3).includes(trimmed)) found.push(false);
  if (trimmed === 'null' || trimmed === 'none') found.push(null);
  if (/^[[{]/.test(trimmed)) {
    const parsed = parseJson(trimmed);
    if ('value' in parsed) found.push(parsed.value);
  }
  found.push(text);
  return found;
}

function convert(key: string, place: Place, value: SettingValue): { value: unknown } | Problem {
  const candidates = typeof value === 'string' ? readings(value) : [value];
  for (const candidate of candidates) {
    if (place.schemas.some((schema) => explain(schema, candidate).length === 0)) return { value: candidate };
  }
  const deepest = place.schemas.flatMap((schema) => explain(schema, candidates[0], [key])).at(0);
  if (deepest !== undefined) return deepest;
  return problemAt(key, shorten(value), place.schemas.map(describeSchema).join(' or '));
}
