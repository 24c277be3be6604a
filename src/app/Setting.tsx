/** One setting where it acts: a number to slide or type, a choice, a switch. */
import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent } from 'react';
import { shownValue, tunableValue, type SettingValue } from '../sim/overlay.ts';
import type { Scenario, Tunable } from '../sim/scenario.ts';

export interface SettingProps {
  readonly scenario: Scenario;
  readonly control: Tunable;
  /** Told of every value on the way of a slider, as text in the control's unit. */
  readonly onDraft: (text: string) => void;
  /** Told of the value a gesture ended with. */
  readonly onChange: (text: string) => void;
}

export function Setting(props: SettingProps) {
  const { control, scenario } = props;
  const stored = tunableValue(scenario, control) as SettingValue | undefined;
  if (stored === undefined) return null;
  if (control.control === 'switch') {
    return (
      <SwitchSetting
        name={control.key}
        label={control.label}
        on={stored === true}
        onChange={props.onChange}
      />
    );
  }
  if (control.control === 'choice') {
    return <ChoiceSetting control={control} value={String(stored)} onChange={props.onChange} />;
  }
  return <NumberSetting {...props} control={control} value={Number(shownValue(control, stored))} />;
}

function SwitchSetting(props: {
  readonly name: string;
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className="setting" data-setting={props.name}>
      <span id={id}>{props.label}</span>
      <button
        type="button"
        role="switch"
        className="switch"
        aria-checked={props.on}
        aria-labelledby={id}
        onClick={() => {
          props.onChange(props.on ? 'off' : 'on');
        }}
      />
    </div>
  );
}

function ChoiceSetting(props: {
  readonly control: Extract<Tunable, { control: 'choice' }>;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className="setting setting-choice" data-setting={props.control.key}>
      <label htmlFor={id}>{props.control.label}</label>
      <select
        id={id}
        className="value"
        value={props.value}
        onChange={(event) => {
          props.onChange(event.currentTarget.value);
        }}
      >
        {props.control.options.map((option) => (
          <option key={String(option.value)} value={String(option.value)}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A slider counts in steps from its lower end; on a log scale in a thousand parts of the way. */
function sliderOf(control: Extract<Tunable, { control: 'number' }>) {
  const [low, high, step] = [
    Number(shownValue(control, control.min)),
    Number(shownValue(control, control.max)),
    Number(shownValue(control, control.step)),
  ];
  const tidy = (value: number) => Number(value.toPrecision(12));
  const snap = (value: number) => tidy(Math.min(high, low + Math.round((value - low) / step) * step));
  if (control.scale !== 'log') {
    return {
      low,
      high,
      max: Math.round((high - low) / step),
      toValue: (at: number) => snap(low + at * step),
      toSlider: (value: number) => Math.round((value - low) / step),
    };
  }
  const ratio = Math.log(high / low);
  return {
    low,
    high,
    max: 1000,
    toValue: (at: number) => snap(low * Math.exp((ratio * at) / 1000)),
    toSlider: (value: number) => Math.round((1000 * Math.log(Math.max(low, value) / low)) / ratio),
  };
}

/** A key that moves the slider is a change of its own; a row of them is one. */
const KEYS_REST_MS = 500;

function NumberSetting(
  props: SettingProps & { readonly control: Extract<Tunable, { control: 'number' }>; readonly value: number },
) {
  const { control, value, onDraft, onChange } = props;
  const id = useId();
  const slider = sliderOf(control);
  const range = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? String(value);

  const commitSlider = useEffectEvent((at: number) => {
    onChange(String(slider.toValue(at)));
  });
  // React's onChange fires on the way; the browser's own `change` when the gesture has ended.
  useEffect(() => {
    const node = range.current;
    if (!node) return undefined;
    let timer = 0;
    let keyed = false;
    const commit = () => {
      window.clearTimeout(timer);
      timer = 0;
      commitSlider(Number(node.value));
    };
    const onEnd = () => {
      if (!keyed) commit();
      else {
        window.clearTimeout(timer);
        timer = window.setTimeout(commit, KEYS_REST_MS);
      }
    };
    const onKey = () => {
      keyed = true;
    };
    const onPointer = () => {
      keyed = false;
    };
    const onBlur = () => {
      if (timer !== 0) commit();
    };
    node.addEventListener('change', onEnd);
    node.addEventListener('keydown', onKey);
    node.addEventListener('pointerdown', onPointer);
    node.addEventListener('blur', onBlur);
    return () => {
      window.clearTimeout(timer);
      node.removeEventListener('change', onEnd);
      node.removeEventListener('keydown', onKey);
      node.removeEventListener('pointerdown', onPointer);
      node.removeEventListener('blur', onBlur);
    };
  }, []);

  function finishTyping(): void {
    if (typed === null) return;
    setTyped(null);
    if (typed.trim() !== '' && typed.trim() !== String(value)) onChange(typed.trim());
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') {
      finishTyping();
      event.currentTarget.select();
    } else if (event.key === 'Escape') setTyped(null);
  }

  return (
    <div className="setting setting-number" data-setting={control.key}>
      <label htmlFor={id}>{control.label}</label>
      <input
        type="range"
        ref={range}
        className="setting-range"
        aria-label={`${control.label}, slider`}
        min={0}
        max={slider.max}
        step={1}
        value={slider.toSlider(value)}
        aria-valuetext={`${value} ${control.unit}`}
        onChange={(event) => {
          onDraft(String(slider.toValue(Number(event.currentTarget.value))));
        }}
      />
      <span className="value-box">
        <input
          id={id}
          type="text"
          inputMode="decimal"
          className="value"
          autoComplete="off"
          size={Math.max(2, text.length)}
          value={text}
          title={`${slider.low} to ${slider.high} ${control.unit}`}
          onFocus={(event) => {
            event.currentTarget.select();
          }}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
          }}
          onBlur={finishTyping}
          onKeyDown={onKeyDown}
        />
        {control.unit !== '' && <span className="unit">{control.unit}</span>}
      </span>
    </div>
  );
}
