/** One environment from its creation to its end: what each state does to what it keeps. */
import { useId, useMemo, useState } from 'react';
import { FigureFrame, Transport } from './FigureFrame.tsx';
import { runFigure, type FigureRun } from './figure-run.ts';
import { columnSentence, columnsOf, COLUMN_US, LIFE_HEIGHT, lifeAxis, lifeScene } from './life-scene.ts';
import { atStart, inWords } from './number-words.ts';
import { Picture } from './Picture.tsx';
import { useFigurePlayer } from './use-figure-player.ts';
import { useFigureScenario } from './use-figure-scenario.ts';

const MINUTE_MS = 60_000;

/** How the third request ends; the names are those of the scenario's faults. */
const ENDS = [
  { id: 'none', says: 'returns' },
  { id: 'error', says: 'throws an error' },
  { id: 'memory', says: 'runs out of memory' },
  { id: 'timeout', says: 'times out' },
] as const;
type End = (typeof ENDS)[number]['id'];

export function LifeFigure({ scenario: id }: { readonly scenario: string }) {
  const { scenario, rules } = useFigureScenario(id);
  const [end, setEnd] = useState<End>('none');
  const name = useId();
  const run = useMemo(
    () =>
      runFigure(
        scenario,
        {
          arrivals: JSON.stringify({
            kind: 'list',
            requests: [0, 2, 3, 6, 30].map((minute) => ({ atMs: minute * MINUTE_MS })),
          }),
          horizonMs: 32 * MINUTE_MS,
          'settings.keep': JSON.stringify({
            functionIdleMs: 10 * MINUTE_MS,
            environmentIdleMs: null,
            maxAgeMs: null,
          }),
          ...(end === 'none' ? {} : { [`faults.${end}.on`]: true, [`faults.${end}.which`]: '[3]' }),
        },
        rules,
      ),
    [scenario, rules, end],
  );
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
            over={(width) => {
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

/** How often what stands outside the handler was made, and how often it was used. */
export function lifeConclusion(run: FigureRun, end: End): { first: string; rest: string } {
  const { accepted, initRepeated } = run.summary.counts;
  const inits = run.summary.environments.created + initRepeated;
  const times = inits === 2 ? 'twice' : `${inWords(inits)} times`;
  const first = `${atStart(accepted)} requests, and what stands outside the handler was made ${times}:`;
  const lost = 'the fifth request found nobody, and began with empty hands.';
  if (end === 'none') return { first, rest: `once in each environment. The pause was too long; ${lost}` };
  if (end === 'error')
    return {
      first,
      rest: `an error from your handler takes nothing away. The globals were there for the next request; ${lost}`,
    };
  return {
    first,
    rest: `the third request took globals and connection with it, /tmp stayed, and the fourth had to wait for Init though its environment was there.`,
  };
}
