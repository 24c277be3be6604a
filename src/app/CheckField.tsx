/** One field of the configuration check, with its unit, what is wrong with it, and where its value came from. */
import { useId } from 'react';
import type { Field } from '../cost/check-fields.ts';
import type { Verdict } from '../cost/check-rule.ts';
import { useMounted } from './use-mounted.ts';
import { VerdictSign } from './VerdictSign.tsx';

const YES_NO = [
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
] as const;

/** What a sign beside a field means, for those who do not see it. */
const SAYS: Partial<Record<Verdict, string>> = {
  refused: 'refused',
  'did-not-exist': 'not there yet',
  warning: 'with a warning',
  unknown: 'not documented',
};

export interface CheckFieldProps {
  readonly field: Field;
  readonly text: string;
  readonly problem: string | undefined;
  readonly isPasted: boolean;
  /** The worst verdict of the rules that judge it; undefined: nothing to say. */
  readonly verdict: Verdict | undefined;
  readonly onType: (text: string) => void;
  readonly onSet: (text: string) => void;
  readonly onKeep: () => void;
}

export function CheckField({
  field,
  text,
  problem,
  isPasted,
  verdict,
  onType,
  onSet,
  onKeep,
}: CheckFieldProps) {
  const id = useId();
  // What was typed before the page is taken over would be lost.
  const isReady = useMounted();
  const said = verdict === undefined ? undefined : SAYS[verdict];
  const notes = [
    problem !== undefined && `${id}-problem`,
    isPasted && `${id}-from`,
    said !== undefined && `${id}-said`,
  ];
  const described = notes.filter((one) => one !== false).join(' ');
  const choices = field.kind === 'choice' ? field.options : field.kind === 'yes-no' ? YES_NO : null;
  const isNumber = field.kind === 'whole' || field.kind === 'number';
  // A text that is no option, from an address, stays to be seen.
  const stray = choices && text !== '' && !choices.some(({ value }) => value === text);
  const common = {
    id,
    className: 'field',
    'aria-invalid': problem === undefined ? undefined : true,
    'aria-describedby': described === '' ? undefined : described,
  } as const;
  return (
    <div className="check-field" data-wide={field.wide ? '' : undefined}>
      <div className="check-label">
        <label htmlFor={id}>{field.label}</label>
        {isPasted && (
          <span id={`${id}-from`} className="check-from">
            pasted
          </span>
        )}
        {verdict !== undefined && said !== undefined && (
          <span id={`${id}-said`} className="check-said">
            <VerdictSign verdict={verdict} />
            <span className="visually-hidden">{said}</span>
          </span>
        )}
      </div>
      <div className="check-entry">
        {choices ? (
          <select
            {...common}
            disabled={!isReady}
            value={text}
            onChange={(event) => {
              onSet(event.currentTarget.value);
            }}
          >
            <option value="">not given</option>
            {stray && <option value={text}>{text}</option>}
            {choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...common}
            type="text"
            readOnly={!isReady}
            inputMode={isNumber ? 'decimal' : undefined}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder={field.hint === '' ? undefined : field.hint}
            value={text}
            onChange={(event) => {
              onType(event.currentTarget.value);
            }}
            onBlur={onKeep}
            onKeyDown={(event) => {
              if (event.key === 'Enter') onKeep();
            }}
          />
        )}
        {field.unit !== '' && <span className="check-unit">{field.unit}</span>}
      </div>
      {problem !== undefined && (
        <p id={`${id}-problem`} className="problem check-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
