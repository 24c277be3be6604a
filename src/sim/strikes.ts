/** Which fault of a scenario strikes whom, and when. */
import { functionIdOf, qualifierOf } from './function-named.ts';
import type { Luck } from './luck.ts';
import { usFromMs } from './microseconds.ts';
import type { Fault } from './scenario.ts';

/** The fault that strikes the actor with this number (from 0) now (µs), or null. Called once for each number, in order. */
export type Strikes = (number: number, nowUs: number) => Fault | null;

/**
 * Faults that name an actor by number (from 1) come before those that strike by chance, and among
 * equals the first in the list. Each fault by chance has its own stream and draws once for every
 * actor, so that switching another one on or off does not move its luck. One that names nobody and
 * has no chance strikes everybody.
 *
 * @param of the function, version (`orders:2`), resource or mapping it is about; a fault of a function strikes
 *   each of its versions, with luck of its own, and one without `of` strikes whatever is `isDefault`.
 */
export function strikesOf(
  faults: readonly Fault[],
  luck: Luck,
  kinds: readonly Fault['kind'][],
  of: string,
  isDefault: boolean,
): Strikes {
  const striking = faults.filter(
    (fault) =>
      fault.on &&
      kinds.includes(fault.kind) &&
      (fault.of === undefined ? isDefault : fault.of === of || fault.of === functionIdOf(of)),
  );
  if (striking.length === 0) return () => null;
  const named = striking.map((fault) => new Set(fault.which ?? []));
  const streams = striking.map((fault) =>
    fault.share === undefined
      ? null
      : luck.stream(`fault.${fault.id}${fault.of === of || qualifierOf(of) === null ? '' : `.${of}`}`),
  );
  const fromUs = striking.map((fault) => usFromMs(fault.fromMs ?? 0));
  const untilUs = striking.map((fault) => (fault.untilMs === undefined ? Infinity : usFromMs(fault.untilMs)));
  return (number, nowUs) => {
    let byName: Fault | null = null;
    let byChance: Fault | null = null;
    let always: Fault | null = null;
    for (let index = 0; index < striking.length; index++) {
      const fault = striking[index]!;
      const stream = streams[index]!;
      const isDrawn = stream !== null && stream.uniform() < fault.share!;
      if (nowUs < fromUs[index]! || nowUs >= untilUs[index]!) continue;
      if (named[index]!.has(number + 1)) byName ??= fault;
      else if (isDrawn) byChance ??= fault;
      else if (fault.which === undefined && stream === null) always ??= fault;
    }
    return byName ?? byChance ?? always;
  };
}
