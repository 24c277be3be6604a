/** What is on show by the rules of another date, beside it: the dates of the as-of control, or any day. */
import { useId, useState, type FormEvent } from 'react';
import { FIRST_DAY, firstDayOf, parseAsOf, type Day } from '../cost/as-of.ts';
import { formatDay } from '../cost/format-day.ts';
import { AS_OF_PRESETS } from './as-of-presets.ts';
import { dayInWords } from './then-and-now.ts';
import { TODAY } from './today.ts';

export interface BesideDateProps {
  /** The date of the run on show. */
  readonly ofPage: Day;
  /** That of the same run beside it; null: there is none. */
  readonly beside: Day | null;
  readonly onDate: (day: Day) => void;
}

export function BesideDate({ ofPage, beside, onDate }: BesideDateProps) {
  const [problem, setProblem] = useState('');
  const id = useId();
  const days = [TODAY, ...AS_OF_PRESETS.flatMap(({ date }) => firstDayOf(date) ?? [])];

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const date = new FormData(event.currentTarget).get('date');
    const read = parseAsOf(typeof date === 'string' ? date : '', TODAY);
    if (!read.ok) setProblem(read.message);
    else if (read.day === ofPage)
      setProblem(`The run on show is by the rules of ${formatDay(ofPage)} already: choose another day.`);
    else {
      setProblem('');
      onDate(read.day);
    }
  }

  return (
    <section className="beside-date" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>The same by the rules of another date</h3>
      <div className="what-if-row">
        {days
          .filter((day) => day !== ofPage)
          .map((day) => (
            <button
              key={day}
              type="button"
              className="button"
              aria-pressed={day === beside}
              onClick={() => {
                setProblem('');
                onDate(day);
              }}
            >
              {dayInWords(day)}
            </button>
          ))}
        <form className="beside-any" onSubmit={submit} noValidate>
          <label htmlFor={`${id}-day`}>or any day since {formatDay(FIRST_DAY.slice(0, 7))}</label>
          <input
            id={`${id}-day`}
            key={beside}
            name="date"
            type="text"
            className="field what-if-value"
            defaultValue={beside ?? ''}
            autoComplete="off"
            spellCheck={false}
            placeholder="2021-03-09"
            aria-invalid={problem !== ''}
            aria-describedby={`${id}-problem`}
          />
          <button type="submit" className="button">
            Set it beside
          </button>
        </form>
      </div>
      <p id={`${id}-problem`} className="problem" role="status">
        {problem}
      </p>
      <p className="quiet-text">
        What is on show, its forks too, runs on the same traffic and the same luck by those rules, beside this
        run, which is by the rules of {dayInWords(ofPage)}.
      </p>
    </section>
  );
}
