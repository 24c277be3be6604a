/** What pictures say of a message. */
import { formatCount } from '../sim/format-time.ts';
import { NONE } from '../sim/trace.ts';
import type { ActorView } from '../sim/world.ts';
import { ageText } from './environment-marks.ts';
import type { SceneInput } from './scene-input.ts';

/** Times a message has been received: its first step says something else. */
export function receivesOf({ trace }: SceneInput, message: ActorView): number {
  return trace.from[message.step] === NONE ? 0 : message.amount;
}

/** What is said of a message. */
export function messageLabel(
  message: ActorView,
  receives: number,
  input: SceneInput,
  hiddenUs: number,
): string {
  const name = `Message ${formatCount(message.number + 1)}`;
  const times = receives > 1 ? `, received ${receives} times` : '';
  if (message.state !== 'in flight')
    return `${name}: visible ${ageText(input.atUs - message.sinceUs)}${times}`;
  const left = Math.max(0, message.sinceUs + hiddenUs - input.atUs);
  return `${name}: in flight, visible again in ${ageText(left)}${times}`;
}
