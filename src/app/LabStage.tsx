/** The picture at the moment, on its sheet, with the settings under it. */
import { useRef } from 'react';
import { useStore } from 'zustand';
import type { Summary } from '../sim/summary.ts';
import type { Trace } from '../sim/trace.ts';
import { worldAt } from '../sim/world.ts';
import { FlowPicture } from '../view/FlowPicture.tsx';
import { conclusionOf, soFar } from './conclusion.ts';
import { useWidth } from './lesson-figures/use-width.ts';
import type { RunResult } from './run-client.ts';
import { Shelf } from './Shelf.tsx';
import { unitConclusion, unitsSoFar } from './unit-conclusion.ts';
import { useMoment, type Lab } from './use-lab.ts';
import { useMedia } from './use-media.ts';

/** A flight takes this long on screen. */
const FLIGHT_S = 0.45;

export interface LabStageProps {
  readonly lab: Lab;
  readonly summary: Summary | null;
  readonly picked: number;
  readonly onPick: (step: number) => void;
}

export function LabStage({ lab, summary, picked, onPick }: LabStageProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { result } = lab.run;
  return (
    <section className="stage" aria-label="Picture and settings" aria-busy={lab.run.status === 'running'}>
      <div className="stage-picture" ref={box}>
        {result && width !== null && width > 0 && (
          <StagePicture lab={lab} result={result} width={width} picked={picked} onPick={onPick} />
        )}
        {!result && lab.run.status !== 'running' && lab.run.status !== 'idle' && (
          <p className="stage-empty">No run yet. What is in the way is said above.</p>
        )}
      </div>
      <Shelf scenario={lab.scenario} onDraft={lab.draft} onChange={lab.change}>
        <Conclusion lab={lab} summary={summary} />
      </Shelf>
    </section>
  );
}

function StagePicture(props: {
  readonly lab: Lab;
  readonly result: RunResult;
  readonly width: number;
  readonly picked: number;
  readonly onPick: (step: number) => void;
}) {
  const { lab, result, width, picked, onPick } = props;
  const { trace, scenario, rules } = result;
  const atUs = useMoment(lab.player);
  const speed = useStore(lab.player.store, (state) => state.speed);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const tall = useMedia('(height >= 1050px)');
  return (
    <FlowPicture
      trace={trace}
      scenario={scenario}
      rules={rules}
      world={worldAt(trace, atUs)}
      atUs={atUs}
      width={width}
      flightUs={still ? 0 : FLIGHT_S * speed}
      tallest={width < 600 ? 150 : tall ? 240 : 118}
      onPick={(pick) => {
        onPick(pick.step);
      }}
      picked={markOf(trace, picked)}
    />
  );
}

/** The environment a step is about; undefined: none. */
export function environmentOf(trace: Trace, step: number): number | undefined {
  if (step < 0) return undefined;
  const kind = trace.kinds[trace.kind[step]!]?.name;
  if (kind === 'environment') return trace.actor[step];
  if (kind === 'request' && trace.other[step]! >= 0) return trace.other[step];
  return undefined;
}

/** The mark of whom a step is about: of a request its environment; undefined: none. */
function markOf(trace: Trace, step: number): string | undefined {
  if (step < 0) return undefined;
  const environment = environmentOf(trace, step);
  if (environment !== undefined) return `environment ${environment}`;
  return `${trace.kinds[trace.kind[step]!]!.name} ${trace.actor[step]!}`;
}

/** One sentence: so far while the reader has not seen it all, then what it comes to. */
function Conclusion({ lab, summary }: { readonly lab: Lab; readonly summary: Summary | null }) {
  const { player } = lab;
  const { trace, scenario } = lab.run.result ?? {};
  const seen = useStore(player.store, (state) => state.seenUs >= state.endUs && state.endUs > 0);
  const text = useStore(player.store, (state) => {
    if (!trace || !summary || !scenario) return '';
    if (seen) return unitConclusion(trace, scenario, summary) ?? conclusionOf(summary);
    return (
      unitsSoFar(trace, scenario, state.momentUs) ??
      soFar(worldAt(trace, state.momentUs).counts, summary.counts.offered)
    );
  });
  return <p className="conclusion">{text}</p>;
}
