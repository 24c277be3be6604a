import { describe, expect, it } from 'vitest';
import type { Vpc } from '../sim/settings/network-settings.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { boardScene } from './board.ts';
import { lookAt, marksNamed, namesIn, wordsIn } from './testing/look.ts';

/** Six requests at once from a VPC to a database in it and to an address on the internet. */
function inVpc(subnets: Vpc['subnets'], endpoints: NonNullable<Vpc['endpoints']> = []) {
  return smallScenario({
    arrivals: { kind: 'burst', atMs: 1_000, count: 6 },
    horizonMs: 60_000,
    function: {
      memoryMb: 3008,
      timeoutMs: 20_000,
      vpc: 'main',
      calls: [{ to: 'db' }, { to: 'table' }, { to: 'pay' }],
    },
    settings: {
      vpcs: { main: { title: 'Main', subnets, endpoints, interfaceMs: 9_000 } },
      resources: {
        db: { type: 'downstream', service: 'database', title: 'Orders', latencyMs: 20, at: 'main' },
        table: { type: 'downstream', service: 'dynamodb', title: 'Carts', latencyMs: 20, at: 'aws' },
        pay: { type: 'downstream', service: 'http', title: 'Payments', latencyMs: 100, at: 'internet' },
      },
    },
  });
}

describe('a VPC without a route', () => {
  const { at } = lookAt(inVpc([{ freeAddresses: 3, route: 'none' }], ['dynamodb']), '2018-06-01');

  it('has an interface for each environment that waits, and counts the addresses down', () => {
    const words = (ms: number) => wordsIn(boardScene(at(ms)).marks);
    expect(words(500)).toContain('3 of 3 free');
    expect(words(2_000)).toContain('0 of 3 free');
    expect(namesIn(boardScene(at(2_000)).marks).filter((name) => name.startsWith('Interface'))).toEqual([
      'Interface 1: creating 1 s, 1 environment on it',
      'Interface 2: creating 1 s, 1 environment on it',
      'Interface 3: creating 1 s, 1 environment on it',
    ]);
    expect(words(2_000)).toContain('3 turned away: no address');
  });

  it('says by which way each thing is reached, and draws the broken way as such', () => {
    const { marks, label } = boardScene(at(2_000));
    for (const said of ['Orders: private address', 'Carts: VPC endpoint', 'Payments: no route out'])
      expect(label).toContain(said);
    const [broken, whole] = ['pay', 'db'].map((id) => marksNamed(marks, `wire way ${id}`)[0]!);
    expect(broken!.parts!.map(({ key }) => key)).toContain('cross');
    expect(whole!.parts!.map(({ key }) => key)).not.toContain('cross');
  });

  it('leaves calls hanging, which is not waiting', () => {
    const words = wordsIn(boardScene(at(15_000)).marks);
    expect(words).toContain('0 at work, 3 hang');
  });
});

describe('subnets of which one has a way', () => {
  it('say from which of them', () => {
    const { at } = lookAt(
      inVpc([
        { freeAddresses: 50, route: 'nat' },
        { freeAddresses: 50, route: 'internet-gateway' },
      ]),
    );
    const { label } = boardScene(at(2_000));
    expect(label).toContain('Payments: NAT to the internet, from subnet 1 only');
    expect(label).toContain('subnet 2: 50 of 50 addresses free, 1 interface, internet gateway');
  });
});
