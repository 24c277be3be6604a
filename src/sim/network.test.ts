import { describe, expect, test } from 'vitest';
import { hasSharedInterfaces, networkProblems } from './network-plan.ts';
import type { Rules } from './rules.ts';
import { simulate } from './run.ts';
import type { Scenario, Settings } from './scenario.ts';
import { summarize } from './summary.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import type { Trace } from './trace.ts';

const oldModel: Rules = {
  ...idealRules,
  network: { ...idealRules.network!, model: 'environment-interfaces', gbPerInterface: 3, createUs: null },
};
const newModel: Rules = {
  ...idealRules,
  network: { ...idealRules.network!, createUs: 60_000_000, reclaimIdleUs: 100_000_000 },
};

function inVpc(
  vpc: Partial<NonNullable<Settings['vpcs']>[string]>,
  changes: Parameters<typeof smallScenario>[0] = {},
): Scenario {
  return smallScenario({
    ...changes,
    function: { memoryMb: 1536, vpc: 'main', ...changes.function },
    settings: {
      vpcs: { main: { subnets: [{ freeAddresses: 10, route: 'none' }], interfaceMs: 9000, ...vpc } },
      ...changes.settings,
    },
  });
}

/** Every step of the interfaces: when (ms), which, from which state to which, why, how many are on it. */
function interfacesOf(trace: Trace): string[] {
  const kind = trace.kinds.findIndex(({ name }) => name === 'interface');
  const { states } = trace.kinds[kind]!;
  const lines: string[] = [];
  for (let step = 0; step < trace.length; step++) {
    if (trace.kind[step] !== kind) continue;
    const reason = trace.reasons[trace.reason[step]!]!;
    lines.push(
      `${trace.at[step]! / 1000} ${trace.actor[step]! + 1} ${states[trace.to[step]!]} ${trace.amount[step]}${reason && ` (${reason})`}`,
    );
  }
  return lines;
}

describe('an interface for environments, until 2019', () => {
  test('an environment waits for its interface; one that finds room waits as long as that still takes', () => {
    const trace = simulate(inVpc({}, { requests: [0, 0, 1000, 1000] }), oldModel);
    expect(interfacesOf(trace).slice(0, 8)).toEqual([
      '0 1 creating 0 (interface: none with room)',
      '0 1 creating 1',
      '0 1 creating 2',
      '1000 2 creating 0 (interface: none with room)',
      '1000 2 creating 1',
      '1000 2 creating 2',
      '9000 1 in use 2',
      '10000 2 in use 2',
    ]);
    // 9000 interface, 50 creation, 300 Init, 40 handler.
    expect(summarize(trace).latencyMs.max).toBe(9390);
  });

  test('who comes while it is being made waits for the rest only', () => {
    const trace = simulate(inVpc({}, { requests: [0, 4000] }), oldModel);
    expect(summarize(trace).latencyMs).toMatchObject({ max: 9390, p50: 5390 });
  });

  test('one that is there and has room costs nothing', () => {
    const trace = simulate(inVpc({}, { requests: [0, 9360] }), oldModel);
    expect(summarize(trace).latencyMs.p50).toBe(390);
  });

  test('no address left: the invocation fails, and nothing is made', () => {
    const scenario = inVpc(
      { subnets: [{ freeAddresses: 1, route: 'none' }] },
      { requests: [0, 0, 0], function: { memoryMb: 3008 } },
    );
    const { counts, reasons } = told(simulate(scenario, oldModel));
    expect(counts).toMatchObject({ succeeded: 1, serviceError: 2 });
    expect(reasons).toContain('service error: no address');
  });

  test('the subnet with the most addresses is taken; the other when that is empty', () => {
    const subnets = [
      { freeAddresses: 1, route: 'none' as const },
      { freeAddresses: 2, route: 'none' as const },
    ];
    const scenario = inVpc({ subnets }, { requests: [0, 0, 0, 0], function: { memoryMb: 3008 } });
    expect(told(simulate(scenario, oldModel)).counts).toMatchObject({ succeeded: 3, serviceError: 1 });
  });

  test('the quota is reached before the addresses are', () => {
    const scenario = inVpc({ interfaceLimit: 1 }, { requests: [0, 0, 0] });
    const { counts, reasons } = told(simulate(scenario, oldModel));
    expect(counts).toMatchObject({ succeeded: 2, serviceError: 1 });
    expect(reasons).toContain('service error: no interface');
  });

  test('one that carries nobody is deleted after its time, and its address is free again', () => {
    const scenario = inVpc(
      { subnets: [{ freeAddresses: 1, route: 'none' }], interfaceIdleMs: 5000 },
      { requests: [0, 24_000], function: { memoryMb: 3008 } },
    );
    const trace = simulate(scenario, oldModel);
    expect(interfacesOf(trace)).toEqual([
      '0 1 creating 0 (interface: none with room)',
      '0 1 creating 1',
      '9000 1 in use 1',
      '19390 1 idle 0',
      '24000 1 in use 1',
      '34390 1 idle 0',
      '39390 1 deleted 0 (interface: idle)',
    ]);
  });

  test('without the permission there is no function; taken away later, only a new interface is missed', () => {
    const missing = (fromMs: number) => [
      {
        id: 'role',
        title: '',
        on: true,
        kind: 'permission-missing' as const,
        of: 'function',
        action: 'ec2:CreateNetworkInterface',
        fromMs,
      },
    ];
    const never = simulate(inVpc({}, { requests: [0], faults: missing(0) }), oldModel);
    expect(told(never).counts.refused).toBe(1);
    const later = simulate(inVpc({}, { requests: [0, 1000, 1000], faults: missing(500) }), oldModel);
    expect(told(later).counts).toMatchObject({ succeeded: 2, serviceError: 1 });
    expect(told(later).reasons).toContain('service error: role');
    expect(told(simulate(inVpc({}, { requests: [0], faults: missing(0) }), newModel)).counts.refused).toBe(1);
  });
});

