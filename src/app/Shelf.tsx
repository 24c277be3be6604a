/** The settings on the stage, each under the thing it acts on; and the sentence the run comes to. */
import type { ReactNode } from 'react';
import type { Scenario, Tunable } from '../sim/scenario.ts';
import { Setting } from './Setting.tsx';

const PLACES: readonly Tunable['at'][] = ['caller', 'service', 'function'];

/** What the three places are called in each model. */
const TITLES: Readonly<Record<Scenario['model'], Readonly<Record<Tunable['at'], string>>>> = {
  direct: { caller: 'Caller', service: 'Lambda service', function: 'Function' },
  'push-synchronous': { caller: 'Caller', service: 'Lambda service', function: 'Function' },
  'push-asynchronous': { caller: 'Source', service: 'Event queue', function: 'Function' },
  stream: { caller: 'Stream', service: 'Event source mapping', function: 'Function' },
  queue: { caller: 'Queue', service: 'Event source mapping', function: 'Function' },
};

export interface ShelfProps {
  readonly scenario: Scenario;
  readonly onDraft: (key: string, text: string) => void;
  readonly onChange: (key: string, text: string) => void;
  readonly children: ReactNode;
}

/** Of the shelf's three columns how many a group takes to be as low as the others; undefined: one. */
function columnsOf(own: number, counts: readonly number[]): number | undefined {
  if (counts.length === 1) return 3;
  return counts.length === 2 && own > Math.min(...counts) ? 2 : undefined;
}

export function Shelf({ scenario, onDraft, onChange, children }: ShelfProps) {
  const groups = PLACES.map((at) => ({
    at,
    title: TITLES[scenario.model][at],
    controls: scenario.tunable.filter((control) => control.at === at),
  })).filter((group) => group.controls.length > 0);
  const counts = groups.map(({ controls }) => controls.length);
  const isEven = counts.length === 2 && counts[0] === counts[1];
  return (
    <div className="shelf" data-even={isEven || undefined}>
      {groups.map((group) => (
        <div
          key={group.at}
          className="shelf-group"
          data-wide={columnsOf(group.controls.length, counts)}
          role="group"
          aria-label={`Settings: ${group.title}`}
        >
          <h2>{group.title}</h2>
          {group.controls.map((control) => (
            <Setting
              key={control.key}
              scenario={scenario}
              control={control}
              onDraft={(text) => {
                onDraft(control.key, text);
              }}
              onChange={(text) => {
                onChange(control.key, text);
              }}
            />
          ))}
        </div>
      ))}
      {children}
    </div>
  );
}
