/** The same requests at two gaps: which of them find a free environment. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useSurroundings } from '../lesson-context.ts';
import { Dial } from './Dial.tsx';
import { FigureFrame, Transport } from './FigureFrame.tsx';
import { figureReadings, publishReading, publishSeen, readingOf } from './figure-readings.ts';
import { runFigure } from './figure-run.ts';
import { gapsChanges } from './figure-settings.ts';
import {
  gapsAxis,
  gapsConclusion,
  gapsHeight,
  gapsRow,
  gapsScene,
  timelineOf,
  type GapsRow,
} from './gaps-scene.ts';
import { withUnit } from '../number-words.ts';
import { Picture } from './Picture.tsx';
import { Scrub } from './Scrub.tsx';
import { useFigurePlayer } from './use-figure-player.ts';
import { useFigureScenario } from './use-figure-scenario.ts';

const PLAY_SECONDS = 7;

export interface GapsFigureProps {
  /** The name tasks and bets know it by. */
  readonly name: string;
  readonly scenario: string;
  /** Id of the bet it answers. */
  readonly bet?: string;
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
        gapsRow(runFigure(scenario, gapsChanges(gap, atOnce, keep), rules), gap, atOnce),
      ),
    [scenario, rules, above, below, atOnce, keep],
  );
  const timeline = useMemo(() => timelineOf(rows), [rows]);
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
          renderOver={(width) => {
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
