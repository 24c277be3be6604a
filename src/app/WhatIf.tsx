/** Another future: a setting that is another one from the present moment on. What was before stays as it was. */
import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { formatTime } from '../sim/format-time.ts';
import { applySettings, shownValue, tunableValue, type SettingValue } from '../sim/overlay.ts';
import type { ChangeOf } from '../sim/settings/change-settings.ts';
import { settingText } from './setting-text.ts';
import { digitsFor } from './Transport.tsx';
import type { Lab } from './use-lab.ts';

/** A setting that is no control. */
const OTHER = '';

export interface WhatIfProps {
  readonly lab: Lab;
  readonly onFork: (change: ChangeOf<'change-settings'>, fromUs: number) => void;
}

export function WhatIf({ lab, onFork }: WhatIfProps) {
  const { scenario } = lab;
  // What begins elsewhere cannot change in between.
  const controls = scenario.tunable.filter(({ path }) => !/^(seed|horizonMs)/.test(path));
  const [key, setKey] = useState(controls[0]?.key ?? OTHER);
  const [path, setPath] = useState('settings.function.memoryMb');
  const [typed, setTyped] = useState<string | null>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const fromUs = useStore(lab.player.store, (state) => Math.floor(state.momentUs / 1000) * 1000);
  const endUs = useStore(lab.player.store, (state) => state.endUs);
  const id = useId();
  const control = controls.find((one) => one.key === key);
  const now = control && tunableValue(scenario, control);
  const text = typed ?? (control ? String(shownValue(control, now as SettingValue)) : '');
  const moment = formatTime(fromUs, digitsFor(endUs));

  function fork(): void {
    const name = control ? control.key : path.trim();
    const overlay = applySettings(scenario, { [name]: text });
    if ('problems' in overlay) {
      setProblems(overlay.problems.map(({ message }) => message));
      return;
    }
    const [applied] = overlay.applied;
    if (!applied || JSON.stringify(applied.from) === JSON.stringify(applied.to)) {
      setProblems(['This is its value already: choose another one.']);
      return;
    }
    const { to } = applied;
    if (typeof to === 'object' && to !== null) {
      setProblems([`${name}: only a single value can change from a moment on.`]);
      return;
    }
    setProblems([]);
    setTyped(null);
    const said = control ? `${control.label} ${settingText(overlay.scenario, control)}` : `${name} ${text}`;
    onFork(
      {
        kind: 'change-settings',
        id: 'what-if',
        title: `${said} from ${moment} on`,
        on: true,
        atMs: fromUs / 1000,
        set: { [applied.path]: to as SettingValue },
      },
      fromUs,
    );
  }

  return (
    <form
      className="what-if"
      onSubmit={(event) => {
        event.preventDefault();
        fork();
      }}
    >
      <h3>What if, from {moment} on,</h3>
      <div className="what-if-row">
        <label htmlFor={`${id}-setting`} className="visually-hidden">
          Setting
        </label>
        <select
          id={`${id}-setting`}
          className="value"
          value={key}
          onChange={(event) => {
            setKey(event.currentTarget.value);
            setTyped(null);
            setProblems([]);
          }}
        >
          {controls.map((one) => (
            <option key={one.key} value={one.key}>
              {one.label}
            </option>
          ))}
          <option value={OTHER}>another setting…</option>
        </select>
        {!control && (
          <input
            type="text"
            className="field what-if-path"
            aria-label="Path of the setting"
            value={path}
            onChange={(event) => {
              setPath(event.currentTarget.value);
            }}
          />
        )}
        <span>is</span>
        {control && control.control !== 'number' ? (
          <select
            className="value"
            aria-label="Value from then on"
            value={control.control === 'switch' ? (typed ?? (now === true ? 'on' : 'off')) : text}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
            }}
          >
            {(control.control === 'switch'
              ? [
                  { value: 'on', label: 'on' },
                  { value: 'off', label: 'off' },
                ]
              : control.options
            ).map(({ value, label }) => (
              <option key={String(value)} value={String(value)}>
                {label}
              </option>
            ))}
          </select>
        ) : (
          <input
            type="text"
            className="field what-if-value"
            aria-label={`Value from then on${control?.unit ? `, ${control.unit}` : ''}`}
            value={text}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
            }}
          />
        )}
        {control?.control === 'number' && <span>{control.unit}</span>}
        <button type="submit" className="button">
          Fork here
        </button>
      </div>
      <p className="quiet-text">
        Up to this moment the run stays as it is, step by step; from here on it has this setting, and the same
        luck.
      </p>
      <div role="alert">
        {problems.map((problem) => (
          <p key={problem}>{problem}</p>
        ))}
      </div>
    </form>
  );
}
