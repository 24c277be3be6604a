/** Functions in a VPC: the network interfaces they need, and what goes through them. */
import { RulesError, shown, type FactReader } from './fact-reader.ts';

/** One interface or more for the environments that run, or one for all that share a subnet and a security group. */
export type InterfaceModel = 'environment-interfaces' | 'shared-interfaces';

/** What an invocation is answered with when its interface cannot be had. */
export const INTERFACE_ERRORS = [
  'SubnetIPAddressLimitReachedException',
  'ENILimitReachedException',
  'EC2ThrottledException',
  'EC2AccessDeniedException',
  'EC2UnexpectedException',
  'ENINotReadyException',
] as const;
export type InterfaceError = (typeof INTERFACE_ERRORS)[number];

export interface NetworkRules {
  /**
   * What the announcement says at the date (fact vpc-interfaces). A Region followed later: it has
   * shared interfaces from its day in `sharedSince`, one that is not named there from the start.
   */
  readonly model: InterfaceModel;
  /** `YYYY-MM-DD` by Region (fact vpc-shared-since); empty: no Region has shared interfaces yet. */
  readonly sharedSince: Readonly<Record<string, string>>;
  /** GB of memory of running environments one interface serves where it is made for them; null: every Region shares them. */
  readonly gbPerInterface: number | null;
  /** Connections one shared interface carries; null: none is shared. */
  readonly connectionsPerInterface: number | null;
  /** Making a shared interface takes about so long, µs; the function is Pending meanwhile. Null: it is made with the environment. */
  readonly createUs: number | null;
  /** A function nobody invokes for so long is Inactive and its interfaces are taken back, µs; null: not said at this date. */
  readonly reclaimIdleUs: number | null;
  /** Interfaces of a VPC (fact eni-per-vpc). */
  readonly interfacesPerVpc: number;
  readonly errors: readonly InterfaceError[];
  /** Whether the logs of the function go through its VPC (fact vpc-logs). */
  readonly logsThroughVpc: boolean;
}

const INTERFACES = 'vpc-interfaces';
const SINCE = 'vpc-shared-since';
const MODELS: Readonly<Record<string, InterfaceModel>> = {
  'running environments': 'environment-interfaces',
  'a subnet and a security group': 'shared-interfaces',
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_US = 86_400_000_000;

/** Null: functions could not join a VPC yet (fact vpc-eni-model). */
export function resolveNetworkRules(facts: FactReader): NetworkRules | null {
  if (!facts.exists('vpc-eni-model')) return null;
  const found = facts.word(INTERFACES, 'for');
  const model = MODELS[found];
  if (!model)
    throw new RulesError(
      INTERFACES,
      `for: found ${shown(found)}; expected one of ${Object.keys(MODELS).join(', ')}`,
    );
  const figureIfThere = (part: string): number | null =>
    facts.has(INTERFACES, part) ? facts.figure(INTERFACES, part) : null;
  const createSeconds = figureIfThere('create');
  const idleDays = figureIfThere('idleDays');
  return {
    model,
    sharedSince: facts.exists(SINCE) ? sharedSince(facts.value(SINCE, 'since')) : {},
    gbPerInterface: figureIfThere('gb'),
    connectionsPerInterface: figureIfThere('connections'),
    createUs: createSeconds === null ? null : createSeconds * 1_000_000,
    reclaimIdleUs: idleDays === null ? null : idleDays * DAY_US,
    interfacesPerVpc: facts.figure('eni-per-vpc'),
    errors: facts.wordsOf(INTERFACE_ERRORS, 'vpc-errors'),
    logsThroughVpc: facts.flag('vpc-logs'),
  };
}

function sharedSince(found: unknown): Readonly<Record<string, string>> {
  const days = typeof found === 'object' && found !== null ? Object.entries(found) : [];
  if (days.length === 0 || !days.every(([, day]) => typeof day === 'string' && DAY.test(day)))
    throw new RulesError(SINCE, `since: found ${shown(found)}; expected a day for each Region`);
  return Object.fromEntries(days);
}
