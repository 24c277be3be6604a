import { useId } from 'react';
import type { AnswerSetting } from './use-answer-setting.ts';

export interface AnswerFieldProps {
  readonly setting: AnswerSetting;
  readonly label: string;
  readonly unit?: string;
  /** What is wrong with it, in a sentence; empty: nothing. */
  readonly problem: string;
}

/** A number that an answer is asked with. */
export function AnswerField({ setting, label, unit, problem }: AnswerFieldProps) {
  const id = useId();
  return (
    <div className="price-field">
      <label htmlFor={id}>{label}</label>
      <span className="price-value">
        <input
          id={id}
          className="field"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={setting.text}
          aria-invalid={problem !== ''}
          aria-describedby={`${id}-problem`}
          onChange={({ currentTarget }) => {
            setting.type(currentTarget.value);
          }}
          onBlur={setting.finish}
          onKeyDown={({ key }) => {
            if (key === 'Enter') setting.finish();
          }}
        />
        {unit !== undefined && <span className="quiet-text">{unit}</span>}
      </span>
      <p className="problem" id={`${id}-problem`} role="status">
        {problem}
      </p>
    </div>
  );
}
