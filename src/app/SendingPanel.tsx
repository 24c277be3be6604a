/** What a dead-letter queue or a destination gets: the record itself, and what is not in it. */
import { useMemo } from 'react';
import { sendingAt } from '../sim/sending.ts';
import { CopyButton } from './CopyButton.tsx';
import type { RunResult } from './run-client.ts';
import { sendingText } from './sending-text.ts';

export interface SendingPanelProps {
  readonly result: RunResult;
  /** Step of the delivery. */
  readonly delivery: number;
  readonly digits: number;
}

export function SendingPanel({ result, delivery, digits }: SendingPanelProps) {
  const { trace, scenario, rules } = result;
  const text = useMemo(() => {
    const sending = sendingAt(trace, delivery, scenario, rules);
    return sending && sendingText(trace, sending, scenario, digits);
  }, [trace, delivery, scenario, rules, digits]);
  if (text === null) return null;
  return (
    <section className="sending" aria-labelledby="sending-title">
      <h2 id="sending-title">{text.heading}</h2>
      {text.json !== '' && (
        <div className="sending-record">
          <CopyButton
            key={delivery}
            label="Copy record"
            copied="Record copied"
            className="link"
            text={() => text.json}
          />
          <pre tabIndex={0} role="region" aria-label="The record as JSON">
            {text.json}
          </pre>
        </div>
      )}
      {text.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </section>
  );
}
