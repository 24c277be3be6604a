/** Which picture fits a scenario. */
import { boardScene } from './board.ts';
import { callerScene } from './caller-scene.ts';
import { edgeScene } from './edge-scene.ts';
import { flowScene } from './flow-scene.ts';
import { withFollowed } from './followed.ts';
import { bornUs } from './ledger.ts';
import type { Scene } from './scene.ts';
import type { SceneInput } from './scene-input.ts';
import { kindIn } from './stands.ts';
import { veiled } from './veil.ts';

/** What only the board shows: versions and aliases, changes, networks, packages. */
function needsBoard({ scenario, trace }: Pick<SceneInput, 'scenario' | 'trace'>): boolean {
  const { settings, changes = [] } = scenario;
  return (
    trace.places.some(({ of }) => of !== undefined) ||
    changes.length > 0 ||
    settings.vpcs !== undefined ||
    settings.alarms !== undefined ||
    (settings.function.reservedConcurrency !== undefined && kindIn(trace, 'caller') < 0) ||
    settings.function.package !== undefined ||
    settings.function.stack !== undefined
  );
}

/** Only a caller whom nobody keeps anything of, and one function without events: the picture of environments. */
function isPlain({ scenario, trace }: Pick<SceneInput, 'scenario' | 'trace'>): boolean {
  const { settings } = scenario;
  return (
    kindIn(trace, 'caller') < 0 &&
    bornUs(trace, 'event', 0).length === 0 &&
    settings.edge === undefined &&
    Object.keys(settings.resources ?? {}).length === 0 &&
    Object.keys(settings.functions ?? {}).length === 0
  );
}

/** Callers that wait and one function, nothing else: the picture of their clocks and wires. */
function isCalledAlone({ scenario, trace }: Pick<SceneInput, 'scenario' | 'trace'>): boolean {
  const { settings } = scenario;
  return (
    kindIn(trace, 'caller') >= 0 &&
    settings.caller !== undefined &&
    settings.caller.invocationType !== 'Event' &&
    settings.edge === undefined &&
    [settings.resources, settings.functions].every((parts) => Object.keys(parts ?? {}).length === 0)
  );
}

/** The picture of a run at a moment, with what the reader has chosen to see: the legend's filter, the unit followed. */
export function sceneOf(input: SceneInput): Scene {
  return withFollowed(veiled(drawn(input), input.hidden), input);
}

function drawn(input: SceneInput): Scene {
  const { settings } = input.scenario;
  const board = needsBoard(input);
  if (!board && isPlain(input)) {
    return flowScene({
      ...input,
      names: { caller: 'Caller', service: 'Lambda service', function: settings.function.name ?? 'Function' },
      limit:
        settings.concurrencyLimit === undefined ? input.rules.accountConcurrency : settings.concurrencyLimit,
    });
  }
  const { entry = 'caller', feeds = [] } = input.scenario;
  if (settings.edge !== undefined && [entry, ...feeds.map(({ to }) => to)].includes('edge'))
    return edgeScene(input);
  if (!board && isCalledAlone(input)) return callerScene(input);
  return boardScene(input);
}
