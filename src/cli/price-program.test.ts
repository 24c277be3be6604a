import { describe, expect, it } from 'vitest';
import { priceProgram } from './price-program.ts';

function price(args: readonly string[], text = '') {
  let out = '';
  const complaints: string[] = [];
  const code = priceProgram(args, {
    read(file) {
      if (file !== '-' && file !== 'mine.json') throw new Error('no such file');
      return text;
    },
    write: (piece) => {
      out += piece;
    },
    complain: (line) => complaints.push(line),
  });
  return { code, out, complaints };
}

const MINE = {
  asOf: '2021-01',
  functions: [
    {
      name: 'api',
      memoryMb: '1536',
      requests: { per: 'month', count: '3M' },
      duration: { kind: 'mean', ms: '120' },
    },
  ],
};

describe('npm run price', () => {
  it.each(['mine.json', '-'])('prints the bill of %s as JSON and nothing else', (file) => {
    const { code, out, complaints } = price([file], JSON.stringify(MINE));
    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
    expect(JSON.parse(out)).toMatchObject({
      asOf: '2021-01-01',
      region: 'us-east-1',
      components: [
        { id: 'requests', quantity: '3000000', freeQuantity: '1000000', amountUsd: '0.4' },
        { id: 'duration-x86', freeQuantity: '400000', printed: '$2.33' },
      ],
      totalUsd: '2.733338',
      printedTotal: '$2.73',
      facts: [
        { id: 'price-requests' },
        { id: 'price-gbs-x86', from: '2020-12-01' },
        { id: 'billing-granularity' },
        { id: 'free-tier' },
      ],
    });
  });

  it('names the field of what is wrong and exits with 2', () => {
    const wrong = { ...MINE, functions: [{ ...MINE.functions[0], memoryMb: '1,5' }] };
    expect(price(['mine.json'], JSON.stringify(wrong))).toEqual({
      code: 2,
      out: '',
      complaints: ['functions.0.memoryMb: Memory: "1,5" has a decimal comma; if 1.5 is meant, type 1.5.'],
    });
  });

  it.each([
    [[], /found nothing, expected one file/],
    [['a.json'], /a\.json: cannot be read/],
    [['mine.json', 'b.json'], /expected one file/],
    [['--jso'], /expected one file/],
    [['mine.json'], /is no JSON/],
  ])('%j: exit code 2 and a sentence', (args, message) => {
    const { code, out, complaints } = price(args, '{');
    expect([code, out]).toEqual([2, '']);
    expect(complaints.join('\n')).toMatch(message);
  });

  it('helps', () => {
    expect(price(['--help'])).toMatchObject({ code: 0, complaints: [] });
  });
});
