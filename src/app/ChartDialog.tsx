/** A statechart with room around it, and every transition of the machine as text. */
import { useEffect, useRef } from 'react';
import { StateChart } from '../view/StateChart.tsx';
import { Dialog } from './Dialog.tsx';
import { useWidth } from './use-width.ts';
import { Transitions, type TransitionsProps } from './Transitions.tsx';
import { words } from './words.ts';

export interface ChartDialogProps extends Omit<TransitionsProps, 'transitions'> {
  readonly onClose: () => void;
  readonly title: string;
  readonly atUs: number;
}

/** Open from the moment it is there. */
export function ChartDialog({ onClose, title, atUs, onJump, ...list }: ChartDialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  return (
    <Dialog ref={ref} title={title} className="chart-dialog" onClose={onClose}>
      <Machine
        atUs={atUs}
        {...list}
        onJump={(step) => {
          ref.current?.close();
          onJump(step);
        }}
      />
    </Dialog>
  );
}

function Machine({ atUs, ...list }: Omit<TransitionsProps, 'transitions'> & { readonly atUs: number }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { chart, result, actor, step } = list;
  const { trace } = result;
  const active = step < 0 ? '' : (trace.kinds[trace.kind[step]!]!.states[trace.to[step]!] ?? '');
  return (
    <>
      <div ref={box} className="chart-dialog-picture">
        {width !== null && width > 0 && (
          <StateChart chart={chart} trace={trace} actor={actor} atUs={atUs} width={width} />
        )}
      </div>
      <h3>Every transition</h3>
      <dl className="chart-dialog-states">
        {chart.states.map(({ name, isInitial, isFinal }) => {
          const transitions = chart.transitions.filter(({ from }) => from === name);
          return (
            <div key={name}>
              <dt>
                {name}
                {name === active && <span className="quiet-text"> now</span>}
                {isInitial && <span className="quiet-text"> the beginning</span>}
                {isFinal && <span className="quiet-text"> an end</span>}
              </dt>
              <dd>
                {words.states[chart.kind]?.[name] !== undefined && (
                  <p className="quiet-text">{words.states[chart.kind]![name]}</p>
                )}
                <Transitions {...list} transitions={transitions} />
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}
