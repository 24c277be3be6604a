/** Two configurations of a scenario on the same traffic, moment by moment, and what differs between them. */
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Day } from '../cost/as-of.ts';
import { formatCount, formatTime } from '../sim/format-time.ts';
import { worldAt } from '../sim/world.ts';
import { FlowPicture } from '../view/FlowPicture.tsx';
import { TimeStack } from '../view/TimeStack.tsx';
import { timeMarksOf } from '../view/time-marks.ts';
import { configurationOf, printConfiguration, readConfiguration } from './configuration.ts';
import type { PanelProps } from './panel-props.ts';
import { useWidth } from './use-width.ts';
import { differenceSentence, runRows, type RunColumn } from './run-columns.ts';
import { createRunClient, type RunResult } from './run-client.ts';
import { digestOf } from './run-digest.ts';
import { Shelf } from './Shelf.tsx';
import { dayInWords } from './then-and-now.ts';
import { namesOf, whereOf } from './two-runs.ts';
import { useFlight } from './use-flight.ts';
import { useMoment, type Lab } from './use-lab.ts';
import './lab-dates.css';

export function TwoRuns({
  lab,
  result,
  digits,
  beside,
}: PanelProps & {
  /** The other configuration, as text. */
  readonly beside: string;
}) {
  const { base } = lab;
  const [client] = useState(() => createRunClient());
  const run = useStore(client.store);
  const other = readConfiguration(base, beside);
  const shown = printConfiguration(base, configurationOf(lab.address));
  const names = namesOf(base, [lab.address, other]);
  const where = whereOf(base, [lab.address, other]);

  useEffect(() => client.destroy, [client]);
  const start = useEffectEvent((text: string, asOf: string) => {
    client.run(text, other.scenario, asOf);
  });
  useEffect(() => {
    start(beside, other.asOf);
  }, [beside, other.asOf]);

  const theirs = run.result;
  const isReady = theirs?.key === beside && run.status === 'done';
  const columns = useMemo(
    (): readonly RunColumn[] =>
      theirs
        ? [result, theirs].map((one) => ({
            outcome: { kind: 'ran', digest: digestOf(one.trace, one.scenario) },
          }))
        : [],
    [result, theirs],
  );
  function setDate(asOf: Day | null): void {
    lab.turnPage('with', printConfiguration(base, { ...configurationOf(other), asOf }));
  }

  function change(key: string, text: string): void {
    const next = readConfiguration(base, beside);
    const changes = { ...next.changes, [key]: text };
    lab.turnPage('with', printConfiguration(base, { ...configurationOf(next), changes }));
  }

  return (
    <section className="two-runs" aria-label="Two runs beside each other">
      <p className="dates-said" role="status">
        {isReady
          ? differenceSentence(columns, where)
          : run.status === 'problems'
            ? `It cannot run ${where([1])}.`
            : 'The other run is on its way.'}
      </p>
      {(other.problems.length > 0 || run.status === 'problems' || run.status === 'crashed') && (
        <ul className="dates-notes">
          {other.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
          {run.problems.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
          {run.status === 'problems' && run.allowedDay !== null && (
            <li>
              Possible by the rules of{' '}
              <button
                type="button"
                className="link"
                onClick={() => {
                  setDate(run.allowedDay);
                }}
              >
                {dayInWords(run.allowedDay)}
              </button>
              .
            </li>
          )}
          {run.status === 'crashed' && (
            <li>
              The other run stopped working before it was done
              {run.message === '' ? '' : ` (${run.message})`}.{' '}
              <button type="button" className="link" onClick={client.again}>
                Run again
              </button>
            </li>
          )}
        </ul>
      )}
      <div className="two-columns">
        <RunColumnView lab={lab} result={result} title="On show" name={names[0]!} digits={digits} />
        {theirs && (
          <RunColumnView lab={lab} result={theirs} title="Beside it" name={names[1]!} digits={digits} />
        )}
      </div>
      {isReady && <Differences columns={columns} names={names} />}
      <details className="two-settings">
        <summary>
          <h4>Settings of the run beside it</h4>
        </summary>
        <Shelf scenario={other.scenario} onDraft={() => {}} onChange={change}>
          <OtherSetting
            asOf={other.asOfChosen ? other.asOf : ''}
            onChange={change}
            onDate={(day) => {
              setDate(day === '' ? null : day);
            }}
          />
        </Shelf>
      </details>
      <p>
        <button
          type="button"
          className="button"
          onClick={() => {
            lab.show(configurationOf(other), shown);
          }}
        >
          Swap the two
        </button>{' '}
        <button
          type="button"
          className="button"
          onClick={() => {
            lab.turnPage('with', null);
          }}
        >
          One run again
        </button>
      </p>
    </section>
  );
}

interface RunColumnViewProps {
  readonly lab: Lab;
  readonly result: RunResult;
  readonly title: string;
  readonly name: string;
  readonly digits: number;
}

/** One of the two at the moment: the picture, and its lanes on the time they share. */
function RunColumnView({ lab, result, title, name, digits }: RunColumnViewProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { player } = lab;
  const { trace, scenario, rules } = result;
  const momentUs = useMoment(player);
  const [endUs, seenUs] = [
    useStore(player.store, (state) => state.endUs),
    useStore(player.store, (state) => state.seenUs),
  ];
  const flightUs = useFlight(player);
  // The time is that of the run on show. Where it ends, the other one is shown to its own end.
  const within = (us: number) => (us >= endUs ? trace.endUs : Math.min(us, trace.endUs));
  const atUs = within(momentUs);
  return (
    <div className="two-column">
      <h4>
        {title}: {name}
      </h4>
      <div ref={box}>
        {width !== null && width > 0 && (
          <>
            <FlowPicture
              trace={trace}
              scenario={scenario}
              rules={rules}
              world={worldAt(trace, atUs)}
              atUs={atUs}
              width={width}
              flightUs={flightUs}
              tallest={120}
            />
            <TimeStack
              trace={trace}
              atUs={atUs}
              seenUs={within(seenUs)}
              width={width}
              onSeek={player.seek}
              onStep={player.step}
              onRest={player.rest}
              metrics={[]}
              marks={timeMarksOf(trace, scenario)}
              tallest={60}
              track={false}
            />
          </>
        )}
      </div>
      {trace.endUs !== endUs && (
        <p className="quiet-text">
          This run ends at {formatTime(trace.endUs, digits)}
          {trace.endUs > endUs ? ', later than the one on show' : ', earlier than the one on show'}.
        </p>
      )}
    </div>
  );
}

function Differences({
  columns,
  names,
}: {
  readonly columns: readonly RunColumn[];
  readonly names: readonly string[];
}) {
  const rows = runRows(columns);
  const differing = rows.filter(({ cells }) => cells.some(({ differs }) => differs));
  return (
    <table className="dates" data-columns="2">
      <caption className="visually-hidden">Figures of the two runs</caption>
      <thead>
        <tr>
          <th scope="col">
            {differing.length === 0
              ? 'no figure differs'
              : `${formatCount(differing.length)} of ${formatCount(rows.length)} figures differ`}
          </th>
          <th scope="col">
            on show <span className="dates-note">{names[0]}</span>
          </th>
          <th scope="col">
            beside it <span className="dates-note">{names[1]}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {[...differing, ...rows.filter((row) => !differing.includes(row))].map(({ measure, name, cells }) => (
          <tr key={measure}>
            <th scope="row">{name}</th>
            {cells.map((cell, index) => (
              <td key={names[index]! + String(index)} data-differs={cell.differs || undefined}>
                {cell.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Any setting at all, by its path, and any date. */
function OtherSetting(props: {
  readonly asOf: string;
  readonly onChange: (key: string, text: string) => void;
  readonly onDate: (day: string) => void;
}) {
  const [path, setPath] = useState('');
  const [value, setValue] = useState('');
  return (
    <div className="shelf-group" role="group" aria-label="Any setting, any date">
      <h2>Any setting, any date</h2>
      <form
        className="other-setting"
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() !== '') props.onChange(path.trim(), value);
        }}
      >
        <label>
          path
          <input
            type="text"
            className="field"
            placeholder="settings.function.memoryMb"
            value={path}
            onChange={(event) => {
              setPath(event.currentTarget.value);
            }}
          />
        </label>
        <label>
          value
          <input
            type="text"
            className="field"
            value={value}
            onChange={(event) => {
              setValue(event.currentTarget.value);
            }}
          />
        </label>
        <button type="submit" className="button">
          Set
        </button>
      </form>
      <label className="other-setting">
        rules as of
        <input
          type="date"
          className="field"
          value={props.asOf}
          onChange={(event) => {
            props.onDate(event.currentTarget.value);
          }}
        />
      </label>
    </div>
  );
}
