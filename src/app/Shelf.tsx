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

export function Shelf({ scenario, onDraft, onChange, children }: ShelfProps) {
  const groups = PLACES.map((at) => ({
    at,
    title: TITLES[scenario.model][at],
    controls: scenario.tunable.filter((control) => control.at === at),
  })).filter((group) => group.controls.length > 0);
  return (
    <div className="shelf" data-groups={groups.length}>
      {groups.map((group) => (
        <div key={group.at} className="shelf-group" role="group" aria-label={`Settings: ${group.title}`}>
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
