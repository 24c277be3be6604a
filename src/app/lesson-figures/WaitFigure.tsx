/** What the wait of a cold request is made of, and since when all of it is billed. */
import { useEffect, useMemo, useState } from 'react';
import { isComposite } from '../../cost/composite.ts';
import type { Fact } from '../../cost/fact.ts';
import { valueAt } from '../../cost/value-at.ts';
import { formatDuration } from '../../sim/format-time.ts';
import { formatDay } from '../../cost/format-day.ts';
import { useSurroundings } from '../lesson-context.ts';
import { Dial } from './Dial.tsx';
import { FigureFrame } from './FigureFrame.tsx';
import { publishReading } from './figure-readings.ts';
import { runFigure } from './figure-run.ts';
import { waitChanges } from './figure-settings.ts';
import { withUnit } from '../number-words.ts';
import { Picture } from './Picture.tsx';
import { useFigureScenario } from './use-figure-scenario.ts';
import {
  isInit,
  stretchesOf,
  total,
  waitConclusion,
  waitScene,
  type Billed,
  type Stretch,
  type WaitParts,
} from './wait-scene.ts';

function billsInit(fact: Fact, date: string): boolean {
  const { value } = valueAt(fact, date).entry;
  return isComposite(value) && value['zipManagedOnDemand'] === true;
}

/** The billed duration of a request under each of the two rules there have been, rounded up as at the date. */
function billedDurations(stretches: readonly Stretch[], rule: Fact, step: number, asOf: string): Billed[] {
  const change = rule.history.at(-1)!.from;
  const handler = total(stretches, (state) => state === 'invoke.handler') / 1000;
  const init = total(stretches, isInit) / 1000;
  const rounded = (ms: number) => Math.ceil(ms / step - 1e-9) * step;
  const now = billsInit(rule, asOf);
  return [
    { when: `since ${formatDay(change)}`, ms: rounded(init + handler), init: true, inForce: now },
    { when: 'before', ms: rounded(handler), init: false, inForce: !now },
  ];
}

export function WaitFigure({ name, scenario: id }: { readonly name: string; readonly scenario: string }) {
  const { fact, asOf } = useSurroundings();
  const { scenario, rules } = useFigureScenario(id);
  const [placing, setPlacing] = useState(90);
  const [runtime, setRuntime] = useState(140);
  const [code, setCode] = useState(260);
  const [handler, setHandler] = useState(38);

  const run = useMemo(
    () => runFigure(scenario, waitChanges({ placing, runtime, code, handler }), rules),
    [scenario, rules, placing, runtime, code, handler],
  );

  const parts = useMemo((): WaitParts => {
    const cold = stretchesOf(run, 0);
    const rule = fact('init-billing');
    const stepFact = fact('billing-granularity');
    const step = stepFact ? valueAt(stepFact, asOf).entry.value : 1;
    const cut = cold.some((stretch) => stretch.state === 'invoke.init');
    return {
      cold,
      warm: stretchesOf(run, 1),
      billed: cut || !rule ? [] : billedDurations(cold, rule, typeof step === 'number' ? step : 1, asOf),
    };
  }, [run, fact, asOf]);

  useEffect(() => {
    publishReading(name, {
      coldMs: total(parts.cold) / 1000,
      warmMs: total(parts.warm) / 1000,
      initMs: total(parts.cold, isInit) / 1000,
      codeMs: code,
    });
  }, [name, parts, code]);

  return (
    <FigureFrame
      name="What the wait is made of"
      picture={<Picture draw={(width) => waitScene(parts, width)} />}
      controls={
        <div className="grid min-w-0 flex-1 grid-cols-4 gap-x-8 max-md:grid-cols-2 max-md:gap-x-4">
          <Dial
            label="place, download"
            shows={withUnit(placing, 'ms')}
            min={10}
            max={1000}
            step={10}
            value={placing}
            onChange={setPlacing}
          />
          <Dial
            label="runtime"
            shows={withUnit(runtime, 'ms')}
            min={10}
            max={2000}
            step={10}
            value={runtime}
            onChange={setRuntime}
          />
          <Dial
            label="your init code"
            shows={formatDuration(code * 1000)}
            min={0}
            max={12_000}
            step={20}
            value={code}
            onChange={setCode}
          />
          <Dial
            label="handler"
            shows={withUnit(handler, 'ms')}
            min={2}
            max={1000}
            step={2}
            value={handler}
            onChange={setHandler}
          />
        </div>
      }
      conclusion={waitConclusion(parts, asOf, rules.initLimitUs)}
      signs={[
        { glyph: 'init', says: 'Init' },
        { glyph: 'invoke', says: 'invoke' },
      ]}
      lab={{ scenario: id, changes: run.changes }}
    />
  );
}
