/** What stands at a control in words: `30 s`, `1,024 MB`, `on`, the words of the option. */
import { formatCount } from '../sim/format-time.ts';
import { shownValue, tunableValue, type SettingValue } from '../sim/overlay.ts';
import type { Scenario, Tunable } from '../sim/scenario.ts';
import { withUnit } from './number-words.ts';

/** A value of a control as the scenario stores it, as it is shown. */
export function storedText(control: Tunable, stored: SettingValue): string {
  if (control.control === 'switch') return stored === true ? 'on' : 'off';
  if (control.control === 'choice')
    return control.options.find(({ value }) => value === stored)?.label ?? String(stored);
  const shown = shownValue(control, stored);
  return withUnit(
    typeof shown === 'number' && Number.isInteger(shown) ? formatCount(shown) : String(shown),
    control.unit,
  );
}

/** What stands there in a scenario. */
export function settingText(scenario: Scenario, control: Tunable): string {
  return storedText(control, tunableValue(scenario, control) as SettingValue);
}