test('other memory from a change on counts for the environments made then', () => {
  const scenario: Scenario = {
    ...inVpc(
      {},
      { requests: [0, 0, 20_000, 20_000, 20_000], function: { revisions: { small: { memoryMb: 512 } } } },
    ),
    changes: [
      { kind: 'update-function-code', id: 'less', title: '', on: true, atMs: 10_000, revision: 'small' },
    ],
  };
  const carried = interfacesOf(simulate(scenario, oldModel)).filter((line) => line.startsWith('20000 '));
  expect(carried).toEqual(['20000 1 in use 1', '20000 1 in use 2', '20000 1 in use 3']);
});

describe('interfaces that are shared', () => {
  test('they stand before the run, and nobody waits', () => {
    const trace = simulate(inVpc({}, { requests: [0, 0] }), {
      ...newModel,
      network: { ...newModel.network!, reclaimIdleUs: null },
    });
    expect(summarize(trace).latencyMs.max).toBe(390);
    expect(interfacesOf(trace).slice(0, 3)).toEqual([
      '0 1 idle 0 (ready: before the run)',
      '0 1 in use 1',
      '0 1 in use 2',
    ]);
  });

  test('in a VPC nobody used, the function is pending until they are there', () => {
    const scenario = inVpc({ unused: true }, { requests: [0, 8999, 9000] });
    const { counts, reasons } = told(simulate(scenario, newModel));
    expect(counts).toMatchObject({ refused: 2, succeeded: 1 });
    expect(reasons).toContain('refused: function not active');
  });

  test('taken back after a long silence: the next invocation fails and has them made anew', () => {
    const scenario = inVpc({}, { requests: [0, 200_000, 205_000, 209_000] });
    const trace = simulate(scenario, newModel);
    expect(interfacesOf(trace)).toEqual([
      '0 1 idle 0 (ready: before the run)',
      '0 1 in use 1',
      '10390 1 idle 0',
      '110390 1 deleted 0 (interface: taken back)',
      '200000 2 creating 0 (interface: for all environments)',
      '209000 2 idle 0',
      '209000 2 in use 1',
      '219390 2 idle 0',
      '319390 2 deleted 0 (interface: taken back)',
    ]);
    const { counts, reasons } = told(trace);
    expect(counts).toMatchObject({ succeeded: 2, serviceError: 1, refused: 1 });
    expect(reasons).toContain('service error: inactive');
  });

  test('one in each subnet, and environments take turns', () => {
    const subnets = [
      { freeAddresses: 0, route: 'none' as const },
      { freeAddresses: 0, route: 'nat' as const },
    ];
    const trace = simulate(inVpc({ subnets }, { requests: [0, 0, 0] }), {
      ...newModel,
      network: { ...newModel.network!, reclaimIdleUs: null },
    });
    expect(interfacesOf(trace).slice(0, 5)).toEqual([
      '0 1 idle 0 (ready: before the run)',
      '0 2 idle 0 (ready: before the run)',
      '0 1 in use 1',
      '0 2 in use 1',
      '0 1 in use 2',
    ]);
  });
});

