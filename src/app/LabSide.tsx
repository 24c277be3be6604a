/** The right column: the machine of the actor at hand, why the last step happened, and the log. */
import { lazy, Suspense, useMemo, useState } from 'react';
import { deliveryAt } from '../sim/delivery-at.ts';
import { lifeIndexOf } from '../sim/life-index.ts';
import type { Trace } from '../sim/trace.ts';
import { unitOf } from '../sim/unit-of.ts';
import { stepAt } from '../sim/world.ts';
import { chartedAt, lastOfKind, type Charted } from './charted.ts';
import { focusSetting } from './focus-setting.ts';
import { LabChart } from './LabChart.tsx';
import { Narration } from './Narration.tsx';
import type { RunResult } from './run-client.ts';
import { isNotable, positionOf } from './step-kinds.ts';
import { StepLog } from './StepLog.tsx';
import { useCalmMoment } from './use-calm-moment.ts';
import type { Watch } from './use-lab.ts';
import { WhyChain } from './WhyChain.tsx';
import './lab-why.css';

const SendingPanel = lazy(async () => {
  const { SendingPanel: component } = await import('./SendingPanel.tsx');
  return { default: component };
});

/** What follows the moment step by step, not frame by frame. */
export function LabSide(props: {
  readonly watch: Watch;
  readonly result: RunResult;
  readonly digits: number;
  readonly picked: number;
  readonly onJump: (step: number) => void;
  readonly onFollow: () => void;
  /** Shows the control of the shelf with this key; absent: it is on show. */
  readonly onSetting?: (key: string) => void;
}) {
  const { watch, result, digits, picked } = props;
  const { trace } = result;
  const { player, view } = watch;
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
  const [numbered, setNumbered] = useState<Charted | null>(null);
  const about = chartedAt(trace, selected);
  const delivery = useMemo(() => deliveryAt(trace, selected), [trace, selected]);
  const unit = useMemo(() => unitOf(trace, selected), [trace, selected]);
  const ofKind = chosen === '' || about.kind === chosen ? about : lastOfKind(trace, chosen, selected);
  const charted = numbered !== null && isThere(trace, numbered) ? numbered : ofKind;
  return (
    <>
      <LabChart
        atUs={momentUs}
        seenStep={seenStep}
        digits={digits}
        result={result}
        charted={charted}
        chosen={numbered === null ? chosen : numbered.kind}
        onChoose={(kind) => {
          setChosen(kind);
          setNumbered(null);
        }}
        onNumber={(actor) => {
          setNumbered({ kind: charted.kind, actor });
        }}
        onJump={props.onJump}
      />
      <WhyChain
        result={result}
        step={selected}
        seenStep={seenStep}
        digits={digits}
        pinned={picked >= 0 && selected === picked}
        playing={playing}
        onJump={props.onJump}
        onFollow={props.onFollow}
        onSetting={props.onSetting ?? focusSetting}
        unit={
          unit && {
            kind: unit.kind,
            follow() {
              view.setState({ follow: unit, panel: 'unit' });
            },
          }
        }
      />
      {delivery >= 0 && (
        <Suspense fallback={null}>
          <SendingPanel result={result} delivery={delivery} digits={digits} />
        </Suspense>
      )}
      <Narration watch={watch} result={result} digits={digits} />
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

/** Whether the run has such an actor. */
function isThere(trace: Trace, { kind, actor }: Charted): boolean {
  return actor < lifeIndexOf(trace).countOf(trace.kinds.findIndex(({ name }) => name === kind));
}

/** The last step at or before this one that a request or an environment took: the function only sums them up. */
function lastOfActor(trace: Trace, step: number): number {
  let one = step;
  while (one > 0 && trace.kinds[trace.kind[one]!]?.name === 'function') one -= 1;
  return one;
}
