/** The picture at the moment, on its sheet, with the settings under it. */
import { useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import heights from 'virtual:picture-heights';
import { useStore } from 'zustand';
import type { Summary } from '../sim/summary.ts';
import { useWidth } from './use-width.ts';
import { onlyText, printSearchText } from './search-text.ts';
import { Shelf } from './Shelf.tsx';
import type { Lab, Watch } from './use-lab.ts';
import { useMounted } from './use-mounted.ts';

/** The pictures come while the first run is under way. */
const loadPicture = async () => import('./LabPicture.tsx');
/** So does what there is to say of it. */
const loadConclusion = async () => import('./run-conclusion.ts');
const LabPicture = lazy(async () => {
  const { LabPicture: component } = await loadPicture();
  return { default: component };
});

/** Nobody reaches for it before the picture stands. */
const MakeItHappen = lazy(async () => {
  const { MakeItHappen: component } = await import('./MakeItHappen.tsx');
  return { default: component };
});

export interface LabStageProps {
  readonly lab: Lab;
  readonly watch: Watch;
  /** The scenario is met broken. */
  readonly isBroken: boolean;
  readonly summary: Summary | null;
  readonly picked: number;
  readonly onPick: (step: number) => void;
}

export function LabStage({ lab, watch, isBroken, summary, picked, onPick }: LabStageProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { result } = lab.run;
  const mounted = useMounted();
  const [wasOpened, setOpen] = useState<boolean | null>(null);
  // What a link made to happen is shown with it.
  const isOpen = wasOpened ?? (mounted && lab.made.length > 0);
  // What the run on show was asked with: it may be behind the address for a moment.
  const asked = printSearchText(onlyText(useSearch({ strict: false })));
  const room = <Room scenario={lab.scenario.id} isBroken={isBroken} />;
  useEffect(() => {
    // Whoever leaves at once aborts it; where it is shown, it is asked for again.
    loadPicture().catch(() => {});
  }, []);
  return (
    <section
      className="stage"
      aria-label="Picture and settings"
      aria-busy={lab.run.status === 'running' || (lab.run.status === 'done' && result?.key !== lab.runKey)}
      data-asked={asked}
    >
      <div className="stage-picture" ref={box}>
        {result && width !== null && width > 0 ? (
          <Suspense fallback={room}>
            <LabPicture watch={watch} result={result} width={width} picked={picked} onPick={onPick} />
          </Suspense>
        ) : (
          (result !== null || ['idle', 'running'].includes(lab.run.status)) && room
        )}
        {!result && lab.run.status !== 'running' && lab.run.status !== 'idle' && (
          <p className="stage-empty">No run yet. What is in the way is said above.</p>
        )}
      </div>
      <Shelf scenario={lab.scenario} onDraft={lab.draft} onChange={lab.change}>
        <div className="conclusion-row">
          <Conclusion lab={lab} summary={summary} />
          <button
            type="button"
            className="button quiet happen-open"
            aria-expanded={isOpen}
            onClick={() => {
              setOpen(!isOpen);
            }}
          >
            Make it happen
          </button>
        </div>
      </Shelf>
      {isOpen && result && (
        <Suspense fallback={null}>
          <MakeItHappen lab={lab} result={result} picked={picked} />
        </Suspense>
      )}
    </section>
  );
}

/** Keeps the room of the picture that is on its way. */
function Room({ scenario, isBroken }: { readonly scenario: string; readonly isBroken: boolean }) {
  const own = isBroken ? heights[`${scenario} broken`] : undefined;
  const [phone, desk] = own ?? heights[scenario] ?? [0, 0];
  return (
    <>
      <svg className="room-phone" width="1" height={phone} aria-hidden="true" />
      <svg className="room-desk" width="1" height={desk} aria-hidden="true" />
    </>
  );
}

/** One sentence: so far while the reader has not seen it all, then what it comes to. */
function Conclusion({ lab, summary }: { readonly lab: Lab; readonly summary: Summary | null }) {
  const { player } = lab;
  const [words, setWords] = useState<typeof import('./run-conclusion.ts') | null>(null);
  useEffect(() => {
    // Without it the picture says all there is.
    loadConclusion().then(setWords, () => {});
  }, []);
  const { trace, scenario } = lab.run.result ?? {};
  const seen = useStore(player.store, (state) => state.seenUs >= state.endUs && state.endUs > 0);
  const text = useStore(player.store, (state) =>
    trace && summary && scenario && words
      ? words.runConclusion(trace, scenario, summary, seen ? null : state.momentUs)
      : '',
  );
  return <p className="conclusion">{text}</p>;
}
