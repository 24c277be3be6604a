/** Rules about a function in a VPC, with AWS's formula for the interfaces it took before they were shared. */
import { compareDates } from './as-of.ts';
import {
  noFact,
  notGiven,
  notYet,
  ok,
  suggest,
  unknown,
  warning,
  type Reading,
  type Rule,
} from './check-rule.ts';
import type { Configuration } from './check-fields.ts';
import { isComposite } from './composite.ts';
import { formatNumber, formatQuantity } from './format-value.ts';

const MB_IN_GB = 1024;

/** Whether a Region shared its interfaces at the date; null: no day is known for it. */
function isShared({ region }: Configuration, read: Reading): boolean | null {
  const gb = read.number('vpc-interfaces', 'gb');
  if (gb === undefined) return true;
  if (read.at.introducedOn('vpc-shared-since') !== undefined) return false;
  const since = read.value('vpc-shared-since', 'since');
  if (region === undefined || since === undefined || since === null || !isComposite(since)) return null;
  const day = (since as Readonly<Record<string, unknown>>)[region];
  return typeof day === 'string' ? compareDates(day, read.at.asOf) <= 0 : null;
}

const interfaces: Rule = {
  id: 'vpc-interfaces',
  group: 'network',
  title: 'Network interfaces',
  inputs: ['vpc', 'peak', 'memoryMb', 'region', 'subnetIps'],
  check(configuration, read) {
    if (configuration.vpc !== true) return null;
    const absent = notYet(read, 'vpc-interfaces', 'Functions in a VPC', suggest('vpc', false));
    if (absent) return absent;
    const shared = isShared(configuration, read);
    if (shared === true) {
      return ok(
        'Interfaces are shared: one for each pair of subnet and security group, however many environments there are.',
      );
    }
    if (shared === null) {
      const { region } = configuration;
      return region === undefined
        ? notGiven('The Region is not given: they came to share interfaces one after the other.')
        : unknown(`When ${region.slice(0, 40)} came to share interfaces is not known here.`);
    }
    const { peak, memoryMb, subnetIps } = configuration;
    const gb = read.number('vpc-interfaces', 'gb');
    if (gb === undefined) return noFact('how many interfaces there are');
    if (peak === undefined) return notGiven('The most invocations at once are not given.');
    if (memoryMb === undefined) return notGiven('The memory is not given.');
    const needed = Math.ceil((peak * memoryMb) / MB_IN_GB / gb);
    const most = read.number('eni-per-vpc');
    const formula = `${formatNumber(peak)} at once × ${formatQuantity(memoryMb, 'MB')} ÷ ${formatQuantity(gb, 'GB')} make ${formatNumber(needed)} interfaces`;
    const room = Math.min(most ?? Infinity, subnetIps ?? Infinity);
    if (needed > room) {
      const what =
        subnetIps !== undefined && subnetIps === room
          ? 'free addresses in the subnets'
          : 'interfaces a VPC may have';
      const fits = Math.floor((room * gb * MB_IN_GB) / memoryMb);
      return warning(
        `${formula}, more than the ${formatNumber(room)} ${what}: further invocations fail.`,
        suggest('peak', fits),
      );
    }
    return ok(`${formula}${room === Infinity ? '' : `, within ${formatNumber(room)}`}.`);
  },
};

export const NETWORK_RULES: readonly Rule[] = [interfaces];
