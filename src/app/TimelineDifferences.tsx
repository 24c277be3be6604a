/** What differs between two dates, fact by fact: then, now, which way, and when it changed in between. */
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { changedLines, type Difference } from '../cost/fact-changes.ts';
import { formatDay } from '../cost/format-day.ts';
import { ChangedLines } from './ChangedLines.tsx';
import { byTopic } from './fact-topics.ts';
import { FactValueText } from './FactValueText.tsx';
import { WAYS } from './timeline-view.ts';

export interface TimelineDifferencesProps {
  readonly differing: readonly Difference[];
  readonly from: string;
  readonly to: string;
  readonly dated: (day: string) => string;
}

export function TimelineDifferences({ differing, from, to, dated }: TimelineDifferencesProps) {
  const groups = byTopic(differing.map((one) => ({ ...one, topic: one.fact.topic })));
  return (
    <table className="timeline-table">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">{dated(from)}</th>
          <th scope="col">{dated(to)}</th>
          <th scope="col">It is</th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      {groups.map(({ topic, title, facts }) => (
        <tbody key={topic}>
          <tr className="timeline-topic">
            <th colSpan={5} scope="rowgroup">
              {title}
            </th>
          </tr>
          {facts.map((one) => (
            <DifferenceRow key={one.fact.id} one={one} from={dated(from)} to={dated(to)} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function DifferenceRow(props: { readonly one: Difference; readonly from: string; readonly to: string }) {
  const { fact, first, second, direction, changes } = props.one;
  const lines = first && second ? changedLines(fact, first.value, second.value) : null;
  const [sign, word] = WAYS[direction];
  return (
    <tr>
      <th scope="row">
        <Link to="/limits" hash={fact.id}>
          {fact.title}
        </Link>
      </th>
      <td data-label={props.from}>
        {first === null ? (
          <span className="quiet-text">not there yet</span>
        ) : lines ? (
          <ChangedLines lines={lines} side="before" />
        ) : (
          <FactValueText fact={fact} value={first.value} short />
        )}
      </td>
      <td data-label={props.to} className="timeline-now">
        {second === null ? (
          <span className="quiet-text">not there yet</span>
        ) : lines ? (
          <ChangedLines lines={lines} side="after" />
        ) : (
          <FactValueText fact={fact} value={second.value} short />
        )}
      </td>
      <td data-label="it is">
        <span aria-hidden="true">{sign}</span> {word}
      </td>
      <td data-label="changed">
        {changes.map((entry, index) => (
          <Fragment key={entry.from}>
            {index > 0 && ', '}
            <span className="timeline-date">
              {entry.datePrecision === 'approximate' && 'about '}
              {formatDay(entry.from)}
            </span>
          </Fragment>
        ))}
      </td>
    </tr>
  );
}
