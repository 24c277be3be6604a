/** The run in words for whoever hears it: said as the moment moves, never more often than it can be listened to. */
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { stepAt } from '../sim/world.ts';
import { narration } from './narration.ts';
import { narrationChoice } from './narration-choice.ts';
import type { RunResult } from './run-client.ts';
import type { Watch } from './use-lab.ts';

/** A sentence takes its time. */
const SAID_MS = 2500;

export interface NarrationProps {
  readonly watch: Watch;
  readonly result: RunResult;
  readonly digits: number;
}

export function Narration({ watch, result, digits }: NarrationProps) {
  const { trace } = result;
  const { player } = watch;
  const detail = useStore(narrationChoice.store, (state) => state.detail);
  const [said, setSaid] = useState('');
  const told = useRef(-1);

  useEffect(() => {
    narrationChoice.read();
  }, []);
  useEffect(() => {
    let timer = 0;
    told.current = stepAt(trace, player.store.getState().momentUs);
    const say = () => {
      timer = 0;
      const step = stepAt(trace, player.store.getState().momentUs);
      // Going back tells nothing anew.
      const text = step > told.current ? narration(trace, told.current, step, detail, digits) : '';
      told.current = step;
      if (text !== '') setSaid(text);
    };
    const stop = player.store.subscribe((state, before) => {
      if (state.momentUs === before.momentUs && state.playing === before.playing) return;
      // What lies ahead again is told again, however soon it comes.
      if (state.momentUs < before.momentUs)
        told.current = Math.min(told.current, stepAt(trace, state.momentUs));
      // At rest it is said at once; while it plays what has gathered is said together.
      if (!state.playing) {
        window.clearTimeout(timer);
        timer = window.setTimeout(say, 50);
      } else if (timer === 0) timer = window.setTimeout(say, SAID_MS);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [trace, player, detail, digits]);

  return (
    <p className="visually-hidden" role="log" aria-label="What happens">
      {said}
    </p>
  );
}
