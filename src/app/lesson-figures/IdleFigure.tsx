/** How long idle environments were kept, measurement by measurement, and what one pause would have met. */
import { useEffect, useMemo, useState } from 'react';
import { formatDuration } from '../../sim/format-time.ts';
import type { KeepPreset, Rules } from '../../sim/rules.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { formatDay } from '../as-of-date.ts';
import { useSurroundings } from '../lesson-context.ts';
import { Dial } from './Dial.tsx';
import { FigureFrame } from './FigureFrame.tsx';
import { publishReading } from './figure-readings.ts';
import { runFigure, type FigureRun } from './figure-run.ts';
import { idleScene, type IdleRow } from './idle-scene.ts';
import { inWords, withUnit } from './number-words.ts';
import { Picture } from './Picture.tsx';
import { useFigureScenario } from './use-figure-scenario.ts';

const MINUTE_MS = 60_000;
/** Pauses that are tried under each measurement. */
const PAUSES = 100;

/** Requests one at a time with the same pause before each, under one measured rule. */
function runPauses(scenario: Scenario, rules: Rules, preset: KeepPreset, pauseMin: number): FigureRun {
  return runFigure(
    scenario,
    {
      arrivals: JSON.stringify({ kind: 'constant', everyMs: pauseMin * MINUTE_MS, count: PAUSES + 1 }),
      // Age would end environments too; the figure asks about idling alone.
      'settings.keep': JSON.stringify({
        functionIdleMs: preset.functionIdleMs,
        environmentIdleMs: null,
        maxAgeMs: null,
      }),
      horizonMs: (PAUSES + 1) * pauseMin * MINUTE_MS,
    },
    rules,
  );
}

export function IdleFigure({ name, scenario: id }: { readonly name: string; readonly scenario: string }) {
  const { asOf } = useSurroundings();
  const { scenario, rules } = useFigureScenario(id);
  const [pause, setPause] = useState(8);

  const rows = useMemo(
    () =>
      rules.keepPresets.map((preset): IdleRow & { readonly run: FigureRun } => {
        const run = runPauses(scenario, rules, preset, pause);
        // The first request of all has no pause before it.
        return {
          preset,
          run,
          cold: run.summary.counts.cold - 1,
          of: PAUSES,
          inForce: preset.id === rules.keep.id,
        };
      }),
    [scenario, rules, pause],
  );
  const inForce = rows.find((row) => row.inForce) ?? rows.at(-1)!;
  useEffect(() => {
    publishReading(name, {
      pause,
      always: rows.filter((row) => row.cold === row.of).length,
      never: rows.filter((row) => row.cold === 0).length,
    });
  }, [name, pause, rows]);

  return (
    <FigureFrame
      name="How long idle environments were kept"
      picture={<Picture draw={(width) => idleScene(rows, pause, width)} />}
      controls={
        <div className="w-full max-w-[480px]">
          <Dial
            label="your pause"
            shows={withUnit(pause, 'min')}
            min={1}
            max={70}
            value={pause}
            onChange={setPause}
          />
        </div>
      }
      conclusion={idleConclusion(rows, pause, asOf)}
      signs={[
        { glyph: 'frozen', says: 'kept' },
        { glyph: 'shutdown', says: 'kept or gone' },
        { glyph: 'retired', says: 'gone' },
      ]}
      lab={{ scenario: id, changes: inForce.run.changes }}
    />
  );
}

/** What the pause would have met, then and now. */
export function idleConclusion(
  rows: readonly IdleRow[],
  pauseMin: number,
  asOf: string,
): { first: string; rest: string } {
  const warm = rows.filter((row) => row.cold === 0).length;
  const cold = rows.filter((row) => row.cold === row.of).length;
  const pause = formatDuration(pauseMin * 60_000_000);
  const last = rows.find((row) => row.inForce) ?? rows.at(-1)!;
  const name = last.preset.label.split(':')[0]!;
  const many =
    last.cold === 0
      ? `none of ${last.of}`
      : last.cold === last.of
        ? `all ${last.of}`
        : `${last.cold} of ${last.of}`;
  const verb = last.cold === 0 || last.cold === 1 ? 'was' : 'were';
  const first =
    warm === rows.length
      ? `A pause of ${pause} was safe in every measurement:`
      : cold === rows.length
        ? `A pause of ${pause} was always too long:`
        : warm === 0
          ? `A pause of ${pause} was never safe:`
          : `A pause of ${pause} was safe in ${inWords(warm)} of ${inWords(rows.length)} measurements:`;
  return {
    first,
    rest: `under the one in force on ${formatDay(asOf)}, of ${name}, ${many} requests after such a pause ${verb} cold. AWS promised none of it.`,
  };
}
