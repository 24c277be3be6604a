/** Any scenario's run as the usage of a month: it runs here and now, and what it used fills the page. */
import { useEffect, useId, useRef, useState } from 'react';
import { useAsOf } from './as-of.ts';
import { exampleText } from './example-text.ts';
import { createRunClient, type RunClient } from './run-client.ts';
import { typedMonth } from './run-price.ts';
import { scenarios } from './scenario-cards.ts';
import { loadScenario, loadedScenario } from './scenario-files.ts';
import type { Pricing } from './use-pricing.ts';

/** A month, in days. */
const DAYS = 30;

/** `month`: repeated for a month; `once`: the run alone. */
type Span = 'month' | 'once';

export function PriceRun({ pricing }: { readonly pricing: Pricing }) {
  const asOf = useAsOf();
  const id = useId();
  const [chosen, setChosen] = useState(scenarios[0]?.id ?? '');
  const [span, setSpan] = useState<Span>('month');
  const [said, setSaid] = useState('');
  const client = useRef<RunClient>(null);
  useEffect(
    () => () => {
      client.current?.destroy();
    },
    [],
  );
  const families = [...new Set(scenarios.map(({ family }) => family))];

  async function price(): Promise<void> {
    setSaid('Running …');
    try {
      await loadScenario(chosen);
    } catch {
      setSaid('The scenario cannot be fetched: are you offline?');
      return;
    }
    const scenario = loadedScenario(chosen);
    if (!scenario) return;
    const runs = (client.current ??= createRunClient());
    const stop = runs.store.subscribe(({ status, result, problems, message }) => {
      if (status === 'running' || status === 'idle') return;
      stop();
      if (status !== 'done' || !result) {
        setSaid(
          status === 'problems'
            ? problems.map((problem) => problem.message).join(' ')
            : `Not run. ${message}`,
        );
        return;
      }
      pricing.replace(typedMonth(result, { days: span === 'once' ? 'once' : DAYS }));
      setSaid(
        `What “${exampleText(scenario.title)}” used${span === 'month' ? `, repeated for ${DAYS} days,` : ''} is in the page now.`,
      );
    });
    runs.run(`${chosen} ${asOf.day}`, scenario, asOf.day);
  }

  return (
    <div className="price-run">
      <div className="price-row">
        <div className="price-field">
          <label htmlFor={id}>Scenario</label>
          <select
            id={id}
            className="field"
            value={chosen}
            onChange={({ currentTarget }) => {
              setChosen(currentTarget.value);
            }}
          >
            {families.map((family) => (
              <optgroup key={family} label={family}>
                {scenarios
                  .filter((scenario) => scenario.family === family)
                  .map((scenario) => (
                    <option key={scenario.id} value={scenario.id}>
                      {exampleText(scenario.title)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </div>
        <fieldset className="segmented" aria-label="How often">
          {(['month', 'once'] as const).map((value) => (
            <label key={value}>
              <input
                type="radio"
                name={`${id}-span`}
                checked={span === value}
                onChange={() => {
                  setSpan(value);
                }}
              />
              {value === 'month' ? 'over and over for a month' : 'once'}
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          className="button"
          onClick={() => {
            void price();
          }}
        >
          Run and price it
        </button>
      </div>
      <p role="status">{said}</p>
    </div>
  );
}
