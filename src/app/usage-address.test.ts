import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUsage } from '../cost/usage.ts';
import { loadPacking } from './packing.ts';
import { parseSearchText, printSearchText } from './search-text.ts';
import { TODAY } from './today.ts';
import { withTyped, type Typed } from './typed.ts';
import { FIRST_USAGE, isUsageKey, usageInAddress, usageSearch } from './usage-address.ts';

/** What comes back once a usage has been an address. */
function back(typed: Typed): Typed {
  const search = usageSearch(typed);
  if (!search) throw new Error('too long');
  const read = usageInAddress(parseSearchText(printSearchText(search)));
  if ('problem' in read) throw new Error(read.problem);
  return read.typed;
}

/** What a usage means, whatever it was written like. */
const meant = (typed: Typed) => readUsage(withTyped(typed, 'asOf', 'today'), TODAY);

describe('a usage in an address', () => {
  it('needs no key where it is the first one', () => {
    expect(usageSearch(FIRST_USAGE)).toEqual({});
    expect(usageInAddress({ asof: '2018-02', answer: 'memory' })).toEqual({ typed: FIRST_USAGE });
  });

  it('is readable, and leaves out what holds by itself', () => {
    const typed = withTyped(FIRST_USAGE, 'functions.0.memoryMb', '1,024');
    expect(printSearchText(usageSearch(typed) ?? {})).toBe(
      '?name=Function%201&memoryMb=1,024&requests.per=month&requests.count=10%20million&duration.kind=mean&duration.ms=120&init.coldPercent=0.5&init.ms=400',
    );
  });

  it('keeps what was typed, wrong as it is', () => {
    const typed = withTyped(FIRST_USAGE, 'functions.0.duration.ms', '1.000,50');
    const read = back(typed) as { functions: { duration: unknown }[] };
    expect(read.functions[0]?.duration).toEqual({ kind: 'mean', ms: '1.000,50' });
  });

  it('holds several functions, lists and the account', () => {
    const typed = {
      region: 'eu-central-1',
      freeTier: false,
      savingsPlan: { discountPercent: '12' },
      functions: [
        {
          name: 'a',
          memoryMb: '128',
          requests: { per: 'second', count: '3' },
          duration: { kind: 'list', ms: '1\n2' },
        },
        {
          name: 'b',
          memoryMb: '256',
          architecture: 'arm64',
          requests: {
            per: 'hour of the day',
            counts: Array.from({ length: 24 }, (_, hour) => String(hour * 10)),
          },
          duration: { kind: 'percentiles', p50Ms: '10', p95Ms: '90' },
          streaming: [
            { requests: '5', size: '7', unit: 'MB' },
            { requests: '6', size: '8', unit: 'KB' },
          ],
        },
      ],
    };
    expect(meant(back(typed))).toEqual(meant(typed));
  });

  it('holds an account without a function', () => {
    const typed = { functions: [], microVms: [{ vcpus: '1', memoryGb: '2', hours: '10' }] };
    expect(meant(back(typed))).toEqual(meant(typed));
  });

  it('packs what is long, and says when that is damaged', async () => {
    await loadPacking();
    const ms = Array.from({ length: 4000 }, (_, index) => String((index * 7) % 900)).join('\n');
    const typed = withTyped(FIRST_USAGE, 'functions.0.duration', { kind: 'list', ms });
    const search = usageSearch(typed) ?? {};
    expect(Object.keys(search)).toEqual(['z']);
    expect(back(typed)).toEqual(typed);
    expect(usageInAddress({ z: (search['z'] ?? '').slice(0, -40) })).toHaveProperty('problem');
    expect(usageInAddress({ z: '%%%' })).toHaveProperty('problem');
  });

  it('is too long where even packing does not help', async () => {
    await loadPacking();
    let seed = 1;
    const any = () => (seed = (seed * 48271) % 2147483647);
    const ms = Array.from({ length: 40_000 }, () => String(any())).join('\n');
    expect(usageSearch(withTyped(FIRST_USAGE, 'functions.0.duration', { kind: 'list', ms }))).toBeNull();
  });

  it('is never the reason for an error, whatever an address says', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'memoryMb',
        '2.memoryMb',
        'requests.count',
        'functions',
        'functions.0.name',
        'z',
        '__proto__',
        'init.__proto__.x',
        'streaming.0.size',
        'streaming.x',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.string())), (pairs) => {
        const read = usageInAddress(Object.fromEntries(pairs));
        if ('typed' in read) {
          const said = meant(read.typed);
          expect('usage' in said || said.problems.length > 0).toBe(true);
        }
        expect(({} as Record<string, unknown>)['x']).toBeUndefined();
      }),
    );
  });

  it('knows its own keys from those of others', () => {
    expect(['memoryMb', '3.name', 'region', 'z', 'init.ms'].every(isUsageKey)).toBe(true);
    expect(['asof', 'answer', 'utm_source', '3.asof', '0.name'].some(isUsageKey)).toBe(false);
  });
});
