/** What every instrument of the desk is handed. */
import type { RunResult } from './run-client.ts';
import type { Lab } from './use-lab.ts';

export interface PanelProps {
  readonly lab: Lab;
  readonly result: RunResult;
  /** Digits after the second's point that mean something in this run. */
  readonly digits: number;
  /** Goes to a step and opens its causes. */
  readonly onJump: (step: number) => void;
}
