/** Another future: a setting that is another one from the present moment on. What was before stays as it was. */
import { useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { erasOf } from '../sim/eras.ts';
import { formatTime } from '../sim/format-time.ts';
import type { ChangeOf } from '../sim/settings/change-settings.ts';
import { settingText } from './setting-text.ts';
import { digitsFor } from './Transport.tsx';
import { useCalmMoment } from './use-calm-moment.ts';
import type { Lab } from './use-lab.ts';
import { firstForkable, forkable, forkOf, otherText, otherTextAt } from './what-if.ts';

/** A setting that is no control. */
const OTHER = '';

export interface WhatIfProps {
  readonly lab: Lab;
  readonly onFork: (change: ChangeOf<'change-settings'>, fromUs: number) => void;
}

export function WhatIf({ lab, onFork }: WhatIfProps) {
  const { scenario } = lab;
  const endUs = useStore(lab.player.store, (state) => state.endUs);
  const fromUs = Math.floor(useCalmMoment(lab.player).momentUs / 1000) * 1000;
  const moment = formatTime(fromUs, digitsFor(endUs));
  const eras = useMemo(() => erasOf(scenario), [scenario]);
  // What an earlier fork has set holds by then.
  const inForce = eras.findLast(({ atUs }) => atUs <= fromUs)!.scenario;
  const controls = forkable(inForce);
  // It begins with a setting that can change while the scenario runs.
  const [key, setKey] = useState(() => firstForkable(scenario, inForce) ?? OTHER);
  const [path, setPath] = useState('settings.function.memoryMb');
  const [typed, setTyped] = useState<string | null>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const id = useId();

  const control = controls.find((one) => one.key === key);
  const name = control?.key ?? path.trim();
  const called = control?.label ?? 'it';
  const text = typed ?? (control ? otherText(inForce, control) : otherTextAt(inForce, name));
  const fork = forkOf(scenario, inForce, { name, called, text, atUs: fromUs });
  const why = 'why' in fork ? fork.why : '';

  function submit(): void {
    if ('problems' in fork) setProblems(fork.problems);
    if (!('to' in fork)) return;
    setProblems([]);
    setTyped(null);
    const said = control ? `${control.label} ${settingText(fork.scenario, control)}` : `${name} ${text}`;
    onFork(
      {
        kind: 'change-settings',
        id: 'what-if',
        title: `${said} from ${moment} on`,
        on: true,
        atMs: fromUs / 1000,
        set: { [fork.path]: fork.to },
      },
      fromUs,
    );
  }

  return (
    <form
      className="what-if"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
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
              setTyped(null);
            }}
          />
        )}
        <span>is</span>
        {control && control.control !== 'number' ? (
          <select
            className="value"
            aria-label="Value from then on"
            value={text}
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
        <button type="submit" className="button" disabled={why !== ''} aria-describedby={`${id}-why`}>
          Fork here
        </button>
      </div>
      <p id={`${id}-why`} role="status">
        {why}
      </p>
      <p className="quiet-text">
        {control && `Until then it is ${settingText(inForce, control)}. `}Up to this moment the run stays as
        it is, step by step; from here on it has this setting, and the same luck.
      </p>
      <div role="alert">
        {problems.map((problem) => (
          <p key={problem}>{problem}</p>
        ))}
      </div>
    </form>
  );
}