describe('calls from a network', () => {
  const shared: Rules = { ...newModel, network: { ...newModel.network!, reclaimIdleUs: null } };
  const rates = { type: 'downstream', service: 'http', latencyMs: 20, at: 'internet' } as const;
  const calling = (to: string, subnets: NonNullable<Settings['vpcs']>[string]['subnets'], more = {}) =>
    inVpc(
      { subnets, ...more },
      {
        requests: [0, 1000],
        function: { memoryMb: 128, calls: [{ to }] },
        settings: {
          vpcs: { main: { subnets, ...more } },
          resources: {
            rates,
            database: { type: 'downstream', service: 'database', latencyMs: 20, at: 'main' },
            table: { type: 'downstream', service: 'dynamodb', latencyMs: 20, at: 'aws' },
            orders: { type: 'queue' },
          },
          functions: { second: smallScenario().settings.function },
        },
      },
    );
  const subnet = (route: 'none' | 'nat' | 'internet-gateway') => [{ freeAddresses: 0, route }];

  test.each([
    ['rates', 'none', 0],
    ['rates', 'internet-gateway', 0],
    ['rates', 'nat', 2],
    ['table', 'none', 0],
    ['table', 'nat', 2],
    ['database', 'none', 2],
    ['orders', 'none', 0],
    ['orders', 'nat', 2],
    ['second', 'none', 0],
    ['second', 'nat', 2],
  ] as const)('a call to %s, route %s: %i answered', (to, route, answered) => {
    const trace = simulate(calling(to, subnet(route)), shared);
    const summary = summarize(trace);
    const { reasons } = told(trace);
    expect(summary.counts.timedOut).toBe(2 - answered);
    expect(reasons.has('call: no way')).toBe(answered === 0);
    expect(reasons.has('call: answered')).toBe(answered > 0);
  });

  test('an endpoint lets its service through', () => {
    const { counts } = told(simulate(calling('table', subnet('none'), { endpoints: ['dynamodb'] }), shared));
    expect(counts.timedOut).toBe(0);
    const other = told(simulate(calling('table', subnet('none'), { endpoints: ['s3'] }), shared));
    expect(other.counts.timedOut).toBe(2);
  });

  test('of two subnets only one has a way out: every other environment hangs', () => {
    const subnets = [...subnet('nat'), ...subnet('none')];
    const scenario = calling('rates', subnets);
    const four = {
      ...scenario,
      arrivals: { kind: 'list' as const, requests: [0, 0, 0, 0].map((atMs) => ({ atMs })) },
    };
    expect(told(simulate(four, shared)).counts).toMatchObject({ succeeded: 2, timedOut: 2 });
  });

  test('from the network of Lambda: the internet and AWS, and nothing private', () => {
    const from = (to: string) => {
      const scenario = calling(to, subnet('none'));
      const { vpc: _, ...fn } = scenario.settings.function;
      return told(simulate({ ...scenario, settings: { ...scenario.settings, function: fn } }, shared)).counts
        .timedOut;
    };
    expect(['rates', 'table', 'orders', 'second', 'database'].map(from)).toEqual([0, 0, 0, 0, 2]);
  });

  test('code outside the handler opens no connection to what it does not reach', () => {
    const scenario = calling('database', subnet('none'));
    const { vpc: _, ...fn } = scenario.settings.function;
    const connecting = (own: Settings['function']): Scenario => ({
      ...scenario,
      settings: {
        ...scenario.settings,
        function: { ...own, calls: [{ to: 'database', connection: 'outside' }] },
      },
    });
    const opened = (trace: Trace) => {
      const kind = trace.kinds.findIndex(({ name }) => name === 'connection');
      return trace.kind.subarray(0, trace.length).includes(kind);
    };
    expect(opened(simulate(connecting(fn), shared))).toBe(false);
    expect(opened(simulate(connecting({ ...fn, vpc: 'main' }), shared))).toBe(true);
  });

  test('who is not reached denies nothing, and logs arrive all the same', () => {
    const scenario = calling('table', subnet('none'));
    const fn = { ...scenario.settings.function, denied: ['dynamodb:PutItem'] };
    const { counts, reasons } = told(
      simulate({ ...scenario, settings: { ...scenario.settings, function: fn } }, shared),
    );
    expect(counts.timedOut).toBe(2);
    expect(reasons.has('call: denied')).toBe(false);
    expect(idealRules.network!.logsThroughVpc).toBe(false);
  });
});

