import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alwaysOnAnswer } from './always-on-answer.ts';
import { billWith, lastWhere, type Answer, type Asked } from './answer.ts';
import { architectureAnswer } from './architecture-answer.ts';
import { datedAnswer, datedCosts } from './dated-answer.ts';
import { Decimal } from './decimal.ts';
import { readFacts } from './fact.ts';
import { assumedCurve, memoryAnswer, type MemoryPoint } from './memory-answer.ts';
import { provisionedAnswer } from './provisioned-answer.ts';
import { readUsage, type TypedUsage } from './usage.ts';
import { billOfVolume, volumeAnswer } from './volume-answer.ts';

const TODAY = '2026-11-20';
const file = 'content/facts/pricing.json';
const facts = readFacts(JSON.parse(readFileSync(file, 'utf8')), file);

function asked(asOf: string, change: Partial<TypedUsage['functions'][number]> = {}): Asked {
  const read = readUsage(
    {
      asOf,
      functions: [
        {
          name: 'orders',
          memoryMb: '512',
          requests: { per: 'month', count: '10M' },
          duration: { kind: 'mean', ms: '120' },
          ...change,
        },
      ],
    },
    TODAY,
  );
  if (!('usage' in read)) throw new Error(JSON.stringify(read.problems));
  return { usage: read.usage, index: 0, facts };
}

/** Measured by nobody: 20 ms that wait, and 100 ms at 512 MB that compute. */
const CURVE: readonly MemoryPoint[] = [128, 512, 640, 1024].map((memoryMb) => ({
  memoryMb,
  ms: 20 + (100 * 512) / memoryMb,
}));

describe('cost against memory', () => {
  it('finds that more memory was cheaper while time was billed by the hundred', () => {
    const answer = memoryAnswer(asked('2019-06-15'), CURVE, TODAY);
    expect(answer.marks).toEqual([
      { x: 512, usd: 11.802, text: '512\u202fMB: $11.80', note: '120\u202fms, billed as 200' },
      { x: 640, usd: 5.55075, text: '640\u202fMB: $5.55', note: '100\u202fms' },
    ]);
    expect(answer.conclusion).toBe(
      '640\u202fMB costs $5.55, 53\u202f% less than 512\u202fMB, and each request is faster: 100\u202fms instead of 120\u202fms.',
    );
    expect(answer.lines.map(({ name }) => name)).toEqual(['15 Jun 2019', 'today']);
  });

  it('says so where nothing is cheaper than what is set', () => {
    const flat = [128, 256].map((memoryMb) => ({ memoryMb, ms: 50 }));
    expect(memoryAnswer(asked('today', { memoryMb: '128' }), flat, null).conclusion).toMatch(
      /^128\u202fMB is the cheapest: \$1\.80\./,
    );
  });

  it('assumes of what was not measured that a part waits and the rest follows the CPU, to one vCPU', () => {
    const curve = assumedCurve({ memoryMb: 512, ms: 120 }, 0.5, 1769, [128, 3008]);
    const at = (memoryMb: number) => curve.find((point) => point.memoryMb === memoryMb)?.ms;
    expect([at(128), at(512), at(1024), at(2048), at(3008), at(4096)]).toEqual([
      300,
      120,
      90,
      77.4,
      77.4,
      undefined,
    ]);
  });
});

describe('cost against requests', () => {
  it('finds where the free tier ends and where cheaper tiers begin', () => {
    const answer = volumeAnswer(asked('today'), null);
    const [free, ...tiers] = answer.edges.map(({ x }) => x);
    // A million requests at 0.06 GB-s are 60,000 GB-s: requests run out first.
    expect(free).toBe(1_000_000);
    // 0.06 GB-s each; tiers begin after what is free.
    expect(tiers).toEqual([
      Math.floor((6_000_000_000 + 400_000) / 0.06),
      Math.floor((15_000_000_000 + 400_000) / 0.06),
    ]);
    expect(answer.conclusion).toMatch(
      /^Free up to 1 million requests a month\. Your 10 million cost \$0\.\d+ a million\./,
    );
    expect(answer.conclusion).toMatch(
      /10\u202f% less from 100 billion on, 20\u202f% less from 250 billion on\./,
    );
  });

  it('tells no tiers where there were none', () => {
    expect(volumeAnswer(asked('2021-03-01'), TODAY).edges).toHaveLength(1);
  });
});

