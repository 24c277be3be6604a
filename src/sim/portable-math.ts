/**
 * Logarithm, exponential, square root and the normal quantile from + - * / and bit patterns only.
 * ECMAScript leaves the last bit of Math.log and its kin to each engine; one differing bit changes a
 * run. IEEE 754 fixes the four operations used here, so every engine computes the same bits.
 *
 * `ln` and `exp` follow FDLIBM 5.3 (e_log.c, e_exp.c; error below 1 ulp), whose notice is:
 *
 *   Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 *   Developed at SunSoft, a Sun Microsystems, Inc. business.
 *   Permission to use, copy, modify, and distribute this software is freely granted, provided that
 *   this notice is preserved.
 */

/** One double, seen as two 32-bit words; which of them is the high one depends on the machine. Only read, never built. */
const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
double[0] = 1;
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;

const TWO_54 = 18014398509481984;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** 2 to the power of k, for k from -1074 to 1023: looked up, as bits just written are slow to read back as a double. */
const POWERS = new Float64Array(2098);
for (let k = 0, up = 1; k <= 1023; k++, up *= 2) POWERS[k + 1074] = up;
for (let k = 0, down = 1; k >= -1074; k--, down /= 2) POWERS[k + 1074] = down;

function powerOfTwo(k: number): number {
  return POWERS[k + 1074]!;
}

/** Natural logarithm. -Infinity at 0, NaN below it. */
export function ln(x: number): number {
  let k = 0;
  let scaled = x;
  double[0] = x;
  let high = words[HIGH]!;
  if (high < 0x00100000) {
    if (x === 0) return -Infinity;
    if (high < 0) return NaN;
    // A subnormal number: brought into the normal range first.
    k = -54;
    scaled = x * TWO_54;
    double[0] = scaled;
    high = words[HIGH]!;
  }
  if (high >= 0x7ff00000) return x;
  // x = 2^k * (1 + f) with sqrt(2)/2 < 1 + f < sqrt(2).
  const exponent = (high >> 20) - 1023;
  high &= 0x000fffff;
  const carry = ((high + 0x95f64) >> 20) & 1;
  const f = scaled * powerOfTwo(-exponent - carry) - 1;
  k += exponent + carry;
  if ((0x000fffff & (2 + high)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const r = odd + even;
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}

/** e to the power of x. Infinity above 709.78, 0 below -745.13. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const size = x < 0 ? -x : x;
  if (size < 3.725290298461914e-9) return 1 + x;
  if (x === 1) return 2.718281828459045;
  // x = k ln 2 + r with |r| at most half of ln 2; r = high - low.
  let k = 0;
  let high = x;
  let low = 0;
  if (size > 0.34657359027997264) {
    k = Math.trunc(1.4426950408889634 * x + (x < 0 ? -0.5 : 0.5));
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
  }
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k < -1021) return y * powerOfTwo(k + 1000) * 9.332636185032189e-302;
  return k === 1024 ? y * 2 * powerOfTwo(1023) : y * powerOfTwo(k);
}

/** One ulp of the numbers from 1 to 2. */
const ULP = 2.220446049250313e-16;
/** Splits a double into two halves whose products are exact (Dekker). */
const SPLIT = 134217729;

/** Square root, correctly rounded. NaN below 0. */
export function sqrt(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 || x === Infinity ? x : NaN;
  let scaled = x;
  double[0] = x;
  let exponent = (words[HIGH]! >> 20) - 1023;
  let shift = 0;
  if (exponent === -1023) {
    shift = 54;
    scaled = x * TWO_54;
    double[0] = scaled;
    exponent = (words[HIGH]! >> 20) - 1023;
  }
  // scaled = 2^even * m with 1 <= m < 4.
  const even = exponent - (exponent & 1);
  const m = scaled * powerOfTwo(-even);
  // A cubic within 0.3 per cent, then Heron's steps: each doubles the number of right digits.
  let y = 0.4502 + m * (0.6371 - m * (0.0926 - m * 0.0076));
  y = 0.5 * (y + m / y);
  y = 0.5 * (y + m / y);
  y = 0.5 * (y + m / y);
  // y is off by an ulp at most; the exact remainder m - y * y says whether it is the nearest.
  const big = SPLIT * y;
  const yHigh = big - (big - y);
  const yLow = y - yHigh;
  const square = y * y;
  const rest = m - square - (yHigh * yHigh - square + 2 * yHigh * yLow + yLow * yLow);
  if (rest > y * ULP) y += ULP;
  else if (rest <= -y * ULP) y -= ULP;
  return y * powerOfTwo((even - shift) / 2);
}

/**
 * The standard normal quantile: z such that a standard normal value is below z with probability p.
 * -Infinity at 0, Infinity at 1, NaN outside. Wichura 1988, algorithm AS 241 (PPND16, relative error
 * about 1e-16).
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  const q = p - 0.5;
  if (q <= 0.425 && q >= -0.425) {
    const r = 0.180625 - q * q;
    return (
      (q *
        (((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) *
          r +
          13731.69376550946) *
          r +
          1971.5909503065513) *
          r +
          133.14166789178438) *
          r +
          3.3871328727963665)) /
      (((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) *
        r +
        5394.196021424751) *
        r +
        687.1870074920579) *
        r +
        42.31333070160091) *
        r +
        1)
    );
  }
  let r = sqrt(-ln(q < 0 ? p : 1 - p));
  let z;
  if (r <= 5) {
    r -= 1.6;
    z =
      (((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r +
        1.2704582524523684) *
        r +
        3.6478483247632045) *
        r +
        5.769497221460691) *
        r +
        4.630337846156546) *
        r +
        1.4234371107496835) /
      (((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r +
        0.14810397642748008) *
        r +
        0.6897673349851) *
        r +
        1.6763848301838038) *
        r +
        2.053191626637759) *
        r +
        1);
  } else {
    r -= 5;
    z =
      (((((((2.0103343992922881e-7 * r + 0.000027115555687434876) * r + 0.0012426609473880784) * r +
        0.026532189526576124) *
        r +
        0.29656057182850487) *
        r +
        1.7848265399172913) *
        r +
        5.463784911164114) *
        r +
        6.657904643501103) /
      (((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 0.000018463183175100548) * r +
        0.0007868691311456133) *
        r +
        0.014875361290850615) *
        r +
        0.1369298809227358) *
        r +
        0.599832206555888) *
        r +
        1);
  }
  return q < 0 ? -z : z;
}
