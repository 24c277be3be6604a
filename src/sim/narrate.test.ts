import { describe, expect, it } from 'vitest';
import content from '../../content/words.json';
import { nameOf, narrate, narrateClause, narrateEnd } from './narrate.ts';
import { simulate } from './run.ts';
import { statecharts } from './statechart.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { traceOf } from './testing/trace-of.ts';
import { REASONS } from './vocabulary.ts';
import { Words } from './words.ts';

const words = Words.parse(content);
const SECOND = 1_000_000;
const plain = (text: string) => text.replaceAll('\u202f', ' ');

const trace = traceOf(
  [
    [0, 'request 0', 'waiting', { reason: 'cold: no environment', other: 0 }],
    [0, 'environment 0', 'create', { reason: 'created: for a request', other: 0 }],
    [0.2 * SECOND, 'environment 0', 'init.runtime', { event: 'after creation', cause: 1, other: 0 }],
    [0.5 * SECOND, 'environment 0', 'init.function', { event: 'after runtimeInit', cause: 2, other: 0 }],
    [
      10.2 * SECOND,
      'environment 0',
      'invoke.init',
      { event: 'after initLimit', cause: 2, reason: 'init: over the limit', other: 0 },
    ],
    [10.2 * SECOND, 'request 0', 'running', { reason: 'began', event: 'begin', other: 0 }],
    [
      13.2 * SECOND,
      'environment 0',
      'reset',
      { event: 'after functionTimeout', cause: 4, reason: 'timeout: init', other: 0 },
    ],
    [13.2 * SECOND, 'request 0', 'failed', { reason: 'timeout: init', event: 'fail', other: 0 }],
    [
      613.2 * SECOND,
      'environment 0',
      'shutdown',
      { event: 'after environmentIdle', cause: 6, reason: 'retired: environment idle' },
    ],
    [613.2 * SECOND, 'environment 0', 'retired', { event: 'after shutdownTime', cause: 8 }],
  ],
  700 * SECOND,
);

