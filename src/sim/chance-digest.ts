/** One short text that is equal in every engine if, and only if, chance is. */
import { createArrivals } from './arrivals.ts';
import { sampler } from './distribution.ts';
import { exp, ln, normalQuantile, sqrt } from './portable-math.ts';
import { createStream } from './random.ts';
import type { Arrivals } from './scenario.ts';
import type { Distribution } from './settings/quantity.ts';

const DRAWS = 10_000;

const DISTRIBUTIONS: Distribution[] = [
  1991,
  { kind: 'uniform', minMs: 0.5, maxMs: 12_345.678 },
  { kind: 'exponential', meanMs: 1991 },
  { kind: 'log-normal', medianMs: 120, sigma: 1.25 },
  { kind: 'hyper-exponential', meanMs: 1991, cv2: 9 },
  { kind: 'empirical', valuesMs: [1, 2.5, 1e12, 0, 7.0005] },
];

const ARRIVALS: Arrivals[] = [
  { kind: 'constant', everyMs: 33.3333 },
  { kind: 'poisson', ratePerSec: 0.9 },
  { kind: 'ramp', fromPerSec: 0.1, toPerSec: 50, overMs: 120_000 },
  { kind: 'burst', atMs: 10, count: 7, withinMs: 100, repeatEveryMs: 33.3 },
  {
    kind: 'schedule',
    parts: [
      { kind: 'ramp', fromPerSec: 40, toPerSec: 0, overMs: 100_000 },
      { kind: 'poisson', ratePerSec: 5, startMs: 20_000 },
      { kind: 'burst', atMs: 0, count: 3, repeatEveryMs: 1000 },
    ],
  },
];

/**
 * Draws 10,000 values of every function, distribution and pattern of arrivals and digests all their
 * bits: 16 hexadecimal digits. Two engines that print the same run the same scenarios alike.
 */
export function chanceDigest(): string {
  const digest = new Digest();
  const stream = createStream(20_240_229, 'chance-digest');
  for (let i = 0; i < DRAWS; i++) {
    const u = stream.uniform();
    digest.add(u);
    digest.add(stream.int(1000));
    digest.add(ln(u * 1e6 + 1e-9));
    digest.add(exp(u * 1400 - 700));
    digest.add(sqrt(u * 1e9));
    digest.add(normalQuantile(u));
  }
  for (const distribution of DISTRIBUTIONS) {
    const draw = sampler(distribution, createStream(7, 'draws'));
    for (let i = 0; i < DRAWS; i++) digest.add(draw());
  }
  for (const arrivals of ARRIVALS) {
    const source = createArrivals(arrivals, 4_294_967_295);
    for (let i = 0; i < DRAWS && source.next(); i++) digest.add(source.atUs);
  }
  return digest.text();
}

/** Two 32-bit hashes over the bits of doubles, in the same order of bytes on every machine. */
class Digest {
  private readonly view = new DataView(new ArrayBuffer(8));
  private a = 0x811c9dc5;
  private b = 0x9e3779b9;

  add(value: number): void {
    this.view.setFloat64(0, value);
    for (let at = 0; at < 8; at += 4) {
      const word = this.view.getInt32(at);
      this.a = Math.imul(this.a ^ word, 0x85ebca6b);
      this.a ^= this.a >>> 15;
      this.b = Math.imul(this.b ^ word, 0xc2b2ae35);
      this.b ^= this.b >>> 13;
    }
  }

  text(): string {
    return [this.a, this.b].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
