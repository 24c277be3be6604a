/** The scenario with the settings and the seed of the page, run by the rules of several dates and set side by side. */
import { Link } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { Day } from '../cost/as-of.ts';
import { formatCount, formatDuration } from '../sim/format-time.ts';
import { LevelChart } from '../view/LevelChart.tsx';
import { METRIC_NAMES } from '../view/metric-levels.ts';
import { formatDay } from '../cost/format-day.ts';
import { useAsOf } from './as-of.ts';
import { createDigestClient, type DigestAsk, type DigestState } from './digest-client.ts';
import { counted } from './number-words.ts';
import { runRows, tellingLevel } from './run-columns.ts';
import { comparedDays, dateSentence, dayAsHead, dayInWords, type DateColumn } from './then-and-now.ts';
import { TODAY } from './today.ts';
import type { Lab } from './use-lab.ts';

export function DatesBeside({ lab }: { readonly lab: Lab }) {
  const [client] = useState(() => createDigestClient());
  const state = useStore(client.store);
  const { scenario, run, runKey } = lab;
  const day = lab.address.asOf;
  const text = JSON.stringify(scenario);
  // The run above goes first: it is the one that is looked at.
  const isFree =
    run.status === 'done' ? run.result?.key === runKey : !['idle', 'running'].includes(run.status);

  useEffect(() => client.destroy, [client]);
  const ask = useEffectEvent((wish: string, ofPage: Day) => {
    client.ask(comparedDays(ofPage).map((asOf) => ({ key: `${asOf} ${wish}`, scenario, asOf })));
  });
  useEffect(() => {
    if (isFree) ask(text, day);
    else client.cancel();
  }, [client, isFree, text, day]);

  const columns = columnsOf(state);
  const isOld = columns.length > 0 && state.shown !== state.asked;
  const hasCrashed = columns.some(({ outcome }) => outcome.kind === 'crashed');
  return (
    <>
      <p className="dates-said" role="status">
        {columns.length > 0 && !isOld ? dateSentence(columns) : progressWords(state, isFree)}
        {state.running && <span aria-hidden="true">{` ${Math.floor(state.share * 100)}\u202f%`}</span>}
      </p>
      {hasCrashed && !isOld && (
        <p>
          <button type="button" className="button" onClick={client.again}>
            Run again
          </button>
        </p>
      )}
      {columns.length > 0 && (
        <>
          <Refusals columns={columns} />
          <DateTable columns={columns} ofPage={day} isOld={isOld} />
        </>
      )}
    </>
  );
}

function columnsOf({ shown, outcomes }: DigestState): readonly DateColumn[] {
  return shown.flatMap(({ key, asOf }: DigestAsk) => {
    const outcome = outcomes.get(key);
    return outcome ? [{ day: asOf, outcome }] : [];
  });
}

/** What is under way. It is read out when it changes, so it has no figure that runs. */
function progressWords({ asked, outcomes, running }: DigestState, isFree: boolean): string {
  if (!isFree) return 'The other dates follow when the run above is done.';
  if (!running) return 'The dates are about to run.';
  const left = asked.filter(({ key }) => !outcomes.has(key)).length - 1;
  const rules = running.asOf === TODAY ? 'today’s rules' : `the rules of ${dayInWords(running.asOf)}`;
  return `Running by ${rules}${left > 0 ? `; ${counted(left, 'date')} to go after that` : ''}.`;
}

/** Why it cannot be at a date, and since when it can. */
function Refusals({ columns }: { readonly columns: readonly DateColumn[] }) {
  const notes = columns.flatMap(({ day, outcome }) => {
    const when = day === TODAY ? 'Today' : `By the rules of ${dayInWords(day)}`;
    if (outcome.kind === 'crashed') {
      return [
        <li key={day}>
          {when} the run stopped working before it was done
          {outcome.message === '' ? '' : ` (${outcome.message})`}.
        </li>,
      ];
    }
    if (outcome.kind === 'ran') {
      const { cutAfter } = outcome.digest;
      return cutAfter === null
        ? []
        : [
            <li key={day}>
              {when} the run is cut after {formatCount(cutAfter)} steps: its figures are those up to there.
            </li>,
          ];
    }
    const { problems, allowedDay } = outcome;
    return [
      <li key={day}>
        {when} it cannot run: {problems.map(({ message }) => message).join(' ')}{' '}
        {allowedDay === null ? (
          'No rules ever allowed it.'
        ) : (
          <>
            Possible {allowedDay > day ? 'since' : 'by the rules of'}{' '}
            <DayLink day={allowedDay} text={formatDay(allowedDay)} />.
          </>
        )}
      </li>,
    ];
  });
  return notes.length > 0 && <ul className="dates-notes">{notes}</ul>;
}

/** Takes the page to a date: one history entry. */
function DayLink({ day, text }: { readonly day: Day; readonly text: string }) {
  const { named } = useAsOf();
  return (
    <Link
      to="."
      search={(before) => ({ ...before, asof: named(day) })}
      resetScroll={false}
      activeOptions={{ explicitUndefined: true }}
    >
      {text}
    </Link>
  );
}

interface DateTableProps {
  readonly columns: readonly DateColumn[];
  readonly ofPage: Day;
  /** It tells of settings that are no more: the next one is under way. */
  readonly isOld: boolean;
}

function DateTable({ columns, ofPage, isOld }: DateTableProps) {
  const rows = runRows(columns);
  const differs = rows.some(({ cells }) => cells.some((cell) => cell.differs));
  const telling = tellingLevel(columns);
  return (
    <>
      <table className="dates" aria-busy={isOld} data-columns={columns.length}>
        <caption className="visually-hidden">Figures of the run by the rules of each date</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Figure</span>
            </th>
            {columns.map(({ day, outcome }) => (
              <th key={day} scope="col" aria-current={day === ofPage ? 'date' : undefined}>
                {day === ofPage ? <b>{dayAsHead(day)}</b> : <DayLink day={day} text={dayAsHead(day)} />}
                {day === ofPage && <span className="dates-note">this page</span>}
                {outcome.kind === 'refused' && <span className="dates-note">cannot run</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {telling && (
            <tr className="dates-levels">
              <th scope="row">
                {METRIC_NAMES[telling.metric]}
                <span className="dates-note">
                  0 to {formatCount(telling.max)}, over {formatDuration(telling.endUs)}
                </span>
              </th>
              {telling.levels.map((level, index) => (
                <td key={columns[index]!.day}>
                  {level && (
                    <LevelChart
                      values={level.values}
                      endUs={level.endUs}
                      last={level.last}
                      most={telling.max}
                      lastUs={telling.endUs}
                      label={`${METRIC_NAMES[telling.metric]}, ${dayInWords(columns[index]!.day)}: at most ${formatCount(level.max)}, the last change after ${formatDuration(level.endUs)}.`}
                    />
                  )}
                </td>
              ))}
            </tr>
          )}
          {rows.map(({ measure, name, cells }) => (
            <tr key={measure}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={columns[index]!.day} data-differs={cell.differs || undefined}>
                  {cell.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > 0 && (
        <p className="dates-foot">
          {isOld
            ? 'These are the figures before the change; the new ones take their place.'
            : `${differs ? 'What differs from today is set heavier. ' : ''}A date leads to its run.`}
        </p>
      )}
    </>
  );
}
