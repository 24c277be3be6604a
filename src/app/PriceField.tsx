/** A field of the usage: what was typed stays in it, and what is wrong with it is said under it. */
import type { FieldSpec } from './price-features.ts';
import { textAt, typedAt } from './typed.ts';
import type { Pricing } from './use-pricing.ts';

/** What is wrong at a path; undefined: nothing. */
export function problemAt({ problems }: Pricing, path: string): string | undefined {
  return problems.find((problem) => problem.path === path)?.message;
}

/** The id by which the list of problems leads to a field. */
export function fieldId(path: string): string {
  return `usage-${path.replaceAll('.', '-')}`;
}

export interface PriceFieldProps {
  readonly pricing: Pricing;
  readonly path: string;
  readonly spec: Omit<FieldSpec, 'path'>;
}

/** With its label before it. */
export function PriceField({ pricing, path, spec }: PriceFieldProps) {
  const id = fieldId(path);
  const problem = problemAt(pricing, path);
  const text =
    typedAt(pricing.typed, path) === undefined ? (spec.fallback ?? '') : textAt(pricing.typed, path);
  return (
    <div className="price-field">
      <label htmlFor={id}>{spec.label}</label>
      <span className="price-value">
        {spec.options ? (
          <PriceSelect id={id} pricing={pricing} path={path} options={spec.options} />
        ) : (
          <input
            id={id}
            className="field"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={text}
            aria-invalid={problem !== undefined}
            aria-describedby={problem === undefined ? undefined : `${id}-problem`}
            {...typing(pricing, path)}
          />
        )}
        {spec.unit !== undefined && <span className="quiet-text">{spec.unit}</span>}
      </span>
      <p className="problem" id={`${id}-problem`} role="status">
        {problem ?? ''}
      </p>
    </div>
  );
}

/** In a sentence: as wide as its text, its label is read and not seen; what is wrong with it stands under the sentence. */
export function PriceWord({ pricing, path, spec }: PriceFieldProps) {
  const id = fieldId(path);
  const text = textAt(pricing.typed, path);
  const isWrong = problemAt(pricing, path) !== undefined;
  return (
    <span className="price-word">
      <label htmlFor={id} className="visually-hidden">
        {spec.label}
      </label>
      {/* The text once more, unseen, is what makes the field as wide as it. */}
      <span className="price-grow">
        <span aria-hidden="true">{text || '?'}</span>
        <input
          id={id}
          type="text"
          inputMode={spec.unit === undefined ? 'text' : 'decimal'}
          autoComplete="off"
          spellCheck={false}
          size={1}
          value={text}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? 'usage-problems' : undefined}
          {...typing(pricing, path)}
        />
      </span>
      {spec.unit !== undefined && <span aria-hidden="true">{`\u202f${spec.unit}`}</span>}
    </span>
  );
}

export interface PriceChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: NonNullable<FieldSpec['options']>;
  readonly onChoose: (value: string) => void;
}

/** A choice in a sentence: its words are as wide as they are, the select lies over them. */
export function PriceChoice({ id, label, value, options, onChoose }: PriceChoiceProps) {
  const words = options.find(([option]) => option === value)?.[1] ?? value;
  return (
    <span className="price-word price-choice">
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <span aria-hidden="true">{words}</span>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          onChoose(currentTarget.value);
        }}
      >
        {!options.some(([option]) => option === value) && <option value={value}>{value}</option>}
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}

function PriceSelect({
  id,
  pricing,
  path,
  options,
}: {
  readonly id: string;
  readonly pricing: Pricing;
  readonly path: string;
  readonly options: NonNullable<FieldSpec['options']>;
}) {
  const value = textAt(pricing.typed, path);
  // An address may name what there is not: it stays to be seen.
  const isKnown = value === '' || options.some(([option]) => option === value);
  return (
    <select
      id={id}
      value={value}
      onChange={({ currentTarget }) => {
        pricing.set(path, currentTarget.value);
      }}
    >
      {!isKnown && <option value={value}>{value}</option>}
      {options.map(([option, label]) => (
        <option key={option} value={option}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** The bill follows each key; the address once the field is left, or by Enter. */
function typing(pricing: Pricing, path: string) {
  return {
    onChange({ currentTarget }: { readonly currentTarget: { readonly value: string } }) {
      pricing.type(path, currentTarget.value);
    },
    onBlur: pricing.finish,
    onKeyDown({ key }: { readonly key: string }) {
      if (key === 'Enter') pricing.finish();
    },
  };
}
