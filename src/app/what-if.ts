/** What a fork may be: another value than the one in force, of a setting that can change while the scenario runs. */
import { forkAt } from '../sim/fork.ts';
import { forkProblems } from '../sim/fork-problems.ts';
import { applySettings, shownValue, storedValue, tunableValue, type SettingValue } from '../sim/overlay.ts';
import { placeAt } from '../sim/scenario-path.ts';
import type { Scenario, Tunable } from '../sim/scenario.ts';

type NumberControl = Extract<Tunable, { control: 'number' }>;

/** Twice as much, where the control allows it; else half, else a step more or less. Of nothing a tenth of the most. */
function otherNumber(control: NumberControl, now: number): number {
  const { min, max, step } = control;
  const snap = (value: number) =>
    Number(Math.min(max, min + Math.max(0, Math.round((value - min) / step)) * step).toPrecision(14));
  const wanted = [now === 0 ? max / 10 : now * 2, now / 2, now + step, now - step].map(snap);
  return wanted.find((value) => value !== now) ?? now;
}

/** Another value of a control than the one that stands there, as text in the control's unit. */
export function otherText(scenario: Scenario, control: Tunable): string {
  const now = tunableValue(scenario, control) as SettingValue;
  if (control.control === 'switch') return now === true ? 'off' : 'on';
  if (control.control === 'choice') {
    const { options } = control;
    const at = options.findIndex(({ value }) => value === now);
    return String(options[(at + 1) % options.length]!.value);
  }
  // In the unit of the control and back: what is shown is what is stored.
  const shown = shownValue(control, otherNumber(control, Number(now)));
  return String(shownValue(control, storedValue(control, shown)));
}

/** The same of any setting, by its path; '' where nothing can be guessed. */
export function otherTextAt(scenario: Scenario, path: string): string {
  const place = placeAt(scenario, path);
  if ('known' in place) return '';
  const { value } = place;
  if (typeof value === 'boolean') return String(!value);
  return typeof value === 'number' ? String(value === 0 ? 1 : value * 2) : '';
}

/** A fork that changes something; or why it would not, in words; or what is wrong with the text. */
export type Fork =
  | { readonly path: string; readonly to: SettingValue; readonly scenario: Scenario }
  | { readonly why: string }
  | { readonly problems: readonly string[] };

/**
 * A setting that is another one from a moment on.
 *
 * @param scenario the run's
 * @param inForce with all that has been changed by the moment
 * @param name key of a control, or a path
 * @param called what the setting is called
 */
export function forkOf(
  scenario: Scenario,
  inForce: Scenario,
  {
    name,
    called,
    text,
    atUs,
  }: { readonly name: string; readonly called: string; readonly text: string; readonly atUs: number },
): Fork {
  if (name === '') return { why: 'Say which setting.' };
  if (text.trim() === '') return { why: `Say what ${called} is to be.` };
  const overlay = applySettings(inForce, { [name]: text });
  if ('problems' in overlay) return { problems: overlay.problems.map(({ message }) => message) };
  const { path, from, to } = overlay.applied[0]!;
  if (JSON.stringify(from) === JSON.stringify(to))
    return { why: 'It has this value then: a fork would change nothing. Choose another one.' };
  if (typeof to === 'object' && to !== null)
    return { why: 'Only a single value can change from a moment on.' };
  const value = to as SettingValue;
  const forked = forkAt(scenario, atUs, { [path]: value }, 'what-if', '');
  const [fixed] = forkProblems(
    forked,
    () => [],
    () => [],
  );
  // `expected 5: it cannot change while the scenario runs, a mapping is created once`.
  if (fixed) return { why: `${called}: ${fixed.expected.replace(/^[^:]*: /, '')}.` };
  return { path, to: value, scenario: overlay.scenario };
}

/** The controls that are offered: seed and horizon are of the whole run. */
export function forkable(inForce: Scenario): readonly Tunable[] {
  return inForce.tunable.filter(({ path }) => !/^(seed|horizonMs)/.test(path));
}

/** The key of the first control that a fork can begin with; undefined: none can change while the scenario runs. */
export function firstForkable(scenario: Scenario, inForce: Scenario): string | undefined {
  return forkable(inForce).find((control) => {
    const text = otherText(inForce, control);
    return 'to' in forkOf(scenario, inForce, { name: control.key, called: '', text, atUs: 0 });
  })?.key;
}
