import { expect, test } from 'vitest';
import { simulate } from './run.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';
import { why } from './why.ts';

test('leads back from an end to the arrival that began it', () => {
  const trace = simulate(smallScenario(), idealRules);
  const lines = told(trace);
  expect(
    why(trace, lines.indexOf('390 request 1 running -> succeeded (handler: returned)')).map(
      (step) => lines[step],
    ),
  ).toEqual([
    '390 request 1 running -> succeeded (handler: returned)',
    '390 environment 1 invoke.handler -> frozen (handler: returned)',
    '350 environment 1 init.function -> invoke.handler (init: done)',
    '150 environment 1 init.runtime -> init.function',
    '50 environment 1 create -> init.runtime',
    '0 environment 1 -> create (created: for a request)',
    '0 request 1 -> waiting (cold: no environment)',
  ]);
});

test('a limit is caused by the step that set it', () => {
  const trace = simulate(smallScenario(), idealRules);
  const lines = told(trace);
  const retired = lines.indexOf('10390 environment 1 frozen -> shutdown (retired: environment idle)');
  expect(lines[why(trace, retired)[1]!]).toBe(
    '390 environment 1 invoke.handler -> frozen (handler: returned)',
  );
});

test('asked about no step, answers nothing', () => {
  const trace = simulate(smallScenario(), idealRules);
  expect(why(trace, -1)).toEqual([]);
  expect(why(trace, trace.length)).toEqual([]);
});
