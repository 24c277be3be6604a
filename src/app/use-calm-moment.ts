/** The moment for panels of text: as it is while it rests, a few times a second while it moves. */
import { useEffect, useState } from 'react';
import type { Player } from './player.ts';

/** Text that changes more often than this is not read, and costs frames. */
const CALM_MS = 125;

export interface CalmMoment {
  readonly momentUs: number;
  readonly seenUs: number;
  readonly playing: boolean;
}

export function useCalmMoment(player: Player): CalmMoment {
  const [calm, setCalm] = useState<CalmMoment>(() => player.store.getState());
  useEffect(() => {
    let last = -Infinity;
    let timer = 0;
    const take = () => {
      timer = 0;
      last = performance.now();
      const { momentUs, seenUs, playing } = player.store.getState();
      setCalm({ momentUs, seenUs, playing });
    };
    const stop = player.store.subscribe(({ playing }, before) => {
      // A drag of the track is as quick as a frame: a first step is told at once, the rest in peace.
      const wait = playing === before.playing ? CALM_MS - (performance.now() - last) : 0;
      if (wait <= 0) {
        window.clearTimeout(timer);
        take();
      } else if (timer === 0) timer = window.setTimeout(take, wait);
    });
    take();
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [player]);
  return calm;
}
