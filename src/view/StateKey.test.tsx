import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { onlyThis, switched } from './legend.ts';
import { StateKey } from './StateKey.tsx';

beforeAll(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
});

const scenario = smallScenario({
  faults: [{ id: 'bad', title: '', on: true, kind: 'function-error', share: 1 }],
});
const trace = simulate(scenario, idealRules);

function mounted(hidden: readonly string[], seenUs = trace.endUs) {
  const host = document.body.appendChild(document.createElement('div'));
  const told: (readonly string[])[] = [];
  act(() => {
    createRoot(host).render(
      <StateKey
        trace={trace}
        scenario={scenario}
        seenUs={seenUs}
        hidden={hidden}
        onHide={(next) => told.push(next)}
      />,
    );
  });
  const entries = () => [...host.querySelectorAll('button')];
  const press = (word: string, init: MouseEventInit = {}) => {
    act(() => {
      entries()
        .find(({ textContent }) => textContent.startsWith(word))!
        .dispatchEvent(new MouseEvent('click', { bubbles: true, ...init }));
    });
  };
  return { entries, press, told };
}

describe('the legend', () => {
  it('explains what has been met, not what lies ahead', () => {
    const words = (seenUs: number) =>
      mounted([], seenUs)
        .entries()
        .map(({ textContent }) => textContent);
    expect(words(0)).not.toContain('failed');
    expect(words(trace.endUs)).toContain('failed');
  });

  it('has a switch for each sign, and shows all again', () => {
    const { entries, press, told } = mounted(['failed', 'dead-letter']);
    const pressed = (word: string) =>
      entries()
        .find(({ textContent }) => textContent.startsWith(word))!
        .getAttribute('aria-pressed');
    expect([pressed('init'), pressed('failed')]).toEqual(['true', 'false']);
    press('init');
    press('failed');
    // What this legend does not name stays as an address had it.
    press('Show all');
    expect(told).toEqual([['failed', 'dead-letter', 'init'], ['dead-letter'], ['dead-letter']]);
  });

  it('leaves only one with Alt, and all of them the second time', () => {
    const { entries, press, told } = mounted([]);
    press('failed', { altKey: true });
    expect(told[0]).not.toContain('failed');
    expect(told[0]).toHaveLength(entries().length - 1);
  });
});

describe('what is hidden', () => {
  it('is switched one by one, or all but one', () => {
    expect(switched(['init'], 'failed')).toEqual(['init', 'failed']);
    expect(switched(['init', 'failed'], 'init')).toEqual(['failed']);
    const only = onlyThis([], 'init', ['init', 'invoke', 'change']);
    expect(only).toEqual(['invoke']);
    expect(onlyThis(only, 'init', ['init', 'invoke', 'change'])).toEqual([]);
  });
});
