/** Every scenario by invocation model, narrowed down by typing; arrow keys walk the list. */
import { Link } from '@tanstack/react-router';
import { Fragment, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { scenarios } from './scenario-cards.ts';
import { exampleText } from './example-text.ts';
import { ModelEmblem } from './ModelEmblem.tsx';
import { familiesOf, MODELS } from './models.ts';
import { repairCard } from './repair-cards.ts';
import type { ScenarioCard } from './scenario-card.ts';

export interface ScenarioChooserProps {
  /** Heading level of the models. */
  readonly level: 2 | 3;
  /** The scenario on show. */
  readonly current?: string;
  /** In a dialog: the field takes the focus, and the dialog is told of a choice. */
  readonly onChosen?: () => void;
}

const fold = (text: string) => text.toLowerCase().normalize('NFKD');

/** All that a scenario can be found by. */
function haystack(card: ScenarioCard): string {
  const model = MODELS.find(({ id }) => id === card.model);
  return fold([card.title, card.question, card.family, model?.title ?? ''].join(' '));
}

const HAYSTACKS = new Map(scenarios.map((card) => [card.id, haystack(card)]));

/** The scenarios in which every word that was typed occurs. */
export function found(typed: string): readonly ScenarioCard[] {
  const parts = fold(typed).split(/\s+/).filter(Boolean);
  return scenarios.filter(({ id }) => parts.every((part) => HAYSTACKS.get(id)!.includes(part)));
}

export function ScenarioChooser({ level, current, onChosen }: ScenarioChooserProps) {
  const [typed, setTyped] = useState('');
  const root = useRef<HTMLDivElement>(null);
  const fieldId = useId();
  const field = useRef<HTMLInputElement>(null);
  const inDialog = onChosen !== undefined;
  useEffect(() => {
    if (inDialog) field.current?.focus();
  }, [inDialog]);
  const matches = found(typed);
  const Heading = level === 2 ? 'h2' : 'h3';
  const Family = level === 2 ? 'h3' : 'h4';

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const links = [...root.current!.querySelectorAll<HTMLElement>('a')];
    const inField = event.target instanceof HTMLInputElement;
    const at = links.findIndex((link) => link === event.target);
    let next: HTMLElement | undefined;
    if (event.key === 'ArrowDown') next = links[at + 1];
    else if (event.key === 'ArrowUp' && at === 0) next = root.current!.querySelector('input') ?? undefined;
    else if (event.key === 'ArrowUp' && at > 0) next = links[at - 1];
    else if (event.key === 'Enter' && inField && typed.trim() !== '') {
      event.preventDefault();
      links[0]?.click();
      return;
    }
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  return (
    // The keys of the list; each link and the field work without them too.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="chooser" ref={root} onKeyDown={onKeyDown}>
      <div className="chooser-find">
        <label htmlFor={fieldId}>Find a scenario</label>
        <input
          id={fieldId}
          ref={field}
          type="search"
          className="field"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
          }}
        />
        <p role="status">
          {typed.trim() === ''
            ? `${scenarios.length} scenarios`
            : matches.length === 0
              ? 'No scenario has these words.'
              : `${matches.length} of ${scenarios.length}`}
        </p>
      </div>
      {MODELS.map((model) => {
        const cards = matches.filter((card) => card.model === model.id);
        if (cards.length === 0) return null;
        return (
          <section key={model.id} className="chooser-model" aria-labelledby={`${fieldId}-${model.id}`}>
            <div className="chooser-head">
              <ModelEmblem model={model.id} />
              <Heading id={`${fieldId}-${model.id}`}>{model.title}</Heading>
              <p>{model.says}</p>
            </div>
            <div className="chooser-families">
              {familiesOf(cards).map(({ family, title, cards: own }) => (
                <Fragment key={family}>
                  {title !== '' && <Family>{title}</Family>}
                  <ul>
                    {own.map((card) => (
                      <li key={card.id}>
                        <Link
                          to="/lab/$scenario"
                          params={{ scenario: card.id }}
                          aria-current={card.id === current ? 'page' : undefined}
                          {...(onChosen ? { onClick: onChosen } : {})}
                        >
                          <b>{exampleText(card.title)}</b>
                          <span>{exampleText(card.question)}</span>
                          {repairCard(card.id) && <i>Also opens broken.</i>}
                        </Link>
                      </li>
                    ))}
                  </ul>
                </Fragment>
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}
