/** The run on show at the moment, in the picture that fits its model. */
import { useStore } from 'zustand';
import type { Trace } from '../sim/trace.ts';
import { worldAt } from '../sim/world.ts';
import { FlowPicture } from '../view/FlowPicture.tsx';
import type { RunResult } from './run-client.ts';
import { environmentOf } from './step-kinds.ts';
import { useFlight } from './use-flight.ts';
import { useMoment, type Watch } from './use-lab.ts';
import { useMedia } from './use-media.ts';

export function LabPicture(props: {
  readonly watch: Watch;
  readonly result: RunResult;
  readonly width: number;
  readonly picked: number;
  readonly onPick: (step: number) => void;
}) {
  const { watch, result, width, picked, onPick } = props;
  const { player, view } = watch;
  const { trace, scenario, rules } = result;
  const atUs = useMoment(player);
  const flightUs = useFlight(player);
  const hidden = useStore(view, (state) => state.hidden);
  const followed = useStore(view, (state) => state.follow);
  const tall = useMedia('(height >= 1050px)');
  return (
    <FlowPicture
      trace={trace}
      scenario={scenario}
      rules={rules}
      world={worldAt(trace, atUs)}
      atUs={atUs}
      width={width}
      flightUs={flightUs}
      tallest={width < 600 ? 150 : tall ? 240 : 118}
      hidden={hidden}
      followed={followed}
      onPick={(pick) => {
        onPick(pick.step);
      }}
      picked={markOf(trace, picked)}
    />
  );
}

/** The mark of whom a step is about: of a request its environment; undefined: none. */
function markOf(trace: Trace, step: number): string | undefined {
  if (step < 0) return undefined;
  const environment = environmentOf(trace, step);
  if (environment !== undefined) return `environment ${environment}`;
  return `${trace.kinds[trace.kind[step]!]!.name} ${trace.actor[step]!}`;
}
