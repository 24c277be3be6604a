/** Network interfaces of a run: in which subnet each is, and how many addresses a subnet has left. */
import { NONE, type Trace } from '../sim/trace.ts';
import { firstStep } from './ledger.ts';
import { kindIn } from './stands.ts';

interface Networks {
  /** By number of the interface: position of its subnet. */
  readonly subnetOf: readonly number[];
}

const known = new WeakMap<Trace, Networks>();

/**
 * Position of the subnet that an interface is in. Shared ones stand one in each subnet; those made for environments take
 * an address where most are left.
 *
 * @param addresses by name of the network: free addresses of each subnet when the run begins
 */
export function subnetOf(
  trace: Trace,
  addresses: (network: string) => readonly number[],
  number: number,
): number {
  const networks = known.get(trace) ?? { subnetOf: readSubnets(trace, addresses) };
  known.set(trace, networks);
  return networks.subnetOf[number] ?? 0;
}

function readSubnets(trace: Trace, addresses: (network: string) => readonly number[]): number[] {
  const kind = kindIn(trace, 'interface');
  const subnets: number[] = [];
  const free = new Map<number, number[]>();
  const shared = new Map<number, number>();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const place = trace.place[step]!;
    const number = trace.actor[step]!;
    const left = free.get(place) ?? [...addresses(trace.places[place]!.name)];
    free.set(place, left);
    if (trace.from[step] === NONE) {
      const reason = trace.reasons[trace.reason[step]!]!;
      const isShared = reason !== 'interface: none with room';
      const next = shared.get(place) ?? 0;
      subnets[number] = isShared ? next % left.length : left.indexOf(Math.max(...left));
      if (isShared) shared.set(place, next + 1);
      if (reason !== 'ready: before the run') add(left, subnets[number], -1);
    } else if (trace.kinds[kind]!.isFinal[trace.to[step]!] === true) add(left, subnets[number]!, 1);
  }
  return subnets;
}

function add(counts: number[], index: number, by: number): void {
  counts[index] = counts[index]! + by;
}

/** Whether an interface was there before the run. */
export function wasThere(trace: Trace, number: number): boolean {
  const birth = firstStep(trace, kindIn(trace, 'interface'), number);
  return birth >= 0 && trace.reasons[trace.reason[birth]!] === 'ready: before the run';
}
