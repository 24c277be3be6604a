/** The keys of a slider on a time axis, as ARIA has them: arrows, with Shift or as pages further, Home and End. */
import type { KeyboardEvent } from 'react';

/** 1: later; -1: earlier. */
type Direction = 1 | -1;

export interface SliderMoves {
  /** An arrow. */
  readonly step: (direction: Direction) => void;
  /** An arrow with Shift, or a page. */
  readonly leap: (direction: Direction) => void;
  /** Home (-1), End (1). */
  readonly toEnd: (direction: Direction) => void;
  /** Escape or Delete: the slider is taken away; absent: it stays. */
  readonly remove?: () => void;
}

const WAYS: Readonly<Record<string, readonly [move: 'step' | 'leap' | 'toEnd', direction: Direction]>> = {
  ArrowRight: ['step', 1],
  ArrowUp: ['step', 1],
  ArrowLeft: ['step', -1],
  ArrowDown: ['step', -1],
  PageUp: ['leap', 1],
  PageDown: ['leap', -1],
  Home: ['toEnd', -1],
  End: ['toEnd', 1],
};

/** Makes the move that a key asks for and keeps the key from everyone else. @returns false: it is none of the slider's. */
export function moveByKey(event: KeyboardEvent, moves: SliderMoves): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const way = WAYS[event.key];
  if (way) {
    const [move, direction] = way;
    moves[move === 'step' && event.shiftKey ? 'leap' : move](direction);
  } else if (moves.remove && (event.key === 'Escape' || event.key === 'Delete')) moves.remove();
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}
