/** What a step goes by. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Trace } from '../sim/trace.ts';
import { byChoices } from './step-by.ts';
import type { Lab } from './use-lab.ts';

export function StepBy({ lab, trace }: { readonly lab: Lab; readonly trace: Trace }) {
  const { view } = lab;
  const by = useStore(view, (state) => state.by);
  const follow = useStore(view, (state) => state.follow);
  const choices = useMemo(() => byChoices(trace, follow), [trace, follow]);
  const isOffered = choices.some((choice) => choice.by === by);
  return (
    <label className="step-by">
      <span>by</span>
      <select
        className="quiet-select"
        aria-label="Step by"
        value={isOffered ? by : ''}
        onChange={(event) => {
          view.setState({ by: event.currentTarget.value });
        }}
      >
        {choices.map((choice) => (
          <option key={choice.by} value={choice.by}>
            {choice.text}
          </option>
        ))}
      </select>
    </label>
  );
}
