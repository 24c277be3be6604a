/** The living figure: it plays for a minute at most, rests off the screen, and stands still when motion is unwanted. */
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { HomeBench } from '../view/HomeBench.tsx';
import { homeRuns } from './home-runs.ts';
import { TimeButton } from './TimeButton.tsx';
import { mergeTimelines, useFigurePlayer } from './lesson-figures/use-figure-player.ts';
import { useWidth } from './use-width.ts';
import { useMedia } from './use-media.ts';

const RUNS = homeRuns();
const TIMELINE = mergeTimelines(RUNS.map((run) => run.trace));
/** Where the still stands: init, invoke and frozen are all to be seen. */
const STILL_US = 7_300_000;
const FLIGHT_US = 500_000;
/** The server does not know the width; the picture is cut at the right until it is measured. */
const SERVER_WIDTH = 1350;

export function HomeFigure() {
  const box = useRef<HTMLDivElement>(null);
  const measured = useWidth(box);
  const width = measured ?? SERVER_WIDTH;
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const { player, figure, momentUs, playing } = useFigurePlayer(TIMELINE, {
    seconds: TIMELINE.endUs / 1_000_000,
    startUs: STILL_US,
    seen: false,
  });
  const stepping = useStore(player.store, (state) => state.endUs > 0);

  // It begins by itself once, when it is first seen.
  const begun = useRef(false);
  useEffect(() => {
    const node = figure.current;
    if (!node || still) return undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting || begun.current || document.hidden) return;
      begun.current = true;
      player.play();
    });
    observer.observe(node);
    const rest = () => {
      if (document.hidden) player.pause();
    };
    document.addEventListener('visibilitychange', rest);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', rest);
    };
  }, [figure, player, still]);

  return (
    <section className="terrarium" aria-label="A live run" ref={figure}>
      <div className="terrarium-bench" ref={box}>
        <HomeBench
          width={width}
          margin={width < 600 ? 16 : 32}
          groups={RUNS.map(({ trace, ...run }) => ({
            ...run,
            // On a narrow screen the names alone have room.
            note: width < 1180 ? '' : run.note,
            trace,
            atUs: Math.min(momentUs, trace.endUs),
            flightUs: still ? 0 : FLIGHT_US,
          }))}
        />
      </div>
      <div className="terrarium-caption">
        <p>
          A jar is an execution environment. It serves one request at a time; the letter grows when it is
          ready.
        </p>
        <div className="terrarium-controls">
          <TimeButton
            icon="back"
            label="Step back"
            disabled={!stepping}
            onPress={() => {
              player.step(-1);
            }}
          />
          <TimeButton
            icon={playing ? 'pause' : 'play'}
            label={playing ? 'Pause' : 'Play'}
            disabled={!stepping}
            onPress={() => {
              player.toggle();
            }}
          />
          <TimeButton
            icon="step"
            label="Step"
            disabled={!stepping}
            onPress={() => {
              player.step(1);
            }}
          />
          <Link to="/lab/$scenario" params={{ scenario: 'burst' }}>
            Open a burst in the lab
          </Link>
        </div>
      </div>
    </section>
  );
}
