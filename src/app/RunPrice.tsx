/** From a run to the bill of a month that goes on like it. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RunResult } from './run-client.ts';

export function RunPrice({ result }: { readonly result: RunResult }) {
  const navigate = useNavigate();
  const [problem, setProblem] = useState('');

  async function open(): Promise<void> {
    try {
      const { monthSearch } = await import('./run-price.ts');
      const search = await monthSearch(result);
      if (search) await navigate({ to: '/pricing', search });
      else
        setProblem(
          'What this run used is too long for an address. On the page of prices, choose it under “From a run”.',
        );
    } catch {
      setProblem('The page of prices cannot be fetched: are you offline?');
    }
  }

  return (
    <p className="metrics-note">
      <button
        type="button"
        className="button"
        onClick={() => {
          void open();
        }}
      >
        Price a month of this run
      </button>{' '}
      <span role="status">{problem}</span>
    </p>
  );
}
