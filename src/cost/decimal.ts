/**
 * Exact decimal arithmetic for money and quantities: big.js, set up once. It was chosen over its siblings because sums,
 * differences and products are never rounded (decimal.js rounds each to a set number of digits) and because it is
 * the smallest, 3 KB packed, without dependencies. Only a quotient can be inexact: it has 20 digits after the point.
 */
import { Big } from 'big.js';

export type Decimal = Big;

/** A constructor of our own: nobody else's settings reach it. */
export const Decimal = Big();
Decimal.DP = 20;
Decimal.RM = Decimal.roundHalfUp;

export const ZERO = new Decimal(0);

/** A sum, exact. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}

/** The smaller of two. */
export function least(a: Decimal, b: Decimal): Decimal {
  return a.lt(b) ? a : b;
}

/** What is left of a quantity once another is taken off it; never below 0. */
export function less(from: Decimal, off: Decimal): Decimal {
  const left = from.minus(off);
  return left.lt(ZERO) ? ZERO : left;
}

/** Rounded up to whole numbers. */
export function roundedUp(value: Decimal): Decimal {
  return value.round(0, Decimal.roundUp);
}

/** All digits and no exponent: `0.0000166667`. */
export function plain(value: Decimal): string {
  return value.toFixed();
}

/** All digits, with a comma every three before the point: `12,345.6`. */
export function grouped(value: Decimal): string {
  const [whole = '', fraction] = plain(value).split('.');
  const digits = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

/** To the cent, half up, as AWS prints an amount. */
export function toCents(value: Decimal): Decimal {
  return value.round(2, Decimal.roundHalfUp);
}

/** An amount as AWS prints it: `$1,234.50`, and below zero `-$5.00`. */
export function printedUsd(value: Decimal): string {
  const digits = toCents(value.abs())
    .toFixed(2)
    .replace(/\B(?=(?:\d{3})+\.)/g, ',');
  return `${value.lt(ZERO) && digits !== '0.00' ? '-' : ''}$${digits}`;
}
