/** How long idle environments were kept, measurement by measurement, and what one pause would have met. */
import { useEffect, useMemo, useState } from 'react';
import { useSurroundings } from '../lesson-context.ts';
import { Dial } from './Dial.tsx';
import { FigureFrame } from './FigureFrame.tsx';
import { publishReading } from './figure-readings.ts';
import { runFigure, type FigureRun } from './figure-run.ts';
import { idleChanges, PAUSES } from './figure-settings.ts';
import { idleConclusion, idleScene, type IdleRow } from './idle-scene.ts';
import { withUnit } from '../number-words.ts';
import { Picture } from './Picture.tsx';
import { useFigureScenario } from './use-figure-scenario.ts';

export function IdleFigure({ name, scenario: id }: { readonly name: string; readonly scenario: string }) {
  const { asOf } = useSurroundings();
  const { scenario, rules } = useFigureScenario(id);
  const [pause, setPause] = useState(8);

  const rows = useMemo(
    () =>
      rules.keepPresets.map((preset): IdleRow & { readonly run: FigureRun } => {
        const run = runFigure(scenario, idleChanges(preset, pause), rules);
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