describe('x86_64 against arm64', () => {
  it('finds how much longer it may take on arm64', () => {
    const answer = architectureAnswer(asked('today'), 100);
    expect(answer.conclusion).toMatch(
      /^On arm64 a month costs \$\S+, \d+\u202f% less than the \$\S+ on x86_64, if a request takes as long\./,
    );
    const even = answer.marks[1]!.x / 100;
    const x86 = new Decimal(billWith(asked('today'), {}).totalUsd).toNumber();
    const arm = (share: number) =>
      new Decimal(
        billWith(asked('today'), {
          architecture: 'arm64',
          duration: { kind: 'mean', ms: new Decimal(120).times(share) },
        }).totalUsd,
      ).toNumber();
    expect(arm(even)).toBeLessThanOrEqual(x86);
    expect(arm(even + 0.02)).toBeGreaterThan(x86);
  });

  it('says since when there is arm64', () => {
    expect(architectureAnswer(asked('2020-01-01'), 100).conclusion).toMatch(
      /^There was no arm64 at this date: it has been there since 29 Sep 2021\./,
    );
  });
});

describe('on demand against provisioned', () => {
  it('finds the use from which it is cheaper to keep an environment', () => {
    const answer = provisionedAnswer(asked('today', { memoryMb: '1024' }));
    // 4.1667 / (16.6667 − 9.7222) of the time.
    expect(answer.marks[0]?.x).toBeCloseTo(60, 1);
    expect(answer.conclusion).toMatch(
      /^An environment that is busy more than 60\u202f% of the time is cheaper provisioned/,
    );
    expect(provisionedAnswer(asked('2019-01-01')).lines).toEqual([]);
  });
});

describe('Lambda against machines that are always on', () => {
  it('finds the requests at which they cost the same', () => {
    const own = { kind: 'own', count: new Decimal(2), hourlyUsd: new Decimal('0.05') } as const;
    const answer = alwaysOnAnswer(asked('today'), own);
    expect(answer.conclusion).toMatch(
      /^2 machines, always on, cost \$72\.00 a month\. Lambda costs less up to [\d,]+ requests a month/,
    );
    const even = answer.marks[1]!.x;
    const cost = (count: number) => Number(billOfVolume(asked('today'), count).totalUsd);
    expect(cost(even)).toBeLessThanOrEqual(72);
    expect(cost(even + 1)).toBeGreaterThan(72);
  });

  it('groups the digits of what many of them cost', () => {
    const own = { kind: 'own', count: new Decimal(40), hourlyUsd: new Decimal('0.05') } as const;
    expect(alwaysOnAnswer(asked('today'), own).conclusion).toContain('cost $1,440.00 a month');
  });

  it('says when a price was read later than the date', () => {
    const task = {
      kind: 'fargate',
      count: new Decimal(1),
      vcpus: new Decimal('0.5'),
      memoryGb: new Decimal(1),
    } as const;
    expect(alwaysOnAnswer(asked('2018-02'), task).assumptions.join(' ')).toMatch(/first read in/);
    expect(alwaysOnAnswer(asked('today'), { kind: 'ec2', count: new Decimal(1) }).conclusion).toMatch(
      /^1 m7g\.large, always on/,
    );
  });
});

describe('the same usage at every date', () => {
  it('tells each change once, and the largest in words', () => {
    const { usage } = asked('today');
    const answer = datedAnswer(usage, facts, TODAY);
    expect(datedCosts(usage, facts, '2018-02-01', TODAY).map(({ day }) => day)).toEqual([
      '2018-02-01',
      '2020-12-01',
    ]);
    expect(answer.conclusion).toMatch(
      /^The largest change came on 1 Dec 2020: \d+\u202f% less\. \$11\.80 in Feb 2018, \$\S+ in Jan 2021, \$\S+ today\.$/,
    );
  });
});

describe('any answer', () => {
  it('has a sentence and finite figures for any function', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('2018-02', '2019-12-10', '2021', '2022-09-01', 'today'),
        fc.integer({ min: 128, max: 10_240 }),
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.integer({ min: 1, max: 900_000 }),
        (asOf, memoryMb, count, ms) => {
          const one = asked(asOf, {
            memoryMb: String(memoryMb),
            requests: { per: 'month', count: String(count) },
            duration: { kind: 'mean', ms: String(ms) },
          });
          const answers: Answer[] = [
            memoryAnswer(one, CURVE, null),
            volumeAnswer(one, null),
            architectureAnswer(one, 100),
            provisionedAnswer(one),
            alwaysOnAnswer(one, { kind: 'ec2', count: new Decimal(1) }),
            datedAnswer(one.usage, facts, TODAY),
          ];
          for (const { conclusion, lines, marks } of answers) {
            expect(conclusion).toMatch(/^\S.*\.$/);
            expect(conclusion).not.toMatch(/NaN|undefined|Infinity/);
            for (const { points } of lines)
              for (const { x, usd } of points)
                expect(Number.isFinite(x) && Number.isFinite(usd) && usd >= 0).toBe(true);
            for (const { x, usd } of marks) expect(Number.isFinite(x) && Number.isFinite(usd)).toBe(true);
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('finds the last number for which something holds', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (last) => {
        expect(lastWhere(0, 1_000_000, (value) => value <= last)).toBe(last);
      }),
    );
    expect(lastWhere(0, 10, () => false)).toBeNull();
  });
});
