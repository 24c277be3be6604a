/** Something a function or an account may use: switched on, its fields stand below. */
import { useId } from 'react';
import { problemAt, PriceField } from './PriceField.tsx';
import type { FeatureSpec, FieldSpec } from './price-features.ts';
import { lengthAt, typedAt } from './typed.ts';
import type { Pricing } from './use-pricing.ts';

export interface PriceFeatureProps {
  readonly pricing: Pricing;
  readonly spec: FeatureSpec;
  /** Where the function stands, `functions.0`; empty: the account. */
  readonly under: string;
}

const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join('.');

export function PriceFeature({ pricing, spec, under }: PriceFeatureProps) {
  const path = joined(under, spec.path);
  const id = useId();
  const isOn = typedAt(pricing.typed, path) !== undefined;
  return (
    <div className="price-feature" data-on={isOn}>
      <div className="price-switch">
        <input
          id={id}
          type="checkbox"
          aria-describedby={`${id}-note`}
          checked={isOn}
          onChange={() => {
            pricing.set(path, isOn ? undefined : spec.first);
          }}
        />
        <label htmlFor={id}>
          <b>{spec.title}</b>
        </label>
        <span id={`${id}-note`} className="quiet-text">
          {spec.note}
        </span>
      </div>
      {isOn && <PriceFeatureFields pricing={pricing} spec={spec} path={path} />}
    </div>
  );
}

/** The fields alone, for what cannot be switched off. */
export function PriceFeatureFields({
  pricing,
  spec,
  path,
}: Pick<PriceFeatureProps, 'pricing' | 'spec'> & { readonly path: string }) {
  return (
    <div className="price-fields">
      {spec.fields.length > 0 && <Row pricing={pricing} path={path} fields={spec.fields} />}
      {spec.lists?.map((list) => {
        const at = joined(path, list.path);
        const count = lengthAt(pricing.typed, at);
        return (
          <div key={list.path} className="price-rows">
            {Array.from({ length: count }, (_, index) => (
              <fieldset key={index}>
                <legend>
                  {list.row} {count > 1 ? index + 1 : ''}
                </legend>
                <Row pricing={pricing} path={joined(at, String(index))} fields={list.fields} />
                {count > 1 && (
                  <button
                    type="button"
                    className="button quiet"
                    onClick={() => {
                      pricing.set(joined(at, String(index)), undefined);
                    }}
                  >
                    Take {list.row.toLowerCase()} {index + 1} away
                  </button>
                )}
              </fieldset>
            ))}
            <button
              type="button"
              className="button quiet"
              onClick={() => {
                pricing.set(joined(at, String(count)), list.first);
              }}
            >
              Add another<span className="visually-hidden">: {list.row.toLowerCase()}</span>
            </button>
          </div>
        );
      })}
      <p className="problem" role="status">
        {spec.fields.some((field) => field.path === '') ? '' : (problemAt(pricing, path) ?? '')}
      </p>
    </div>
  );
}

function Row({
  pricing,
  path,
  fields,
}: {
  readonly pricing: Pricing;
  readonly path: string;
  readonly fields: readonly FieldSpec[];
}) {
  return (
    <div className="price-row">
      {fields.map((field) => (
        <PriceField key={field.path} pricing={pricing} path={joined(path, field.path)} spec={field} />
      ))}
    </div>
  );
}
