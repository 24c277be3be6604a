/** One line of a log with all it says: its stream, its moment, and what each of its fields means. */
import { Link } from '@tanstack/react-router';
import logWords from '../../content/log-words.json';
import { formatTime } from '../sim/format-time.ts';
import { fieldsOfLine, lineKind, requestOfLine } from '../sim/log-line.ts';
import type { LogEvent } from '../sim/report-log.ts';
import { isoTime } from '../sim/utc-time.ts';
import { CopyButton } from './CopyButton.tsx';
import { factMention } from './chain-text.ts';
import { lineText, type LogFilter } from './log-filter.ts';
import { TODAY } from './today.ts';

export interface LogDetailProps {
  /** undefined: no line is chosen. */
  readonly event: LogEvent | undefined;
  readonly group: string;
  readonly day: string;
  readonly digits: number;
  readonly filter: LogFilter;
  readonly onNarrow: (part: Partial<LogFilter>) => void;
  readonly onJump: (step: number) => void;
}

const fieldWords: Readonly<Record<string, { readonly says: string; readonly fact: string }>> =
  logWords.fields;

export function LogDetail(props: LogDetailProps) {
  const { event, day, digits, filter, onNarrow, onJump } = props;
  if (event === undefined)
    return (
      <div className="logs-detail">
        <p className="empty">Point at a line, or choose one: what it says stands here.</p>
      </div>
    );
  const { message, stream, atUs } = event;
  const fields = fieldsOfLine(message);
  const request = requestOfLine(message);
  return (
    <div className="logs-detail" role="group" aria-label="The line">
      <p>{logWords.lines[lineKind(message)]}</p>
      <p className="logs-acts">
        <button
          type="button"
          className="link"
          onClick={() => {
            onJump(event.step);
          }}
        >
          go to {formatTime(atUs, digits)} and its causes
        </button>
        <CopyButton
          label="copy the line"
          copied="copied"
          className="link"
          text={() => lineText(day, event)}
        />
        {request !== '' && request !== filter.request && (
          <button
            type="button"
            className="link"
            onClick={() => {
              onNarrow({ request });
            }}
          >
            only this request
          </button>
        )}
        {stream !== filter.stream && (
          <button
            type="button"
            className="link"
            onClick={() => {
              onNarrow({ stream });
            }}
          >
            only this log stream
          </button>
        )}
      </p>
      <pre>{message.trimEnd()}</pre>
      {fields.length > 0 && (
        <dl>
          {fields.map(({ name, value }) => {
            const words = fieldWords[name];
            return (
              <div key={name}>
                <dt>
                  {name} <b>{value}</b>
                </dt>
                {words && (
                  <dd>
                    {words.says}{' '}
                    <Link to="/limits" hash={words.fact} search={day === TODAY ? {} : { asof: day }}>
                      {factMention(words.fact, day).title}
                    </Link>
                  </dd>
                )}
              </div>
            );
          })}
        </dl>
      )}
      <dl className="logs-where">
        <div>
          <dt>Log group</dt>
          <dd>{props.group}</dd>
        </div>
        <div>
          <dt>Log stream</dt>
          <dd>{stream}</dd>
        </div>
        <div>
          <dt>Time</dt>
          <dd>
            {isoTime(day, atUs)}, {formatTime(atUs, digits)} of the run
          </dd>
        </div>
      </dl>
    </div>
  );
}
