/** The two dates of the timeline, typed or chosen, and its topic. */
import { useId, useState, type FormEvent } from 'react';
import listed from 'virtual:listed-facts';
import { parseAsOf } from '../cost/as-of.ts';
import { formatDay } from '../cost/format-day.ts';
import { byTopic } from './fact-topics.ts';
import { PRESETS, type TimelineDate, type TimelineView } from './timeline-view.ts';
import { TODAY } from './today.ts';

const TOPICS = byTopic(listed);

type Change = (keys: Readonly<Record<string, string | undefined>>) => void;

export function TimelineForm({ view, change }: { readonly view: TimelineView; readonly change: Change }) {
  const topicId = useId();
  return (
    <div className="timeline-form">
      <DateField
        key={`from ${view.from.text}`}
        name="from"
        label="From"
        date={view.from}
        choose={(from) => {
          change({ from });
        }}
      />
      <DateField
        key={`to ${view.to.text}`}
        name="to"
        label="To"
        date={view.to}
        choose={(to) => {
          change({ to });
        }}
      />
      <div className="timeline-field">
        <label htmlFor={topicId}>Topic</label>
        <select
          id={topicId}
          className="field"
          value={view.topic}
          onChange={(event) => {
            change({ topic: event.currentTarget.value || undefined });
          }}
        >
          <option value="">all topics</option>
          {TOPICS.map(({ topic, title, facts }) => (
            <option key={topic} value={topic}>
              {title} ({facts.length})
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

interface DateFieldProps {
  readonly name: string;
  readonly label: string;
  readonly date: TimelineDate;
  readonly choose: (text: string) => void;
}

function DateField({ name, label, date, choose }: DateFieldProps) {
  const id = useId();
  const [problem, setProblem] = useState(date.problem);

  function take(text: string): void {
    const read = parseAsOf(text, TODAY);
    if (!read.ok) setProblem(read.message);
    else {
      setProblem('');
      if (text.trim() !== date.text) choose(text.trim());
    }
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get(name);
    take(typeof text === 'string' ? text : '');
  }

  return (
    <form className="timeline-field" onSubmit={submit} noValidate>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="text"
        className="field"
        defaultValue={date.text}
        autoComplete="off"
        spellCheck={false}
        placeholder="2021-03-09"
        aria-invalid={problem !== ''}
        aria-describedby={`${id}-problem`}
        onBlur={(event) => {
          take(event.currentTarget.value);
        }}
      />
      <div className="timeline-presets">
        {PRESETS.map((preset) => (
          <button
            key={preset}
            type="button"
            className="limits-toggle"
            aria-pressed={date.text === preset || dayOf(preset) === date.day}
            aria-label={`${label} ${preset === 'today' ? preset : formatDay(preset)}`}
            onClick={() => {
              take(preset);
            }}
          >
            {preset === 'today' ? preset : formatDay(preset)}
          </button>
        ))}
      </div>
      <p id={`${id}-problem`} className="problem" role="status">
        {problem}
      </p>
    </form>
  );
}

function dayOf(text: string): string {
  const read = parseAsOf(text, TODAY);
  return read.ok ? read.day : '';
}
