import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReached, LAMBDA_NETWORK, reachOf } from './reach.ts';
import type { Goal, Network, Reach } from './reach.ts';
import { EndpointService, Route } from './settings/network-settings.ts';

const inVpc = (route: Route, endpoints: EndpointService[] = []): Network => ({
  vpc: 'main',
  route,
  endpoints,
});
const internet: Goal = { at: 'internet', service: 'http' };
const table: Goal = { at: 'aws', service: 'dynamodb' };
const bucket: Goal = { at: 'aws', service: 's3' };
const own: Goal = { at: 'main', service: 'database' };
const others: Goal = { at: 'other', service: 'database' };
const anywhere: Goal = { at: null, service: 'http' };

/** Every network there is, and what it reaches: internet, table (has an endpoint, if there is one), bucket (has none), own VPC, another VPC. */
const TABLE: readonly [name: string, from: Network, ...reaches: Reach[]][] = [
  [
    'the network of Lambda',
    LAMBDA_NETWORK,
    'internet',
    'public endpoint',
    'public endpoint',
    'in another network',
    'in another network',
  ],
  [
    'no way out',
    inVpc('none'),
    'no route out',
    'no route out',
    'no route out',
    'private address',
    'in another network',
  ],
  [
    'no way out, an endpoint',
    inVpc('none', ['dynamodb']),
    'no route out',
    'VPC endpoint',
    'no route out',
    'private address',
    'in another network',
  ],
  [
    'NAT',
    inVpc('nat'),
    'NAT to the internet',
    'NAT to a public endpoint',
    'NAT to a public endpoint',
    'private address',
    'in another network',
  ],
  [
    'NAT and an endpoint',
    inVpc('nat', ['dynamodb']),
    'NAT to the internet',
    'VPC endpoint',
    'NAT to a public endpoint',
    'private address',
    'in another network',
  ],
  [
    'a public subnet',
    inVpc('internet-gateway'),
    'no public address',
    'no public address',
    'no public address',
    'private address',
    'in another network',
  ],
  [
    'a public subnet and an endpoint',
    inVpc('internet-gateway', ['dynamodb']),
    'no public address',
    'VPC endpoint',
    'no public address',
    'private address',
    'in another network',
  ],
];

describe('what reaches what', () => {
  test.each(TABLE)('%s', (_, from, ...reaches) => {
    expect([internet, table, bucket, own, others].map((goal) => reachOf(from, goal))).toEqual(reaches);
    expect(reachOf(from, anywhere)).toBe('at hand');
  });

  const anyNetwork: fc.Arbitrary<Network> = fc.oneof(
    fc.constant(LAMBDA_NETWORK),
    fc.record({
      vpc: fc.constantFrom('main', 'other'),
      route: fc.constantFrom(...Route.options),
      endpoints: fc.subarray([...EndpointService.options]),
    }),
  );
  const anyGoal: fc.Arbitrary<Goal> = fc.record({
    at: fc.constantFrom('internet', 'aws', 'main', 'other', null),
    service: fc.constantFrom(...EndpointService.options, 'http', 'database'),
  });

  test('the internet is reached from the network of Lambda and through NAT, and in no other way', () => {
    fc.assert(
      fc.property(anyNetwork, (from) => {
        expect(isReached(reachOf(from, internet))).toBe(from.vpc === null || from.route === 'nat');
      }),
    );
  });

  test('a private resource is reached from its own VPC alone, whatever routes and endpoints there are', () => {
    fc.assert(
      fc.property(anyNetwork, fc.constantFrom('main', 'other'), (from, at) => {
        expect(isReached(reachOf(from, { at, service: 'database' }))).toBe(from.vpc === at);
      }),
    );
  });

  test('an endpoint opens the way to its service and to nothing else', () => {
    fc.assert(
      fc.property(anyNetwork, anyGoal, fc.constantFrom(...EndpointService.options), (from, goal, service) => {
        const before = reachOf(from, goal);
        const after = reachOf({ ...from, endpoints: [...from.endpoints, service] }, goal);
        const opens = from.vpc !== null && goal.at === 'aws' && goal.service === service;
        expect(after).toBe(opens ? 'VPC endpoint' : before);
      }),
    );
  });

  test('NAT closes no way', () => {
    fc.assert(
      fc.property(anyNetwork, anyGoal, (from, goal) => {
        if (isReached(reachOf(from, goal)))
          expect(isReached(reachOf({ ...from, route: 'nat' }, goal))).toBe(true);
      }),
    );
  });
});
