/** The same requests at two gaps: which of them find a free environment. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useSurroundings } from '../lesson-context.ts';
import { Dial } from './Dial.tsx';
import { FigureFrame, Transport } from './FigureFrame.tsx';
import { figureReadings, publishReading, publishSeen, readingOf } from './figure-readings.ts';
import { runFigure } from './figure-run.ts';
import { gapsAxis, gapsHeight, gapsRow, gapsScene, type GapsRow } from './gaps-scene.ts';
import { atStart, counted, inWords, withUnit } from './number-words.ts';
import { Picture } from './Picture.tsx';
import { Scrub } from './Scrub.tsx';
import { mergeTimelines, useFigurePlayer } from './use-figure-player.ts';
import { useFigureScenario } from './use-figure-scenario.ts';

const MINUTE_MS = 60_000;
const HORIZON_MIN = 50;
const PLAY_SECONDS = 7;

export interface GapsFigureProps {
  /** The name tasks and bets know it by. */
  readonly name: string;
  readonly scenario: string;
  /** Id of the bet it answers. */
  readonly bet?: string;
}

/** What is laid over the scenario for one row. */
function rowChanges(gapMin: number, atOnce: number, keepMin: number) {
  const repeats = Math.floor((HORIZON_MIN - 1) / gapMin) + 1;
  return {
    arrivals: JSON.stringify({
      kind: 'burst',
      atMs: 0,
      count: atOnce,
      withinMs: 0,
      repeatEveryMs: gapMin * MINUTE_MS,
      repeats,
    }),
    'settings.keep': JSON.stringify({
      functionIdleMs: keepMin * MINUTE_MS,
      environmentIdleMs: null,
      maxAgeMs: null,
    }),
    horizonMs: HORIZON_MIN * MINUTE_MS,
  };
}

export function GapsFigure({ name, scenario: id, bet }: GapsFigureProps) {
  const { progress } = useSurroundings();
  const { scenario, rules } = useFigureScenario(id);
  const [above, setAbove] = useState(7);
  const [below, setBelow] = useState(12);
  const [atOnce, setAtOnce] = useState(2);
  const [keep, setKeep] = useState(10);

  const rows = useMemo(
    () =>
      [above, below].map((gap) =>
        gapsRow(runFigure(scenario, rowChanges(gap, atOnce, keep), rules), gap, atOnce),
      ),
    [scenario, rules, above, below, atOnce, keep],
  );
  const timeline = useMemo(() => mergeTimelines(rows.map((row) => row.run.trace)), [rows]);
  const { player, figure, momentUs, seenUs, playing } = useFigurePlayer(timeline, {
    seconds: PLAY_SECONDS,
    startUs: 0,
    seen: false,
  });
  const endUs = timeline.endUs;
  const seen = seenUs >= endUs;

  const [aboveRow, belowRow] = [rows[0]!, rows[1]!];
  useEffect(() => {
    publishReading(name, {
      gapAbove: above,
      gapBelow: below,
      atOnce,
      keep,
      aboveCold: aboveRow.run.summary.counts.cold,
      aboveOffered: aboveRow.run.summary.counts.offered,
      belowCold: belowRow.run.summary.counts.cold,
      belowOffered: belowRow.run.summary.counts.offered,
    });
  }, [name, above, below, atOnce, keep, aboveRow, belowRow]);
  useEffect(() => {
    if (seen) publishSeen(name);
  }, [name, seen]);

  // A bet just made plays the run; one from an earlier visit shows it whole.
  const wishes = useStore(figureReadings, (state) => readingOf(state, name).wishes);
  const played = useRef(0);
  const betMade = bet !== undefined && Object.hasOwn(progress.bets, bet);
  useEffect(() => {
    if (wishes > played.current) {
      played.current = wishes;
      player.seek(0);
      player.play();
    } else if (betMade && wishes === 0) player.seek(endUs);
    // The end of the run does not change with the settings.
  }, [wishes, betMade, player, endUs]);

  const draw = (width: number) => gapsScene(rows, { momentUs, seenUs }, width);
  return (
    <FigureFrame
      figure={figure}
      name="Requests at two gaps"
      picture={
        <Picture
          draw={draw}
          over={(width) => {
            const { left, right } = gapsAxis(width);
            return (
              <Scrub
                player={player}
                momentUs={momentUs}
                endUs={endUs}
                left={left}
                width={right - left}
                top={0}
                height={gapsHeight(rows, width)}
              />
            );
          }}
        />
      }
      controls={
        <>
          <Transport player={player} playing={playing} />
          <div className="grid min-w-0 flex-1 grid-cols-4 gap-x-8 max-md:grid-cols-2 max-md:gap-x-4 max-sm:basis-full">
            <Dial
              label="gap above"
              shows={withUnit(above, 'min')}
              min={1}
              max={20}
              value={above}
              onChange={setAbove}
            />
            <Dial
              label="gap below"
              shows={withUnit(below, 'min')}
              min={1}
              max={20}
              value={below}
              onChange={setBelow}
            />
            <Dial
              label="at once"
              shows={String(atOnce)}
              min={1}
              max={4}
              value={atOnce}
              onChange={setAtOnce}
            />
            <Dial
              label="kept idle for"
              shows={withUnit(keep, 'min')}
              min={1}
              max={20}
              value={keep}
              onChange={setKeep}
            />
          </div>
        </>
      }
      conclusion={seen ? gapsConclusion(aboveRow, belowRow) : waiting(aboveRow, belowRow, seenUs)}
      signs={[
        { glyph: 'init', says: 'init: cold' },
        { glyph: 'invoke', says: 'invoke: warm' },
        { glyph: 'frozen', says: 'frozen' },
        { glyph: 'retired', says: 'retired' },
      ]}
      lab={{ scenario: id, changes: belowRow.run.changes }}
    />
  );
}

function waiting(above: GapsRow, below: GapsRow, seenUs: number): { first: string; rest: string } {
  const total = `${above.served.length} requests above, ${below.served.length} below.`;
  return seenUs === 0
    ? {
        first: 'Nothing has happened yet:',
        rest: `${total} Each outline becomes a request, cold or warm, when the run reaches it.`,
      }
    : { first: 'The run is under way:', rest: total };
}

function startCold(row: GapsRow): string {
  const { cold, offered } = row.run.summary.counts;
  if (cold === offered) return `all ${offered} start cold`;
  return `${cold} of ${offered} requests ${cold === 1 ? 'starts' : 'start'} cold`;
}

/** What both runs show, the surprising part first. */
export function gapsConclusion(above: GapsRow, below: GapsRow): { first: string; rest: string } {
  const say = (row: GapsRow) =>
    `${atStart(row.gapMin)} ${row.gapMin === 1 ? 'minute' : 'minutes'} apart, ${startCold(row)}`;
  const [a, b] = [above, below].map((row) => row.run.summary.counts.cold === row.run.summary.counts.offered);
  const together = above.served.filter((one) => one.arrivedUs === 0).length;
  const rest =
    a && b
      ? 'both gaps are longer than an idle environment is kept.'
      : a || b
        ? 'the gap is longer than an idle environment is kept.'
        : `only the first ${together === 1 ? 'one' : inWords(together)} found nobody, and ${together === 1 ? 'its environment serves' : `their ${counted(together, 'environment')} serve`} all the others.`;
  const first = above.gapMin === below.gapMin ? `${say(above)}:` : `${say(above)}. ${say(below)}:`;
  return { first, rest };
}
