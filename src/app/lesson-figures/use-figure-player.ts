/** A player for one figure: rests when the figure is off the screen and when the page is left. */
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createPlayer, type Player, type Timeline } from '../player.ts';

export interface FigurePlayer {
  readonly player: Player;
  readonly momentUs: number;
  readonly seenUs: number;
  readonly playing: boolean;
  /** To be put on the figure, so that it is known whether it can be seen. */
  readonly figure: React.RefObject<HTMLElement | null>;
}

export interface FigurePlayerOptions {
  /** Screen time of the whole run at play, s. */
  readonly seconds: number;
  /** Where the moment stands before anybody has touched it. */
  readonly startUs: number;
  /** The whole run counts as seen from the start. */
  readonly seen: boolean;
}

/**
 * Before the page is taken over, and in its first frame, the moment is `startUs`: the server's picture and the
 * browser's agree.
 */
export function useFigurePlayer(timeline: Timeline, options: FigurePlayerOptions): FigurePlayer {
  const [player] = useState(() => createPlayer());
  const figure = useRef<HTMLElement>(null);
  const state = useStore(player.store);
  const [loaded, setLoaded] = useState(false);
  const { seconds, startUs, seen } = options;
  const first = useRef(true);

  useEffect(() => {
    const speed = timeline.endUs / seconds;
    if (first.current) {
      first.current = false;
      player.load(timeline, { momentUs: seen ? timeline.endUs : startUs, speed });
      if (seen) player.seek(startUs);
      setLoaded(true);
    } else player.load(timeline, { speed });
  }, [player, timeline, seconds, startUs, seen]);

  useEffect(() => {
    const node = figure.current;
    if (!node) return undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry && !entry.isIntersecting) player.pause();
    });
    observer.observe(node);
    return () => {
      observer.disconnect();
      player.pause();
    };
  }, [player]);

  return {
    player,
    figure,
    playing: loaded && state.playing,
    momentUs: loaded ? state.momentUs : startUs,
    seenUs: loaded ? state.seenUs : seen ? timeline.endUs : startUs,
  };
}

/** The moments of several runs as one timeline. */
export function mergeTimelines(timelines: readonly Timeline[]): Timeline {
  const moments = new Set<number>();
  for (const timeline of timelines) {
    for (let step = 0; step < timeline.length; step += 1) moments.add(timeline.at[step]!);
  }
  const at = [...moments].sort((a, b) => a - b);
  return { endUs: Math.max(...timelines.map((timeline) => timeline.endUs)), length: at.length, at };
}
