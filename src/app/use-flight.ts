/** How long what flies between two places of the picture is under way. */
import { useStore } from 'zustand';
import type { Player } from './player.ts';
import { useMedia } from './use-media.ts';

/** A flight takes this long on screen. */
const FLIGHT_S = 0.45;

/** µs of the run at the player's pace; 0 for whom nothing is to move. */
export function useFlight(player: Player): number {
  const speed = useStore(player.store, (state) => state.speed);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  return still ? 0 : FLIGHT_S * speed;
}
