/** The bill: each line a quantity by a price, with the fact it comes from; what is free; what is not in it. */
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { Bill, BillComponent, BillLine } from '../cost/bill.ts';
import { freeUses, shownAmount, shownPrice, shownQuantity } from '../cost/bill-text.ts';
import type { UsageProblem } from '../cost/usage.ts';
import { formatDay } from '../cost/format-day.ts';
import type { Priced } from './use-pricing.ts';

export interface PriceBillProps {
  readonly priced: Priced;
  /** What cannot be read: until it can, the bill is the one before. */
  readonly waitsFor: readonly UsageProblem[];
}

export function PriceBill({ priced: { bill, todaysBill: todays }, waitsFor }: PriceBillProps) {
  const wasNot = todays?.components.filter(({ id }) => !bill.components.some((one) => one.id === id)) ?? [];
  // What was not to be had then, and has a price today, says so in its own line.
  const others = bill.refused.filter(({ id }) => !wasNot.some((component) => component.id === id));
  return (
    <section className="price-bill" aria-labelledby="bill-title">
      <h2 id="bill-title">The bill</h2>
      {waitsFor.length > 0 && (
        <p className="price-waits">
          <b>This is the bill before.</b> It waits for {[...new Set(waitsFor.map(fieldOf))].join(', ')}.
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">{formatDay(bill.asOf)}</th>
            {todays && <th scope="col">today</th>}
          </tr>
        </thead>
        <tbody>
          {bill.components.map((component) => (
            <tr key={component.id}>
              <th scope="row">
                {component.title}
                <ComponentLines component={component} asOf={bill.asOf} isToday={todays === null} />
              </th>
              <td>
                <b>{component.printed}</b>
              </td>
              {todays && <td>{printedIn(todays, component)}</td>}
            </tr>
          ))}
          {wasNot.map((component) => (
            <tr key={component.id}>
              <th scope="row">
                {component.title}
                <span className="price-line">{sinceWhen(bill, component)}</span>
              </th>
              <td>nothing</td>
              <td>{component.printed}</td>
            </tr>
          ))}
          {bill.components.length === 0 && wasNot.length === 0 && (
            <tr>
              <th scope="row">Nothing is used</th>
              <td>
                <b>{bill.printedTotal}</b>
              </td>
              {todays && <td>{todays.printedTotal}</td>}
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">A month</th>
            <td>{bill.printedTotal}</td>
            {todays && <td>{todays.printedTotal}</td>}
          </tr>
        </tfoot>
      </table>
      {others.length > 0 && (
        <ul className="price-refused" aria-label="Not in the total">
          {others.map((refused) => (
            <li key={refused.id + refused.message}>{refused.message}</li>
          ))}
        </ul>
      )}
      <FreeTier bill={bill} />
      {bill.functions.length > 1 && (
        <table className="price-shares">
          <caption>By function</caption>
          <tbody>
            {bill.functions.map(({ name, printed }, index) => (
              <tr key={`${index}-${name}`}>
                <th scope="row">{name}</th>
                <td>{printed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ul className="price-notes">
        {bill.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

/** The field that a problem is about: its message begins with it. */
function fieldOf({ message }: UsageProblem): string {
  return message.split(':', 1)[0]!;
}

/** Why something has a price today and none at the date of the bill. */
function sinceWhen(bill: Bill, { id }: BillComponent): string {
  const since = bill.refused.find((refused) => refused.id === id)?.since;
  return since
    ? `not to be had at this date; there it is since ${formatDay(since)}`
    : 'not billed at this date';
}

function printedIn(bill: Bill, { id }: BillComponent): string {
  return bill.components.find((component) => component.id === id)?.printed ?? 'nothing';
}

function ComponentLines({
  component,
  asOf,
  isToday,
}: {
  readonly component: BillComponent;
  readonly asOf: string;
  readonly isToday: boolean;
}) {
  const { lines, unit, freeQuantity, quantity, notes } = component;
  return (
    <>
      {freeQuantity !== '0' && (
        <span className="price-line">
          {shownQuantity(quantity)} {unit}, {shownQuantity(freeQuantity)} of them free
        </span>
      )}
      {lines.map((line, index) => (
        <span className="price-line" key={`${index}-${line.tier}`}>
          {lines.length > 1 && `${line.tier}: `}
          {shownQuantity(line.quantity)}
          {` ${unit}`} × <PriceOf line={line} asOf={asOf} isToday={isToday} />
          {lines.length > 1 && ` = ${shownAmount(line.amountUsd)}`}
        </span>
      ))}
      {notes.map((note) => (
        <Fragment key={note}>
          <span className="price-line price-note">{note}</span>
        </Fragment>
      ))}
    </>
  );
}

/** The price, as a link to the fact it is of. */
function PriceOf({
  line,
  asOf,
  isToday,
}: {
  readonly line: BillLine;
  readonly asOf: string;
  readonly isToday: boolean;
}) {
  if (!line.fact) return <>{shownPrice(line)}</>;
  const { id, title, from, datePrecision, isBeforeFirstRead } = line.fact;
  const since =
    isBeforeFirstRead || datePrecision === 'unknown-start'
      ? `first read ${formatDay(from)}`
      : `since ${datePrecision === 'approximate' ? 'about ' : ''}${formatDay(from)}`;
  return (
    <>
      <Link to="/limits" hash={id} search={isToday ? {} : { asof: asOf }} title={title}>
        {shownPrice(line)}
      </Link>{' '}
      <span className="price-since">{since}</span>
    </>
  );
}

function FreeTier({ bill }: { readonly bill: Bill }) {
  const uses = freeUses(bill);
  if (uses.length === 0) return null;
  return (
    <div className="price-free" role="group" aria-label="Free tier">
      {uses.map(({ title, unit, used, free, share }) => (
        <div key={title}>
          <p>
            <b>{title}</b> <span className="quiet-text">{used} used</span>
          </p>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect width="100" height="8" className="price-free-used" />
            <rect width={100 * share} height="8" className="price-free-part" />
          </svg>
          <p className="quiet-text">
            {free} {unit} free{share === 1 ? ': all of it' : ''}
          </p>
        </div>
      ))}
    </div>
  );
}
