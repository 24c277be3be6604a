/** One environment from its creation to its end: what each state does to what it keeps. */
import { useId, useMemo, useState } from 'react';
import { FigureFrame, Transport } from './FigureFrame.tsx';
import { runFigure } from './figure-run.ts';
import { lifeChanges, type End } from './figure-settings.ts';
import {
  columnSentence,
  columnsOf,
  COLUMN_US,
  LIFE_HEIGHT,
  lifeAxis,
  lifeConclusion,
  lifeScene,
} from './life-scene.ts';
import { Picture } from './Picture.tsx';
import { useFigurePlayer } from './use-figure-player.ts';
import { useFigureScenario } from './use-figure-scenario.ts';

/** How the third request ends; the names are those of the scenario's faults. */
const ENDS = [
  { id: 'none', says: 'returns' },
  { id: 'error', says: 'throws an error' },
  { id: 'memory', says: 'runs out of memory' },
  { id: 'timeout', says: 'times out' },
] as const satisfies readonly { readonly id: End; readonly says: string }[];

export function LifeFigure({ scenario: id }: { readonly scenario: string }) {
  const { scenario, rules } = useFigureScenario(id);
  const [end, setEnd] = useState<End>('none');
  const name = useId();
  const run = useMemo(() => runFigure(scenario, lifeChanges(end), rules), [scenario, rules, end]);
  const columns = useMemo(() => columnsOf(run), [run]);
  const timeline = useMemo(
    () => ({
      endUs: columns.length * COLUMN_US - 1,
      length: columns.length,
      at: columns.map((_, column) => column * COLUMN_US),
    }),
    [columns],
  );
  const { player, figure, momentUs, playing } = useFigurePlayer(timeline, {
    seconds: columns.length * 0.9,
    startUs: 4.5 * COLUMN_US,
    seen: true,
  });
  const connections = run.scenario.settings.function.connections ?? 0;

  const column = columns[Math.min(columns.length - 1, Math.floor(momentUs / COLUMN_US))]!;
  const sentence = columnSentence(column, connections);

  return (
    <FigureFrame
      figure={figure}
      name="What an environment keeps"
      picture={
        <>
          <p className="mb-3 min-h-10 text-ui font-medium md:min-h-5 md:pl-[150px]">{sentence}</p>
          <Picture
            draw={(width) => lifeScene(columns, momentUs, connections, width)}
            renderOver={(width) => {
              const { left, right } = lifeAxis(width);
              return (
                <div
                  className="track absolute"
                  style={{ left: left - 8, width: right - left + 16, top: 4, height: LIFE_HEIGHT - 8 }}
                >
                  <input
                    type="range"
                    className="absolute inset-0 h-full! w-full cursor-ew-resize opacity-0"
                    aria-label="Moment"
                    min={0}
                    max={timeline.endUs}
                    step={COLUMN_US / 4}
                    value={Math.round(momentUs)}
                    aria-valuetext={sentence}
                    onChange={(event) => {
                      player.seek(Number(event.currentTarget.value));
                    }}
                  />
                </div>
              );
            }}
          />
        </>
      }
      controls={
        <>
          <Transport player={player} playing={playing} />
          <fieldset className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">
            <legend className="float-left mr-4 py-1 text-label text-ink2">the third request</legend>
            {ENDS.map((one) => (
              <label key={one.id} className="flex min-h-8 items-center gap-2 text-ui max-md:min-h-11">
                <input
                  type="radio"
                  name={name}
                  className="accent-ink"
                  checked={end === one.id}
                  onChange={() => {
                    setEnd(one.id);
                  }}
                />
                {one.says}
              </label>
            ))}
          </fieldset>
        </>
      }
      conclusion={lifeConclusion(run, end)}
      signs={[
        { glyph: 'init', says: 'init' },
        { glyph: 'invoke', says: 'invoke' },
        { glyph: 'frozen', says: 'frozen' },
        ...(end === 'none' ? [] : [{ glyph: 'failed' as const, says: 'failed' }]),
        { glyph: 'retired', says: 'retired' },
      ]}
      lab={{ scenario: id, changes: run.changes }}
    />
  );
}
