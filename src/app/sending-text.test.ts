import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import { Scenario } from '../sim/scenario.ts';
import { sendingAt } from '../sim/sending.ts';
import { rulesAt } from './rules.ts';
import { sendingText } from './sending-text.ts';
import { TODAY } from './today.ts';

/** The texts of what a scenario of the content sends, in order. */
function textsOf(
  id: string,
  change: (settings: Scenario['settings']) => Scenario['settings'] = (same) => same,
) {
  const file = new URL(`../../content/scenarios/${id}.json`, import.meta.url);
  const read = JSON.parse(readFileSync(file, 'utf8')) as Scenario;
  const scenario = { ...read, settings: change(read.settings) };
  const rules = rulesAt(scenario.asOf ?? TODAY);
  const trace = simulate(scenario, rules);
  return Array.from({ length: trace.length }, (_, step) => step)
    .filter((step) => trace.kinds[trace.kind[step]!]!.name === 'delivery')
    .map((step) => sendingText(trace, sendingAt(trace, step, scenario, rules)!, scenario, 1));
}

it('says what a target gets, from whom, and what is not in it', () => {
  const texts = textsOf('failure-destination');
  const letter = texts.find(
    ({ heading }) => heading === 'Dead letter of event 2, from the function to dead-letters',
  );
  expect(JSON.parse(letter!.json)).toMatchObject({ body: { event: 2 }, attributes: { ErrorCode: 200 } });
  expect(letter!.notes.join(' ')).toMatch(/^Not in it: which function failed, how often it was tried/);
  const headings = texts.map(({ heading }) => heading);
  expect(headings).toContain('Record of the failure of event 2, from the function to failures');
  expect(headings).toContain('Record of the success of event 1, from the function to bus');
});

it('says of a lost one why, and shows nothing that arrived', () => {
  const [lost] = textsOf('dead-letter-not-permitted');
  expect(lost).toEqual({
    heading: 'Dead letter of event 1, lost on the way to dead-letters',
    json: '',
    notes: [
      'The execution role may not send to dead-letters. Nothing arrives there; only the metric DeadLetterErrors counts it.',
    ],
  });
});

it('says of a batch that its records are not in it, and until when they can be fetched', () => {
  const [batch] = textsOf('blocked-shard-retries');
  expect(batch!.heading).toBe('Record about 4 given-up records of clicks, from clicks-reader to failures');
  expect(batch!.notes).toEqual([
    'Not in it: the 4 records themselves, only where they stood in clicks, and nothing of what the error said.',
    'With its sequence numbers they can be fetched until 24:00:14.9, when the first leaves the stream, 1\u202fd after it came.',
  ]);
});
