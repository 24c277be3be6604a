/**
 * Money without floats: prices in whole pico-dollars (10⁻¹² USD), sums in whole nano-dollars (10⁻⁹ USD), both
 * as bigint. A price such as 0.0000166667 USD is 16,666,700 pico-dollars exactly.
 *
 * This is the running cost of the Lab's charts: tens of thousands of whole quantities are added up while a page is
 * looked at, in the first file of its panels. Bigint does that exactly, natively and without the decimal library
 * that bills are made with (`decimal.ts`); that both say the same is a test of `src/app/run-bill.test.ts`.
 */

const PICO_DIGITS = 12;

/** A power of ten, exact however large. */
function tenTo(exponent: number): bigint {
  return BigInt(`1${'0'.repeat(exponent)}`);
}

/** A price that a fact gives, by its decimal digits. @throws RangeError when pico-dollars cannot hold it. */
export function picoDollars(price: number): bigint {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(price));
  if (!match) throw new RangeError(`Not a price: ${price}.`);
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const zeros = PICO_DIGITS + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  if (zeros >= 0) return digits * tenTo(zeros);
  const lost = tenTo(-zeros);
  if (digits % lost !== 0n) throw new RangeError(`Finer than a pico-dollar: ${price}.`);
  return digits / lost;
}

/** A quotient of whole numbers, 0 or more, rounded half up. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend * 2n + divisor) / (divisor * 2n);
}

const NANO_DIGITS = 9;
/** Digits that count below a dollar. */
const DIGITS = 3;

/** A sum in words: `$12.34`; below a dollar three digits that count: `$0.000417`. */
export function formatUsd(nanoUsd: bigint): string {
  if (nanoUsd === 0n) return '$0';
  const unit = tenTo(NANO_DIGITS);
  if (nanoUsd >= unit) {
    const cents = divideHalfUp(nanoUsd * 100n, unit);
    const whole = String(cents / 100n).replace(/\B(?=(?:\d{3})+$)/g, ',');
    return `$${whole}.${String(cents % 100n).padStart(2, '0')}`;
  }
  const leading = NANO_DIGITS - String(nanoUsd).length;
  const kept = Math.max(2, Math.min(NANO_DIGITS, leading + DIGITS));
  const rounded = divideHalfUp(nanoUsd, tenTo(NANO_DIGITS - kept));
  const scale = tenTo(kept);
  const digits = String(rounded % scale).padStart(kept, '0');
  return `$${rounded / scale}.${digits.slice(0, 2)}${digits.slice(2).replace(/0+$/, '')}`;
}

/** All nine digits after the point, for tables that are reckoned with: `0.000417350`. */
export function plainUsd(nanoUsd: bigint): string {
  const digits = String(nanoUsd).padStart(NANO_DIGITS + 1, '0');
  return `${digits.slice(0, -NANO_DIGITS)}.${digits.slice(-NANO_DIGITS)}`;
}
