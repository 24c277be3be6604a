/** The right column: the machine of the actor at hand, why the last step happened, and the log. */
import { lazy, Suspense, useMemo, useState } from 'react';
import { deliveryAt } from '../sim/delivery-at.ts';
import { narrate } from '../sim/narrate.ts';
import type { Trace } from '../sim/trace.ts';
import { stepAt } from '../sim/world.ts';
import { chartedAt, lastOfKind } from './charted.ts';
import { LabChart } from './LabChart.tsx';
import type { RunResult } from './run-client.ts';
import { isNotable, positionOf } from './step-kinds.ts';
import { StepLog } from './StepLog.tsx';
import { useCalmMoment } from './use-calm-moment.ts';
import type { Lab } from './use-lab.ts';
import { WhyChain } from './WhyChain.tsx';
import { words } from './words.ts';

const SendingPanel = lazy(async () => {
  const { SendingPanel: component } = await import('./SendingPanel.tsx');
  return { default: component };
});

/** What follows the moment step by step, not frame by frame. */
export function LabSide(props: {
  readonly lab: Lab;
  readonly result: RunResult;
  readonly digits: number;
  readonly picked: number;
  readonly onJump: (step: number) => void;
  readonly onFollow: () => void;
}) {
  const { lab, result, digits, picked } = props;
  const { trace } = result;
  const { player } = lab;
  const { momentUs, seenUs, playing } = useCalmMoment(player);
  const step = stepAt(trace, momentUs);
  const seenStep = stepAt(trace, seenUs);
  const notable = useMemo(() => {
    const found: number[] = [];
    for (let one = 0; one < trace.length; one += 1) if (isNotable(trace, one)) found.push(one);
    return Uint32Array.from(found);
  }, [trace]);
  // While the run plays, only what deserves a word: a panel that flickers is not read.
  const at = positionOf(notable, step);
  const followed = playing ? (at < 0 ? step : notable[at]!) : lastOfActor(trace, step);
  const selected = picked >= 0 && picked <= step ? picked : followed;
  const [chosen, setChosen] = useState('');
  const about = chartedAt(trace, selected);
  const delivery = useMemo(() => deliveryAt(trace, selected), [trace, selected]);
  const charted = chosen === '' || about.kind === chosen ? about : lastOfKind(trace, chosen, selected);
  return (
    <>
      <LabChart atUs={momentUs} result={result} charted={charted} chosen={chosen} onChoose={setChosen} />
      <WhyChain
        trace={trace}
        step={selected}
        digits={digits}
        pinned={picked >= 0 && selected === picked}
        onJump={props.onJump}
        onFollow={props.onFollow}
      />
      {delivery >= 0 && (
        <Suspense fallback={null}>
          <SendingPanel result={result} delivery={delivery} digits={digits} />
        </Suspense>
      )}
      <p className="visually-hidden" role="status">
        {!playing && selected >= 0 && narrate(trace, selected, words)}
      </p>
      <StepLog
        trace={trace}
        step={step}
        selected={selected}
        seenStep={seenStep}
        playing={playing}
        digits={digits}
        onJump={props.onJump}
      />
    </>
  );
}

/** The last step at or before this one that a request or an environment took: the function only sums them up. */
function lastOfActor(trace: Trace, step: number): number {
  let one = step;
  while (one > 0 && trace.kinds[trace.kind[one]!]?.name === 'function') one -= 1;
  return one;
}
