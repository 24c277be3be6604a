/** The date whose rules the whole app follows, and the dialog that changes it. */
import { useId, useRef, useState, type FormEvent } from 'react';
import { FIRST_DAY, parseAsOf } from '../cost/as-of.ts';
import { useAsOf } from './as-of.ts';
import { formatDay } from '../cost/format-day.ts';
import { AS_OF_PRESETS } from './as-of-presets.ts';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { TODAY } from './today.ts';

export function AsOfChip() {
  const asOf = useAsOf();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useId();
  const [problem, setProblem] = useState('');

  function choose(text: string): void {
    const read = parseAsOf(text, TODAY);
    if (!read.ok) {
      setProblem(read.message);
      return;
    }
    setProblem('');
    asOf.choose(read.day);
    dialog.current?.close();
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const date = new FormData(event.currentTarget).get('date');
    choose(typeof date === 'string' ? date : '');
  }

  return (
    <>
      <button
        type="button"
        className={asOf.isToday ? 'as-of' : 'as-of as-of-on'}
        onClick={() => {
          setProblem('');
          dialog.current?.showModal();
        }}
      >
        <span className="as-of-long">Rules as of </span>
        <span className="as-of-short">as of </span>
        <b>
          {asOf.isToday ? 'today' : formatDay(asOf.day)}
          {asOf.isToday && <span className="as-of-long">, {formatDay(TODAY)}</span>}
          {asOf.ofScenario && <span className="as-of-long">, the scenario’s own</span>}
        </b>
        <Icon name="down" size={12} />
      </button>
      {!asOf.isToday && (
        <button
          type="button"
          className="button quiet back-today"
          onClick={() => {
            asOf.choose(TODAY);
          }}
        >
          Back to today
        </button>
      )}
      <Dialog ref={dialog} title="Rules as of">
        <p>
          Limits, prices and measured behaviour have changed. Every page follows the rules of this date: the
          lab, the limits and the figures of the lessons.
        </p>
        <div className="preset-row">
          <button
            type="button"
            className="button"
            aria-pressed={asOf.isToday}
            onClick={() => {
              choose('today');
            }}
          >
            today, {formatDay(TODAY)}
          </button>
          {AS_OF_PRESETS.map((preset) => (
            <button
              key={preset.date}
              type="button"
              className="button"
              aria-pressed={asOf.day === parsedDay(preset.date)}
              onClick={() => {
                choose(preset.date);
              }}
            >
              {preset.label}
            </button>
          ))}
        </div>
        <form onSubmit={submit} noValidate className="date-form">
          <label htmlFor={field}>Any day since {formatDay(FIRST_DAY.slice(0, 7))}</label>
          <span className="field-row">
            <input
              id={field}
              key={asOf.day}
              name="date"
              type="text"
              className="field"
              defaultValue={asOf.day}
              autoComplete="off"
              spellCheck={false}
              aria-invalid={problem !== ''}
              aria-describedby={`${field}-problem`}
              placeholder="2021-03-09"
            />
            <button type="submit" className="button primary">
              Use this date
            </button>
          </span>
          <p id={`${field}-problem`} className="problem" role="status">
            {problem}
          </p>
        </form>
      </Dialog>
    </>
  );
}

function parsedDay(date: string): string {
  const read = parseAsOf(date, TODAY);
  return read.ok ? read.day : '';
}