describe('narrate', () => {
  it('tells each step in one sentence', () => {
    expect(Array.from({ length: trace.length }, (_, step) => plain(narrate(trace, step, words)))).toEqual([
      'Request 1 finds no environment at all, so environment 1 is made for it.',
      'Environment 1 gets a place and the code of the function, for request 1.',
      'Environment 1 has its code after 200 ms and begins Init with the runtime.',
      'Environment 1 has started its runtime after 300 ms and runs the code outside the handler.',
      'Environment 1 is still in Init after 10 s, the limit, so Init starts again, now inside the invocation of request 1 and under the function timeout.',
      'Request 1 has waited 10.2 s and begins in environment 1.',
      'Environment 1 is stopped in its repeated Init after 3 s, the function timeout, and is reset.',
      'Request 1 fails 13.2 s after it arrived: the function timeout has passed before the repeated Init was done.',
      'Environment 1 has been idle for 10 min, as long as one environment may, and shuts down.',
      'Environment 1 is gone, and its memory, connections and /tmp with it.',
    ]);
  });

  it('joins number and unit by a narrow no-break space', () => {
    expect(narrate(trace, 2, words)).toContain('200\u202fms');
  });

  it('gives a clause to stand after because', () => {
    expect(plain(narrateClause(trace, 5, words))).toBe(
      'request 1 has waited 10.2 s and begins in environment 1',
    );
  });

  it('calls a function by its name, and the one of the scenario the function', () => {
    const { function: fn } = smallScenario().settings;
    const two = simulate(
      smallScenario({
        requests: [0],
        function: { calls: [{ to: 'thumbs' }] },
        settings: {
          functions: { thumbs: fn },
          keep: { functionIdleMs: 500, environmentIdleMs: 1000, maxAgeMs: null },
        },
      }),
      idealRules,
    );
    const kind = two.kinds.findIndex(({ name }) => name === 'function');
    expect([0, 1].map((actor) => nameOf(two, kind, actor, words))).toEqual([
      'the function',
      'function thumbs',
    ]);
  });

  it('counts the layers that a package has had merged', () => {
    const layers = ['one', 'two', 'three'].map((name) => ({ name, sizeMb: 1, unzippedMb: 100 }));
    const run = simulate(smallScenario({ function: { package: { sizeMb: 10, layers } } }), {
      ...idealRules,
      packages: { ...idealRules.packages, unzippedBytes: 250 * 1024 * 1024 },
    });
    const kind = run.kinds.findIndex(({ name }) => name === 'creation');
    const told = Array.from({ length: run.length }, (_, step) => step)
      .filter((step) => run.kind[step] === kind)
      .map((step) => plain(narrate(run, step, words)));
    expect(told.slice(2)).toEqual([
      'Package 1 is 10 MB unzipped, and its layers are merged into it one after the other.',
      'Package 1 has layer 1 in it and is 110 MB unzipped so far.',
      'Package 1 has layer 2 in it and is 210 MB unzipped so far.',
      'Package 1 is refused with 400, InvalidParameterValueException: with layer 3 it is larger than 250 MB unzipped, the most that a function may be with its layers.',
    ]);
  });

  it('says $LATEST of an alias that points to no version', () => {
    const scenario = smallScenario({
      arrivals: { kind: 'list', requests: [] },
      function: { versions: { 1: {} }, aliases: { live: { version: '1' }, next: { version: '$LATEST' } } },
    });
    const run = simulate(
      {
        ...scenario,
        changes: [
          {
            kind: 'update-alias',
            id: 'point',
            title: '',
            on: true,
            atMs: 1000,
            alias: 'live',
            version: '$LATEST',
          },
        ],
      },
      idealRules,
    );
    const alias = run.kinds.findIndex(({ name }) => name === 'alias');
    const steps = Array.from({ length: run.length }, (_, step) => step).filter(
      (step) => run.kind[step] === alias,
    );
    expect(steps.map((step) => narrate(run, step, words))).toEqual([
      'Alias function:live points to version function:1 with all its traffic.',
      'Alias function:next points to $LATEST with all its traffic.',
      'Alias function:live is pointed to $LATEST with all its traffic.',
    ]);
  });

  it('names the state when the words know no more', () => {
    expect(narrate(trace, 0, { ...words, sentences: {} })).toBe('Request 1: waiting.');
  });

  it('tells how the run ended', () => {
    const end = (value: typeof trace.end) => plain(narrateEnd({ ...trace, end: value }, words));
    expect(end({ kind: 'horizon' })).toBe('The run ends at 11:40.00, its horizon.');
    expect(end({ kind: 'drained' })).toBe('The run ends at 11:40.00: nothing is left to happen.');
    expect(end({ kind: 'bound', bound: 'steps', limit: 1_000_000 })).toBe(
      'The run is cut at 11:40.00: it may have 1,000,000 steps.',
    );
    expect(end({ kind: 'bound', bound: 'time', limit: 3600 * SECOND })).toBe(
      'The run is cut at 11:40.00: it may last 1 h.',
    );
    expect(end({ kind: 'bound', bound: 'moment', limit: 1_000_100 })).toBe(
      'The run is cut at 11:40.00: 1,000,100 steps lie at this one moment, as where something calls itself and takes no time.',
    );
    expect(end({ kind: 'law', law: 'time never falls', step: 12, seed: 7 })).toBe(
      'The run ends at 11:40.00, because a law of the model broke: time never falls, at step 12 with seed 7.',
    );
  });
});

describe('the words', () => {
  it('have a meaning for every reason and every state, and no others', () => {
    expect(Object.keys(words.reasons).sort()).toEqual(REASONS.filter((reason) => reason !== '').sort());
    for (const { kind, states } of Object.values(statecharts)) {
      // What an actor leaves at once is never seen.
      const seen = states.filter(({ name, isInitial }) => !isInitial || name in words.states[kind]!);
      expect(Object.keys(words.states[kind] ?? {}).sort(), kind).toEqual(seen.map(({ name }) => name).sort());
    }
    expect(Object.keys(words.states).sort()).toEqual(Object.keys(statecharts).sort());
  });

  it('refuse a place nobody fills, and a full stop', () => {
    const withSentence = (sentence: string) => ({ ...content, sentences: { request: { sent: sentence } } });
    expect(Words.safeParse(withSentence('{actor} arrives')).success).toBe(true);
    expect(Words.safeParse(withSentence('{actors} arrives')).success).toBe(false);
    expect(Words.safeParse(withSentence('{actor} arrives.')).success).toBe(false);
  });
});
