/** Buttons for the rare event: what is pressed strikes from the present moment on, and is part of the scenario from then on. */
import { useMemo, useState } from 'react';
import { formatDuration, formatTime } from '../sim/format-time.ts';
import { worldAt } from '../sim/world.ts';
import { Icon } from './Icon.tsx';
import { isFault, type Made } from './made.ts';
import { rareEvents, withoutEffect, type Picked } from './rare-events.ts';
import type { RunResult } from './run-client.ts';
import { environmentOf } from './step-kinds.ts';
import { digitsFor } from './Transport.tsx';
import { useCalmMoment } from './use-calm-moment.ts';
import type { Lab } from './use-lab.ts';
import './lab-happen.css';

/** How long what lasts may last, ms; null: to the end of the run. */
const LASTS: readonly (number | null)[] = [1000, 10_000, 60_000, 600_000, 3_600_000, null];

/** What was pressed last, and what the run was before it. */
interface Pressed {
  readonly things: readonly Made[];
  readonly hash: string;
  /** How much had been made by then. */
  readonly before: number;
}

/** Where a choice begins: about a tenth of the run. */
function startOf(endUs: number): number {
  return LASTS.findIndex((forMs) => forMs === null || forMs >= endUs / 10_000);
}

export interface MakeItHappenProps {
  readonly lab: Lab;
  readonly result: RunResult;
  /** The step that is picked; -1: none is. */
  readonly picked: number;
}

export function MakeItHappen({ lab, result, picked }: MakeItHappenProps) {
  const { trace } = result;
  const { momentUs, playing } = useCalmMoment(lab.player);
  const [chosen, setChosen] = useState<number | null>(null);
  const [pressed, setPressed] = useState<Pressed | null>(null);
  const forMs = LASTS[chosen ?? startOf(trace.endUs)]!;
  // While it plays the moment runs away under the hand: what is offered stays until it rests.
  const atUs = playing ? 0 : momentUs;
  const world = useMemo(() => worldAt(trace, atUs), [trace, atUs]);
  const events = rareEvents(lab.scenario, result.rules, trace, world, pickedOf(result, picked));
  const moment = formatTime(momentUs, digitsFor(trace.endUs));
  const isIdle =
    pressed !== null &&
    result.key === lab.runKey &&
    result.hash === pressed.hash &&
    lab.made.length === pressed.before + pressed.things.length;
  return (
    <section className="happen" aria-labelledby="happen-title">
      <h2 id="happen-title">Make it happen</h2>
      <p className="quiet-text">{playing ? 'Pause to choose the moment.' : `At ${moment}:`}</p>
      <div className="happen-buttons">
        {events.map((event) => (
          <button
            key={event.key}
            type="button"
            className="button"
            disabled={playing}
            onClick={() => {
              const things = event.made(Math.floor(momentUs / 1000), forMs);
              setPressed({ things, hash: result.hash, before: lab.made.length });
              lab.make(things);
            }}
          >
            {event.says}
          </button>
        ))}
        <label>
          <span className="visually-hidden">How long what lasts is to last</span>
          <select
            className="value"
            value={chosen ?? startOf(trace.endUs)}
            onChange={(change) => {
              setChosen(Number(change.currentTarget.value));
            }}
          >
            {LASTS.map((lasts, index) => (
              <option key={lasts} value={index}>
                {lasts === null ? 'to the end' : `for ${formatDuration(lasts * 1000)}`}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className="happen-idle" role="status">
        {isIdle && withoutEffect(lab.scenario, pressed.things)}
      </p>
      {lab.made.length > 0 && (
        <ul className="happen-made" aria-label="Made to happen">
          {lab.made.map((made) => {
            const atMs = isFault(made) ? (made.fromMs ?? 0) : made.atMs;
            return (
              <li key={made.id}>
                <span>
                  <time>{formatTime(atMs * 1000, digitsFor(trace.endUs))}</time> {made.title}
                </span>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Take back: ${made.title}`}
                  onClick={() => {
                    lab.unmake(made.id);
                  }}
                >
                  <Icon name="close" size={12} />
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** Whom a step is about: its environment where it has one, else its own actor. */
function pickedOf({ trace }: RunResult, step: number): Picked | null {
  if (step < 0) return null;
  const environment = environmentOf(trace, step);
  return environment === undefined
    ? { kind: trace.kinds[trace.kind[step]!]!.name, number: trace.actor[step]! }
    : { kind: 'environment', number: environment };
}
