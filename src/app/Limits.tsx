/** The facts in use, as of the date of the page, each with its history and sources. */
import { useId, useState } from 'react';
import type { Fact } from '../cost/fact.ts';
import { limitRow, type Since } from '../cost/limit-row.ts';
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
  packaging: 'Packages, layers, images',
  releases: 'Versions, aliases, deployments',
  invocation: 'Invocation',
  callers: 'Those who wait for an answer',
  'event-sources': 'Event sources',
  concurrency: 'Concurrency',
  lifecycle: 'The life of an execution environment',
  measurements: 'Measured, not documented',
  security: 'Permissions',
  networking: 'Networks',
  edge: 'At the edge of CloudFront',
  runtime: 'Runtimes',
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
        {asOf.isToday ? <>today, {formatDay(TODAY)}</> : <>by the rules of {formatDay(asOf.day)}</>}. Every
        value has a date and a source; older ones were right in their time.
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

/** The date a value holds from, and how sure it is. */
function sinceText({ meaning, date }: Since): string {
  switch (meaning) {
    case 'firstRead':
      return `first read ${formatDay(date)}`;
    case 'about':
      return `about ${formatDay(date)}`;
    case 'notBefore':
    case 'since':
      return formatDay(date);
  }
}

function differsFromToday(fact: Fact, day: string): boolean {
  const then = limitRow(fact, day);
  return then.status === 'beforeIntroduction' || then.text !== limitRow(fact, TODAY).text;
}

function FactRow({
  fact,
  day,
  isToday,
}: {
  readonly fact: Fact;
  readonly day: string;
  readonly isToday: boolean;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const then = limitRow(fact, day);
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
          {then.adjustable && <span className="fact-tag">AWS raises it on request</span>}
        </th>
        <td data-label={isToday ? 'today' : formatDay(day)}>
          {then.status === 'beforeIntroduction' ? (
            'not there yet'
          ) : (
            <FactValueText fact={fact} value={then.entry.value} />
          )}
        </td>
        {!isToday && (
          <td data-label="today" className={differs ? undefined : 'same'}>
            {differs ? <FactValueText fact={fact} value={limitRow(fact, TODAY).entry.value} /> : 'the same'}
          </td>
        )}
        <td data-label="since">
          {sinceText(then.since)}
          {then.next !== null && <span className="fact-tag">changes {formatDay(then.next.from)}</span>}
        </td>
      </tr>
      <tr id={id} hidden={!open} className="fact-more">
        <td colSpan={isToday ? 3 : 4}>{open && <FactHistory fact={fact} day={day} />}</td>
      </tr>
    </>
  );
}
