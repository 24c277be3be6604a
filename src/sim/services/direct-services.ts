/** Nothing but direct invocation: for pages whose runs need no more, and load no more. */
import { placeNumber } from '../plan.ts';
import { problemAt } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { Scenario } from '../scenario.ts';
import { DirectDoor } from './direct-door.ts';
import type { Services } from './services.ts';

export const directServices: Services = {
  problems: ({ settings, changes }: Scenario): Problem[] => {
    const { caller } = settings;
    const others = {
      'settings.functions': settings.functions,
      'settings.function.calls': settings.function.calls,
      'settings.edge': settings.edge,
      'settings.resources': settings.resources,
      'settings.vpcs': settings.vpcs,
      'settings.alarms': settings.alarms,
      'settings.mappings': settings.mappings,
      changes,
      'settings.caller.service': caller?.service,
      'settings.caller.retries': caller?.retries,
      'settings.caller.timeoutMs': caller?.timeoutMs,
      'settings.caller.invocationType': caller?.invocationType === 'Event' ? 'Event' : undefined,
    };
    return Object.entries(others).flatMap(([path, found]) =>
      found === undefined
        ? []
        : [problemAt(path, JSON.stringify(found).slice(0, 80), 'direct invocation alone')],
    );
  },
  forkProblems: () => [],
  operations: () => null,
  settings: () => {},
  network: () => null,
  downstream: () => null,
  open: ({ plan, engine, lambda, sinks }) => {
    const { caller } = plan.scenario.settings;
    if (caller) {
      sinks[placeNumber(plan, 'caller', 'settings.caller')] = new DirectDoor(plan, engine, lambda, caller);
    }
    return [];
  },
};
