import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import failureDestination from '../../content/scenarios/failure-destination.json';
import { simulate } from '../sim/run.ts';
import { Scenario } from '../sim/scenario.ts';
import { sentRecord } from '../sim/sent-record.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { WhyChain } from './WhyChain.tsx';

const content = Scenario.parse(failureDestination);
const scenario = { ...content, settings: { ...content.settings, keep: { preset: 'never' } } };
const rules = idealRules;
const trace = simulate(scenario, rules);
const delivery = trace.kinds.findIndex(({ name }) => name === 'delivery');
const sent = trace.reasons.indexOf('sent: on failure');

const nothing = () => {};
function shown(step: number): void {
  const record = sentRecord(trace, step, scenario, rules.asOf);
  render(
    <WhyChain
      trace={trace}
      step={step}
      digits={3}
      pinned={false}
      record={record}
      onJump={nothing}
      onFollow={nothing}
    />,
  );
}

afterEach(cleanup);

it('shows the record that goes to a destination, as AWS writes it', () => {
  const step = trace.kind.findIndex((kind, at) => kind === delivery && trace.reason[at] === sent);
  shown(step);
  expect(screen.getByText('What it carries')).toBeDefined();
  expect(JSON.parse(screen.getByLabelText('What it carries, as JSON').textContent)).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
  });
});

it('shows none for a step that brings nothing', () => {
  shown(0);
  expect(screen.queryByText('What it carries')).toBeNull();
});
