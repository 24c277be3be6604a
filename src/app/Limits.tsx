/** The facts in use, as of the date of the page, each with its history and sources. */
import { useId, useState } from 'react';
import type { Fact, FactValue } from '../cost/fact.ts';
import { valueAt } from '../cost/value-at.ts';
import { formatDay } from './as-of-date.ts';
import { useAsOf } from './as-of.ts';
import { FactHistory } from './FactHistory.tsx';
import { facts } from './facts.ts';
import { FactValueText } from './FactValueText.tsx';
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';
import { TODAY } from './today.ts';

/** Topics in the order of the page. A topic that is not listed comes last under its own name. */
const TOPICS: Readonly<Record<string, string>> = {
  configuration: 'Configuration of a function',
  invocation: 'Invocation',
  concurrency: 'Concurrency',
  lifecycle: 'The life of an execution environment',
  measurements: 'Measured, not documented',
  monitoring: 'Monitoring',
  pricing: 'Pricing',
};

function byTopic(): readonly { readonly topic: string; readonly title: string; readonly facts: Fact[] }[] {
  const groups = new Map<string, Fact[]>(Object.keys(TOPICS).map((topic) => [topic, []]));
  for (const fact of facts) {
    const group = groups.get(fact.topic);
    if (group) group.push(fact);
    else groups.set(fact.topic, [fact]);
  }
  return [...groups]
    .filter(([, group]) => group.length > 0)
    .map(([topic, group]) => ({ topic, title: TOPICS[topic] ?? topic, facts: group }));
}

const GROUPS = byTopic();

export function Limits() {
  const asOf = useAsOf();
  const changed = asOf.isToday ? 0 : facts.filter((fact) => differsFromToday(fact, asOf.day)).length;
  return (
    <div className="page">
      <PageHead meta={PAGES.limits} />
      <h1 className="page-title">Limits</h1>
      <p className="lead">
        What AWS Lambda allows and how it behaves,{' '}
        {asOf.isToday ? <>today, {formatDay(TODAY)}</> : <>by the rules of {formatDay(asOf.day)}</>}. Every value has a
        date and a source; older ones were right in their time.
        {changed > 0 && ` ${changed} of ${facts.length} differ from today.`}
      </p>
      {GROUPS.map((group) => (
        <section key={group.topic} className="fact-group" aria-labelledby={`topic-${group.topic}`}>
          <h2 id={`topic-${group.topic}`}>{group.title}</h2>
          <table className="facts">
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">{asOf.isToday ? 'today' : formatDay(asOf.day)}</th>
                {!asOf.isToday && <th scope="col">today</th>}
                <th scope="col">since</th>
              </tr>
            </thead>
            <tbody>
              {group.facts.map((fact) => (
                <FactRow key={fact.id} fact={fact} day={asOf.day} isToday={asOf.isToday} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}

function sameValue(a: FactValue, b: FactValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function differsFromToday(fact: Fact, day: string): boolean {
  const then = valueAt(fact, day);
  return then.status === 'beforeIntroduction' || !sameValue(then.entry.value, valueAt(fact, TODAY).entry.value);
}

function FactRow({ fact, day, isToday }: { readonly fact: Fact; readonly day: string; readonly isToday: boolean }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const then = valueAt(fact, day);
  const now = valueAt(fact, TODAY);
  const differs = differsFromToday(fact, day);
  return (
    <>
      <tr id={fact.id} className={differs ? 'differs' : undefined}>
        <th scope="row">
          <button
            type="button"
            className="fact-title"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => {
              setOpen(!open);
            }}
          >
            {fact.title}
          </button>
        </th>
        <td data-label={isToday ? 'today' : formatDay(day)}>
          {then.status === 'beforeIntroduction' ? (
            <>not yet: since {formatDay(then.entry.from)}</>
          ) : (
            <FactValueText fact={fact} value={then.entry.value} />
          )}
        </td>
        {!isToday && (
          <td data-label="today" className={differs ? undefined : 'same'}>
            {differs ? <FactValueText fact={fact} value={now.entry.value} /> : 'the same'}
          </td>
        )}
        <td data-label="since">
          {then.status === 'beforeFirstRead'
            ? `first read ${formatDay(then.entry.from)}`
            : then.entry.datePrecision === 'unknown-start'
              ? `before ${formatDay(then.entry.from)}`
              : formatDay(then.entry.from)}
        </td>
      </tr>
      <tr id={id} hidden={!open} className="fact-more">
        <td colSpan={isToday ? 3 : 4}>{open && <FactHistory fact={fact} day={day} />}</td>
      </tr>
    </>
  );
}