describe('settings of networks', () => {
  const problems = (scenario: Scenario, rules: Rules) =>
    networkProblems(scenario, rules).map(({ path }) => path);

  test('what is named must be there, and only once', () => {
    const scenario = inVpc({});
    const { function: fn } = scenario.settings;
    const lost = { ...scenario, settings: { ...scenario.settings, function: { ...fn, vpc: 'mian' } } };
    expect(problems(lost, newModel)).toEqual(['settings.function.vpc']);
    // A name that every object answers to is no VPC either, and may be one.
    const inherited = smallScenario({ function: { vpc: 'constructor' } });
    expect(problems(inherited, newModel)).toEqual(['settings.function.vpc']);
    const subnet = { freeAddresses: 1, route: 'none' } as const;
    const own = smallScenario({ settings: { vpcs: { constructor: { subnets: [subnet] } } } });
    expect(problems(own, newModel)).toEqual([]);
    const resources = { main: { type: 'downstream', service: 'http', latencyMs: 0, at: 'mian' } } as const;
    const twice = { ...scenario, settings: { ...scenario.settings, resources } };
    expect(problems(twice, newModel)).toEqual(['settings.resources.main.at', 'settings.vpcs.main']);
  });

  test('before 2016 no function was in a VPC', () => {
    const early = { ...newModel, network: null, notYet: { 'vpc-eni-model': '2016-02-11' } };
    expect(problems(inVpc({}), early)).toEqual(['settings.function.vpc']);
  });

  test('shared interfaces need an address of each subnet, once', () => {
    const subnets = [{ freeAddresses: 0, route: 'none' as const }];
    expect(problems(inVpc({ subnets, unused: true }), newModel)).toEqual([
      'settings.vpcs.main.subnets.0.freeAddresses',
    ]);
    expect(problems(inVpc({ subnets }), newModel)).toEqual([]);
  });

  test('where nobody measured how long an interface takes it must be said', () => {
    const { interfaceMs: _, ...vpc } = inVpc({}).settings.vpcs!['main']!;
    const scenario = inVpc({}, { settings: { vpcs: { main: vpc } } });
    expect(problems(scenario, oldModel)).toEqual(['settings.vpcs.main.interfaceMs']);
    expect(problems(scenario, newModel)).toEqual([]);
  });

  test('a Region that followed later has shared interfaces from its day', () => {
    const network = {
      ...newModel.network!,
      sharedSince: { 'us-east-1': '2019-11-25', 'us-east-2': '2019-09-27' },
    };
    const shared = (asOf: string, region?: string) =>
      hasSharedInterfaces(
        inVpc({}, { settings: { ...inVpc({}).settings, ...(region && { scaling: { region } }) } }),
        { ...newModel, asOf, network },
      );
    expect(shared('2019-11-24')).toBe(false);
    expect(shared('2019-11-25')).toBe(true);
    expect(shared('2019-09-27', 'us-east-2')).toBe(true);
    expect(shared('2019-09-27', 'af-south-1')).toBe(true);
  });
});

function told(trace: Trace) {
  const reasons = new Set<string>();
  for (let step = 0; step < trace.length; step++) reasons.add(trace.reasons[trace.reason[step]!]!);
  return { counts: summarize(trace).counts, reasons };
}
