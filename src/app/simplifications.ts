/** What the simulator leaves out or assumes, by id. */
import content from '../../content/simplifications.json';
import type { Simplification } from '../cost/simplification.ts';

export const simplifications: readonly Simplification[] = content;

export function simplificationById(id: string): Simplification | undefined {
  return simplifications.find((simplification) => simplification.id === id);
}
