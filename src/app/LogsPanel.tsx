/** The functions' logs as CloudWatch shows them: groups, streams, lines, a filter, and what each line says. */
import { useDeferredValue, useId, useMemo, useState } from 'react';
import { formatCount, formatTime } from '../sim/format-time.ts';
import { reportLog, type LogEvent } from '../sim/report-log.ts';
import type { PanelProps } from './panel-props.ts';
import { CopyButton } from './CopyButton.tsx';
import { lineText, logGroups, logTest, WHOLE_LOG, type LogFilter } from './log-filter.ts';
import { LogDetail } from './LogDetail.tsx';
import { LogList } from './LogList.tsx';
import { useCalmMoment } from './use-calm-moment.ts';
import { useSliced, type Sliced } from './use-sliced.ts';
import './lab-logs.css';

/** How many of the lines, which are in the order of time, have come by a moment. */
function upTo(events: readonly LogEvent[], lines: readonly number[], atUs: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (events[lines[middle]!]!.atUs <= atUs) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function LogsPanel({ lab, result, digits, onJump }: PanelProps) {
  const { trace, scenario, rules } = result;
  const { momentUs, seenUs } = useCalmMoment(lab.player);
  const [filter, setFilter] = useState<LogFilter>(WHOLE_LOG);
  const wanted = useDeferredValue(filter);
  const [active, setActive] = useState(-1);
  const [shown, setShown] = useState(-1);
  const begin = useMemo(() => () => reportLog(trace, scenario, rules), [trace, scenario, rules]);
  const log = useSliced<LogEvent>(begin);
  const groups = useMemo(() => logGroups(trace, scenario), [trace, scenario]);
  const search = useMemo(() => {
    if (!log.done) return null;
    const test = logTest(wanted, groups);
    return function* () {
      for (let line = 0; line < log.found.length; line += 1) yield test(log.found[line]!) ? line : null;
    };
  }, [log, wanted, groups]);
  const matches = useSliced<number>(search);
  const known = upTo(log.found, matches.found, seenUs);
  const past = upTo(log.found, matches.found, momentUs);
  const { names, streams } = useMemo(() => writtenBy(log, groups), [log, groups]);
  const event = log.found[shown];

  function narrow(part: Partial<LogFilter>): void {
    setFilter({ ...filter, ...part });
  }

  return (
    <section className="logs" aria-label="Logs">
      <p className="logs-say">
        Lambda’s own lines, as CloudWatch Logs shows them, up to the moment. Each environment writes into a
        log stream of its own, if the role may write logs.
      </p>
      <Filters filter={filter} names={names} streams={streams} onChange={narrow} />
      <div className="logs-count">
        <p role="status">
          {!log.done
            ? 'Reading the run.'
            : `${formatCount(past)} ${past === 1 ? 'line' : 'lines'} up to ${formatTime(momentUs, digits)}${known > past ? `, ${formatCount(known - past)} seen after it` : ''}`}
        </p>
        <CopyButton
          label={past === 1 ? 'Copy it' : 'Copy them'}
          className="link"
          disabled={past === 0}
          text={() =>
            matches.found
              .slice(0, past)
              .map((line) => lineText(rules.asOf, log.found[line]!))
              .join('\n')
          }
        />
      </div>
      <div className="logs-body">
        <LogList
          events={log.found}
          lines={matches.found}
          known={known}
          past={past}
          asOf={rules.asOf}
          digits={digits}
          active={active}
          onActive={(line) => {
            setActive(line);
            setShown(line);
          }}
          onHover={setShown}
          onOpen={(line) => {
            onJump(log.found[line]!.step);
          }}
        />
        <LogDetail
          event={event}
          group={event === undefined ? '' : (groups[event.place] ?? '')}
          day={rules.asOf}
          digits={digits}
          filter={filter}
          onNarrow={narrow}
          onJump={onJump}
        />
      </div>
    </section>
  );
}

/** More streams than these nobody chooses from: a line's own stream is chosen with the line. */
const MOST_STREAMS = 300;

/** The log groups and streams that are written into, in the order of their first lines. */
function writtenBy(
  log: Sliced<LogEvent>,
  groups: readonly string[],
): { readonly names: readonly string[]; readonly streams: readonly string[] } {
  const names = new Set<string>();
  const streams = new Set<string>();
  if (log.done) {
    for (const { place, stream } of log.found) {
      names.add(groups[place] ?? '');
      if (streams.size < MOST_STREAMS) streams.add(stream);
    }
  }
  return { names: [...names], streams: [...streams] };
}

const ONLY = [
  ['all', 'all lines'],
  ['errors', 'errors'],
  ['REPORT', 'REPORT'],
] as const;

function Filters(props: {
  readonly filter: LogFilter;
  readonly names: readonly string[];
  readonly streams: readonly string[];
  readonly onChange: (part: Partial<LogFilter>) => void;
}) {
  const { filter, names, streams, onChange } = props;
  const id = useId();
  return (
    <search className="logs-filters">
      <p>
        <label htmlFor={`${id}-group`}>Log group</label>
        <select
          id={`${id}-group`}
          className="value"
          value={filter.group}
          onChange={(event) => {
            onChange({ group: event.currentTarget.value, stream: '' });
          }}
        >
          {names.length !== 1 && <option value="">all</option>}
          {names.map((name) => (
            <option key={name} value={names.length === 1 ? '' : name}>
              {name}
            </option>
          ))}
        </select>
      </p>
      {streams.length > 1 && (
        <p>
          <label htmlFor={`${id}-stream`}>Log stream</label>
          <select
            id={`${id}-stream`}
            className="value"
            value={filter.stream}
            onChange={(event) => {
              onChange({ stream: event.currentTarget.value });
            }}
          >
            <option value="">all</option>
            {streams.map((stream) => (
              <option key={stream} value={stream}>
                {stream}
              </option>
            ))}
          </select>
        </p>
      )}
      <p className="logs-text">
        <label htmlFor={`${id}-text`}>{filter.isPattern ? 'Filter pattern' : 'Search'}</label>
        <input
          id={`${id}-text`}
          className="field"
          type="search"
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-how`}
          value={filter.text}
          onChange={(event) => {
            onChange({ text: event.currentTarget.value });
          }}
        />
        <label className="logs-plain">
          <input
            type="checkbox"
            checked={!filter.isPattern}
            onChange={(event) => {
              onChange({ isPattern: !event.currentTarget.checked });
            }}
          />{' '}
          plain text
        </label>
      </p>
      <p className="filters" role="group" aria-label="Show">
        {ONLY.map(([only, label]) => (
          <button
            key={only}
            type="button"
            aria-pressed={filter.only === only}
            onClick={() => {
              onChange({ only });
            }}
          >
            {label}
          </button>
        ))}
      </p>
      <p id={`${id}-how`} className="quiet-text">
        {filter.isPattern ? (
          <>
            All terms must be in a line, as they are written. <code>-term</code> must not,{' '}
            <code>&quot;two words&quot;</code> stand together, of <code>?one ?other</code> one is enough.
          </>
        ) : (
          'What is typed is looked for as it stands, in upper and lower case.'
        )}
      </p>
      {(filter.stream !== '' || filter.request !== '') && (
        <p className="logs-chips">
          {filter.stream !== '' && (
            <Chip
              text={`stream ${filter.stream}`}
              onDrop={() => {
                onChange({ stream: '' });
              }}
            />
          )}
          {filter.request !== '' && (
            <Chip
              text={`request ${filter.request}`}
              onDrop={() => {
                onChange({ request: '' });
              }}
            />
          )}
        </p>
      )}
    </search>
  );
}

/** Something the log is narrowed to, with the way back. */
function Chip({ text, onDrop }: { readonly text: string; readonly onDrop: () => void }) {
  return (
    <span className="logs-chip">
      only {text}{' '}
      <button type="button" className="link" onClick={onDrop}>
        show all again
      </button>
    </span>
  );
}
