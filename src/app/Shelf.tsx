/** The settings on the stage, each under the thing it acts on; and the sentence the run comes to. */
import type { ReactNode } from 'react';
import type { Scenario, Tunable } from '../sim/scenario.ts';
import { Setting } from './Setting.tsx';

const PLACES: readonly { readonly at: Tunable['at']; readonly title: string }[] = [
  { at: 'caller', title: 'Caller' },
  { at: 'service', title: 'Lambda service' },
  { at: 'function', title: 'Function' },
];

export interface ShelfProps {
  readonly scenario: Scenario;
  readonly onDraft: (key: string, text: string) => void;
  readonly onChange: (key: string, text: string) => void;
  readonly children: ReactNode;
}

export function Shelf({ scenario, onDraft, onChange, children }: ShelfProps) {
  const groups = PLACES.map((place) => ({
    ...place,
    controls: scenario.tunable.filter((control) => control.at === place.at),
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
