/**
 * From which network what is reached, and by which way. Nothing here depends on time or luck.
 *
 * | from | its own VPC | another VPC | AWS services | the internet |
 * |---|---|---|---|---|
 * | Lambda's own network | | no | yes | yes |
 * | a VPC, subnet without a way out | yes | no | by an endpoint | no |
 * | a VPC, subnet with a route to NAT | yes | no | by an endpoint, or NAT | by NAT |
 * | a VPC, subnet with a route to an internet gateway | yes | no | by an endpoint | no |
 *
 * A network interface of a function has no public address, and an internet gateway sends nothing on
 * that comes from none. Logs take no way of the VPC: they always arrive.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Giving Lambda functions access to resources in
 * an Amazon VPC" (its own network reaches the internet and no private resources; NAT; endpoints); the
 * same at 00675ec, vpc.md (an internet gateway does not do: it takes public addresses) and at 2be81b8,
 * foundation-networking.md (log messages do not use the routes of the VPC).
 */
import type { EndpointService, Route } from './settings/network-settings.ts';

/** Where a function runs. */
export interface Network {
  /** Id of its VPC; null: Lambda's own network. */
  readonly vpc: string | null;
  /** Of its subnet; it says nothing in Lambda's own network. */
  readonly route: Route;
  readonly endpoints: readonly EndpointService[];
}

/** Where something is that a function calls. */
export interface Goal {
  /** `internet`, `aws`: the public endpoint of an AWS service, the id of a VPC, or null: wherever it is called from. */
  readonly at: string | null;
  /** The AWS service it is, if it is one. */
  readonly service: string;
}

/** How it is reached. */
export type Way =
  | 'at hand'
  | 'public endpoint'
  | 'internet'
  | 'private address'
  | 'VPC endpoint'
  | 'NAT to a public endpoint'
  | 'NAT to the internet';
/** Why it is not. */
export type Obstacle =
  /** A private resource, from Lambda's own network or from another VPC. */
  | 'in another network'
  | 'no route out'
  /** The route leads to an internet gateway, which sends nothing on without a public address. */
  | 'no public address';
export type Reach = Way | Obstacle;

export const LAMBDA_NETWORK: Network = { vpc: null, route: 'none', endpoints: [] };

const OBSTACLES: ReadonlySet<Reach> = new Set<Obstacle>([
  'in another network',
  'no route out',
  'no public address',
]);

/** By which way a goal is reached from a network, or why not. */
export function reachOf({ vpc, route, endpoints }: Network, { at, service }: Goal): Reach {
  if (at === null) return 'at hand';
  const isPublic = at === 'internet' || at === 'aws';
  if (!isPublic) return vpc === at ? 'private address' : 'in another network';
  if (vpc === null) return at === 'aws' ? 'public endpoint' : 'internet';
  if (at === 'aws' && endpoints.some((endpoint) => endpoint === service)) return 'VPC endpoint';
  if (route === 'nat') return at === 'aws' ? 'NAT to a public endpoint' : 'NAT to the internet';
  return route === 'none' ? 'no route out' : 'no public address';
}

/** Whether there is a way. */
export function isReached(reach: Reach): reach is Way {
  return !OBSTACLES.has(reach);
}
