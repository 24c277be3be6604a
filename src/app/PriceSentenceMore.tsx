/** What does not fit into the sentence: the pattern over the day, hour by hour; the list of durations that was pasted. */
import { readAmount } from '../cost/amount.ts';
import { fieldId, problemAt } from './PriceField.tsx';
import { lengthAt, textAt } from './typed.ts';
import type { Pricing } from './use-pricing.ts';

const HOURS = 24;
/** Of a bar, in its own units. */
const TALL = 40;

export function PriceSentenceMore({ pricing, index }: { readonly pricing: Pricing; readonly index: number }) {
  const at = (path: string) => `functions.${index}.${path}`;
  const isDay = textAt(pricing.typed, at('requests.per')) === 'hour of the day';
  const isList = textAt(pricing.typed, at('duration.kind')) === 'list';
  if (!isDay && !isList) return null;
  return (
    <div className="price-more">
      {isDay && <Hours pricing={pricing} path={at('requests.counts')} />}
      {isList && <List pricing={pricing} path={at('duration.ms')} />}
    </div>
  );
}

/** A field an hour, and over each how much of the busiest hour it is. */
function Hours({ pricing, path }: { readonly pricing: Pricing; readonly path: string }) {
  const texts = Array.from({ length: Math.max(HOURS, lengthAt(pricing.typed, path)) }, (_, hour) =>
    textAt(pricing.typed, `${path}.${hour}`),
  );
  const counts = texts.map((text) => {
    const read = readAmount(text, { label: '', hasSuffix: true });
    return read.ok ? read.value.toNumber() : 0;
  });
  const most = Math.max(...counts);
  return (
    <fieldset className="price-hours">
      <legend>Requests in each hour of a day</legend>
      {texts.map((text, hour) => {
        const own = `${path}.${hour}`;
        const tall = most > 0 ? (TALL * counts[hour]!) / most : 0;
        return (
          <label key={hour}>
            <svg viewBox={`0 0 10 ${TALL}`} preserveAspectRatio="none" aria-hidden="true">
              <rect x={1} width={8} y={TALL - tall} height={tall} />
            </svg>
            <span>{String(hour).padStart(2, '0')}</span>
            <input
              id={fieldId(own)}
              className="field"
              type="text"
              inputMode="decimal"
              autoComplete="off"
              value={text}
              aria-invalid={problemAt(pricing, own) !== undefined}
              aria-describedby="usage-problems"
              onChange={({ currentTarget }) => {
                pricing.type(own, currentTarget.value);
              }}
              onBlur={pricing.finish}
              onKeyDown={({ key }) => {
                if (key === 'Enter') pricing.finish();
              }}
            />
          </label>
        );
      })}
    </fieldset>
  );
}

function List({ pricing, path }: { readonly pricing: Pricing; readonly path: string }) {
  return (
    <label className="price-list">
      Durations in ms, one a line; a column of a table or REPORT lines of a log will do
      <textarea
        id={fieldId(path)}
        className="field"
        rows={5}
        spellCheck={false}
        value={textAt(pricing.typed, path)}
        aria-invalid={problemAt(pricing, path) !== undefined}
        aria-describedby="usage-problems"
        onChange={({ currentTarget }) => {
          pricing.type(path, currentTarget.value);
        }}
        onBlur={pricing.finish}
      />
    </label>
  );
}
