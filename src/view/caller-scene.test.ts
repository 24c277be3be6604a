import { describe, expect, it } from 'vitest';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { callerScene } from './caller-scene.ts';
import { lookAt, marksNamed, namesIn, wordsIn } from './testing/look.ts';

/** One caller whose function takes 40 s; the service waits 29 s. */
const slow = lookAt(
  smallScenario({
    function: { timeoutMs: 60_000, handlerMs: 40_000 },
    settings: {
      caller: {
        service: 'api-gateway',
        invocationType: 'RequestResponse',
        permitted: true,
        timeoutMs: 29_000,
      },
    },
    requests: [0],
    horizonMs: 100_000,
  }),
);

describe('a caller that waits', () => {
  it('has a clock that fills towards its limit and a wire to the environment that works for it', () => {
    const { marks, label } = callerScene(slow.at(14_500));
    expect(wordsIn(marks)).toContain('waits 14.5 s of 29 s');
    const [burnt] = marksNamed(marks, 'burnt');
    const [fuse] = marksNamed(marks, 'fuse');
    expect(Number(burnt!.attrs['width']) / Number(fuse!.attrs['width'])).toBeCloseTo(0.5, 2);
    expect(marksNamed(marks, 'wire 0')).toHaveLength(1);
    expect(marksNamed(marks, 'cut ')).toHaveLength(0);
    expect(label).toContain('1 caller waiting');
  });

  it('gets 504 while the function goes on: its wire is cut, and nobody waits', () => {
    const { marks, label } = callerScene(slow.at(30_000));
    expect(marksNamed(marks, 'wire 0')).toHaveLength(0);
    expect(marksNamed(marks, 'cut 0')).toHaveLength(1);
    expect(namesIn(marks)).toContain('Request 1 goes on, and nobody waits for its answer');
    expect(wordsIn(marks)).toEqual(
      expect.arrayContaining(['504', 'nobody waits for it', 'gave up after 29 s', 'its function goes on']),
    );
    expect(label).toContain('1 invocation goes on although nobody waits');
    expect(label).toContain('504, no answer in time, the function goes on');
  });

  it('is forgotten once the function has ended', () => {
    const { marks, label } = callerScene(slow.at(60_000));
    expect(marksNamed(marks, 'cut ')).toHaveLength(0);
    expect(label).not.toContain('goes on although');
    expect(wordsIn(marks)).toContain('504');
  });

  it('shows the same on a phone, without names beside the jars', () => {
    const { marks, width } = callerScene(slow.at(30_000, { width: 358 }));
    expect(width).toBe(358);
    expect(wordsIn(marks)).toContain('nobody waits');
    expect(wordsIn(marks)).not.toContain('env 1');
  });
});

describe('callers that are turned away', () => {
  const storm = lookAt(
    smallScenario({
      function: { reservedConcurrency: 2, handlerMs: 1000 },
      settings: {
        caller: {
          service: 'sdk',
          invocationType: 'RequestResponse',
          permitted: true,
          retries: { maximum: 2, backOff: { firstMs: 1000, factor: 1, capMs: 1000 } },
        },
      },
      requests: [0, 0, 0],
      horizonMs: 60_000,
    }),
  );

  it('wait for their next try with a clock; the door counts what it sends away', () => {
    const { marks } = callerScene(storm.at(500));
    expect(wordsIn(marks)).toEqual(
      expect.arrayContaining([
        'try 1 of 3 turned away',
        'again in 500 ms',
        '1 turned away, 429',
        'Lambda, full',
      ]),
    );
  });

  it('are a crowd from six on: every one is drawn or counted', () => {
    const crowd = lookAt(
      smallScenario({
        function: { handlerMs: 2000 },
        settings: { caller: { service: 'alb', invocationType: 'RequestResponse', permitted: true } },
        arrivals: { kind: 'burst', atMs: 0, count: 700 },
        horizonMs: 60_000,
      }),
    );
    const { marks } = callerScene(crowd.at(1000));
    const drawn = marksNamed(marks, 'rings ').reduce(
      (sum, { attrs }) => sum + (String(attrs['d']).match(/Z/g)?.length ?? 0),
      0,
    );
    expect(drawn).toBeGreaterThan(600);
    const left = wordsIn(marks).find((text) => text.endsWith('not drawn'));
    expect(drawn + (left === undefined ? 0 : Number.parseInt(left, 10))).toBe(700);
    expect(marksNamed(marks, 'wire 0')).toHaveLength(0);
  });
});

describe('callers at a quick pace', () => {
  const many = lookAt(
    smallScenario({
      function: { handlerMs: 100 },
      settings: {
        concurrencyLimit: 5,
        caller: {
          service: 'api-gateway',
          invocationType: 'RequestResponse',
          permitted: true,
          timeoutMs: 29_000,
        },
      },
      requests: Array.from({ length: 1400 }, (_, index) => index * 10),
      horizonMs: 30_000,
    }),
  );

  it('are told by their rate, out, back and on to those behind them', () => {
    // Five places, a tenth of a second each.
    const { marks, crowd } = callerScene(many.at(9000, { flightUs: 4_000_000 }));
    const rates = marksNamed(marks, 'rate ').map(({ label }) => label);
    expect(rates).toEqual([
      'Requests: 100/s on their way, 50/s throttled, 50/s succeeded',
      'What callers got: 50/s answered, 50/s throttled',
    ]);
    expect(crowd).toBeUndefined();
  });

  it('are each drawn where they can be told apart', () => {
    const { marks } = callerScene(many.at(5000, { flightUs: 100_000 }));
    expect(marksNamed(marks, 'rate ')).toEqual([]);
    expect(marksNamed(marks, 'request ').filter(({ key }) => key.endsWith(' out'))).toHaveLength(10);
  });
});
