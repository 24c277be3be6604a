/** What stands under the sentences of a chain of causes: figures, facts, and what it began with. */
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import reasonFacts from '../../content/reason-facts.json';
import { beginningsOf } from '../sim/beginning.ts';
import { restOf } from '../sim/reason-facts.ts';
import type { StepFigure } from '../sim/step-figure.ts';
import { stepFigures } from '../sim/step-figures.ts';
import { GlyphIcon } from '../view/GlyphIcon.tsx';
import {
  beginningText,
  controlOf,
  factMention,
  factMentions,
  figureText,
  simplificationTitle,
  tailOf,
} from './chain-text.ts';
import type { RunResult } from './run-client.ts';
import { TODAY } from './today.ts';

interface PartProps {
  readonly result: RunResult;
  readonly step: number;
  readonly onSetting: (key: string) => void;
}

/** The figures that decided a step, and the facts it rests on. */
export function StepRests({ result, step, onSetting }: PartProps) {
  const { trace, scenario, rules } = result;
  const figures = useMemo(() => stepFigures(trace, scenario, rules, step), [trace, scenario, rules, step]);
  const rest = restOf(trace, step, reasonFacts);
  const shown = new Set(figures.flatMap(({ source }) => (source.kind === 'fact' ? [source.id] : [])));
  const facts = factMentions(rest.facts ?? [], rules.asOf).filter(({ id }) => !shown.has(id));
  return (
    <>
      {figures.length > 0 && (
        <p className="why-figures">
          {figures.map((figure, index) => (
            <span key={index}>
              {index > 0 && ' · '}
              {figureText(figure)}
              <Origin figure={figure} result={result} onSetting={onSetting} />
            </span>
          ))}
        </p>
      )}
      {(facts.length > 0 || rest.simplifications !== undefined) && (
        <p className="why-facts">
          {facts.map(({ id, title, text }, index) => (
            <span key={id}>
              {index > 0 && ' · '}
              <Link to="/limits" hash={id} search={dated(rules.asOf)}>
                {title}
              </Link>
              {text !== null && `: ${text}`}
            </span>
          ))}
          {rest.simplifications?.map((id, index) => (
            <span key={id}>
              {(index > 0 || facts.length > 0) && ' · '}
              assumed:{' '}
              <Link to="/sources" hash={id} search={dated(rules.asOf)}>
                {simplificationTitle(id)}
              </Link>
            </span>
          ))}
        </p>
      )}
    </>
  );
}

/** The part of an address that names a date; today needs none. */
function dated(day: string): Record<string, string> {
  return day === TODAY ? {} : { asof: day };
}

/** Where a figure comes from: the control of its setting, the setting's name, or its fact. */
function Origin(props: {
  readonly figure: StepFigure;
  readonly result: RunResult;
  readonly onSetting: (key: string) => void;
}): ReactNode {
  const { source } = props.figure;
  if (source.kind === 'measured') return null;
  if (source.kind === 'fact') {
    return (
      <>
        {' ('}
        <Link
          to="/limits"
          hash={source.id}
          search={dated(props.result.rules.asOf)}
          title={factMention(source.id, props.result.rules.asOf).title}
        >
          fact
        </Link>
        )
      </>
    );
  }
  const control = controlOf(props.result.scenario, source.path);
  if (control === undefined) {
    return (
      <>
        {' (setting '}
        <code title={source.path}>{tailOf(source.path)}</code>)
      </>
    );
  }
  return (
    <>
      {' '}
      <span className="why-setting">
        (
        <button
          type="button"
          className="link"
          onClick={() => {
            props.onSetting(control.key);
          }}
        >
          setting {control.label}
        </button>
        )
      </span>
    </>
  );
}

/** The end of the chain: the arrival, setting, fault or change that it began with, and what else decided it. */
export function Beginnings({ result, step, onSetting }: PartProps) {
  const { trace, scenario } = result;
  const beginnings = useMemo(() => beginningsOf(trace, scenario, step), [trace, scenario, step]);
  return beginnings.map((beginning, index) => {
    const { sentence, control } = beginningText(scenario, beginning);
    return (
      <li key={index} className="why-beginning">
        <GlyphIcon glyph={beginning.kind === 'arrival' ? 'caller' : 'setting'} />
        <div>
          <p>{sentence}</p>
          {control !== null && (
            <p className="why-meta">
              <button
                type="button"
                className="link"
                onClick={() => {
                  onSetting(control.key);
                }}
              >
                {control.control === 'switch' ? 'switch' : 'setting'} {control.label}
              </button>
            </p>
          )}
        </div>
      </li>
    );
  });
}
