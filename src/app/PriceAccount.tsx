/** What holds for the whole account: the free tier, the length of the month, a savings plan, MicroVMs. */
import { useId } from 'react';
import { ACCOUNT_FEATURES } from './price-features.ts';
import { PriceFeature } from './PriceFeature.tsx';
import { PriceField } from './PriceField.tsx';
import { typedAt } from './typed.ts';
import type { Pricing } from './use-pricing.ts';

const DAYS = { label: 'Days in the month', fallback: '30' };

export function PriceAccount({ pricing }: { readonly pricing: Pricing }) {
  const { typed } = pricing;
  const id = useId();
  const isFree = typedAt(typed, 'freeTier') !== false;
  return (
    <>
      <div className="price-feature">
        <div className="price-switch">
          <input
            id={id}
            type="checkbox"
            aria-describedby={`${id}-note`}
            checked={isFree}
            onChange={() => {
              pricing.set('freeTier', isFree ? false : undefined);
            }}
          />
          <label htmlFor={id}>
            <b>Free tier</b>
          </label>
          <span id={`${id}-note`} className="quiet-text">
            Requests and GB-seconds of every month, once for the account.
          </span>
        </div>
      </div>
      {ACCOUNT_FEATURES.map((spec) => (
        <PriceFeature key={spec.path} pricing={pricing} spec={spec} under="" />
      ))}
      <div className="price-row">
        <PriceField pricing={pricing} path="daysInMonth" spec={DAYS} />
      </div>
    </>
  );
}
