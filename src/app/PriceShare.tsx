/** Taking the bill along: its link, a summary to paste, CSV, and the usage as a file that opens here and on the command line. */
import { useId, useState } from 'react';
import { billRows, billSummary } from '../cost/bill-text.ts';
import { csvLine } from '../sim/csv-line.ts';
import { useAsOf } from './as-of.ts';
import { download } from './download.ts';
import { CopyButton } from './CopyButton.tsx';
import { openUsage } from './usage-file.ts';
import { withTyped } from './typed.ts';
import type { Pricing } from './use-pricing.ts';

export function PriceShare({ pricing }: { readonly pricing: Pricing }) {
  const { typed } = pricing;
  const bill = pricing.priced?.bill ?? null;
  const asOf = useAsOf();
  const file = useId();
  const [problem, setProblem] = useState('');
  const link = () => (pricing.isTooLong ? '' : window.location.href);

  async function open(chosen: File | undefined): Promise<void> {
    if (!chosen) return;
    const opened = await openUsage(chosen);
    if ('problem' in opened) {
      setProblem(opened.problem);
      return;
    }
    setProblem('');
    pricing.replace(opened.typed);
    if (opened.day !== asOf.day) asOf.choose(opened.day);
  }

  return (
    <section className="price-share" aria-labelledby="price-share">
      <h2 id="price-share">Take it along</h2>
      <div className="actions">
        <CopyButton label="Copy the link" text={link} field="This is the link:" />
        <CopyButton
          label="Copy as text"
          text={() => (bill ? billSummary(bill, link()) : '')}
          field="This is the text:"
          disabled={!bill}
        />
        <button
          type="button"
          className="button"
          disabled={!bill}
          onClick={() => {
            if (!bill) return;
            const lines = billRows(bill).map((row) => `${csvLine(row)}\r\n`);
            download(`lambda-bill-${bill.asOf}.csv`, 'text/csv', lines);
          }}
        >
          Download the bill as CSV
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            const text = JSON.stringify(withTyped(typed, 'asOf', asOf.isToday ? 'today' : asOf.day), null, 2);
            download('lambda-usage.json', 'application/json', [`${text}\n`]);
          }}
        >
          Save the usage as JSON
        </button>
        <label className="button" htmlFor={file}>
          Open a usage
        </label>
        <input
          id={file}
          className="visually-hidden"
          type="file"
          accept=".json,application/json"
          onChange={({ currentTarget }) => {
            void open(currentTarget.files?.[0]).then(() => {
              // The same file once more, mended, is a new choice.
              currentTarget.value = '';
            });
          }}
        />
      </div>
      <p className="quiet-text">
        The file is what <code>npm run --silent price -- lambda-usage.json</code> reads.
      </p>
      <p className="problem" role="alert">
        {problem}
      </p>
    </section>
  );
}
