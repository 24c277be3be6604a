/** A function that is created in the run, and what is done to it: one line a step of its creation. */
import { simulate } from '../run.ts';
import type { Interpreter } from '../actors.ts';
import type { Rules } from '../rules.ts';
import type { Scenario } from '../scenario.ts';
import type { Change } from '../settings/change-settings.ts';
import type { FunctionSettings } from '../settings/function-settings.ts';
import type { PackageSettings } from '../settings/package-settings.ts';
import type { Trace } from '../trace.ts';
import { smallScenario } from './small-scenario.ts';

type DistributiveOmit<T, Keys extends PropertyKey> = T extends unknown ? Omit<T, Keys> : never;
type Done = DistributiveOmit<Change, 'id' | 'title' | 'on'>;

interface Parts {
  readonly package?: PackageSettings | undefined;
  readonly function?: Partial<FunctionSettings>;
  readonly settings?: Partial<Omit<Scenario['settings'], 'function'>>;
  readonly changes?: readonly Done[];
  readonly requests?: readonly number[];
}

/** Requests at the given milliseconds, one at 1 s without. */
export function packaged({ requests = [1000], changes = [], ...parts }: Parts): Scenario {
  return {
    ...smallScenario({
      requests,
      function: { ...(parts.package && { package: parts.package }), ...parts.function },
      settings: parts.settings ?? {},
      horizonMs: 60_000,
    }),
    changes: changes.map((change, index): Change =>
      Object.assign({ id: `change-${index}`, title: '', on: true }, change),
    ),
  };
}

/** Its run. */
export function made(parts: Parts, rules: Rules, interpreter: Interpreter = 'compiled'): Trace {
  return simulate(packaged(parts), rules, { interpreter });
}

/** `storage -> refused 300: refused: code storage full`: a step of a kind of actor, with its amount and reason. */
export function stepsOf(trace: Trace, kind: string, number = 0): string[] {
  const code = trace.kinds.findIndex(({ name }) => name === kind);
  const { states } = trace.kinds[code]!;
  return Array.from({ length: trace.length }, (_, step) => step)
    .filter((step) => trace.kind[step] === code && trace.actor[step] === number)
    .map((step) => {
      const reason = trace.reasons[trace.reason[step]!]!;
      return `${states[trace.to[step]!]} ${trace.amount[step]}${reason === '' ? '' : `: ${reason}`}`;
    });
}
