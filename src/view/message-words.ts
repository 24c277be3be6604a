/** What pictures say of a message. */
import { formatCount } from '../sim/format-time.ts';
import { NONE } from '../sim/trace.ts';
import type { ActorView } from '../sim/world.ts';
import { ageText } from './environment-marks.ts';
import { bornAmount } from './ledger.ts';
import type { SceneInput } from './scene-input.ts';
import { deliveredBefore } from './sign-of.ts';

/** Times a message has been received: its first step says something else. */
export function receivesOf({ trace }: SceneInput, message: ActorView): number {
  return trace.from[message.step] === NONE ? 0 : message.amount;
}

/** `, group 2`, where messages have groups. */
function groupWords({ trace }: SceneInput, { number }: ActorView): string {
  const one = bornAmount(trace, 'message', number);
  return one > 0 ? `, group ${formatCount(one)}` : '';
}

/** What is said of a message. */
export function messageLabel(
  message: ActorView,
  receives: number,
  input: SceneInput,
  hiddenUs: number,
): string {
  const before = deliveredBefore(input.trace, 'message', message.number);
  const again = before < 0 ? '' : `, message ${formatCount(before + 1)} delivered again`;
  const one = groupWords(input, message);
  const name = `Message ${formatCount(message.number + 1)}${one}${again}`;
  const times = receives > 1 ? `, received ${receives} times` : '';
  if (message.state !== 'in flight')
    return `${name}: visible ${ageText(input.atUs - message.sinceUs)}${times}`;
  const left = Math.max(0, message.sinceUs + hiddenUs - input.atUs);
  return `${name}: in flight, visible again in ${ageText(left)}${times}`;
}
