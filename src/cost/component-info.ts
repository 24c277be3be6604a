/** The components of a bill: what they are called, what they are counted in, and which fact has their price. */
import type { ComponentId } from './bill.ts';

export interface PriceSource {
  readonly fact: string;
  readonly part?: string;
  /** Fact with the prices of larger quantities. */
  readonly tiers?: string;
  /** Column of the fact price-region-table. */
  readonly inRegions?: string;
  /** The price does not depend on the Region. */
  readonly isEverywhere?: true;
}

export interface ComponentInfo {
  readonly title: string;
  /** Of quantities. */
  readonly unit: string;
  /** The price is of so many units. */
  readonly per: number;
  /** Null: the user says the price. */
  readonly source: PriceSource | null;
}

const MILLION = 1_000_000;

function gbSeconds(title: string, source: PriceSource): ComponentInfo {
  return { title, unit: 'GB-s', per: 1, source };
}

const durable = (title: string, unit: string, part: string, per = 1): ComponentInfo => ({
  title,
  unit,
  per,
  source: { fact: 'price-durable', part },
});

const microVm = (title: string, unit: string, part: string): ComponentInfo => ({
  title,
  unit,
  per: 1,
  source: { fact: 'price-microvms', part },
});

export const COMPONENT_INFO: Readonly<Record<ComponentId, ComponentInfo>> = {
  requests: {
    title: 'Requests',
    unit: 'requests',
    per: MILLION,
    source: { fact: 'price-requests', inRegions: 'perMillionRequests' },
  },
  'duration-x86': gbSeconds('Duration, x86_64', {
    fact: 'price-gbs-x86',
    tiers: 'price-tiers-x86',
    inRegions: 'x86',
  }),
  'duration-arm': gbSeconds('Duration, arm64', {
    fact: 'price-gbs-arm',
    tiers: 'price-tiers-arm',
    inRegions: 'arm',
  }),
  'provisioned-x86': gbSeconds('Provisioned concurrency, x86_64', {
    fact: 'price-pc-x86',
    part: 'provisioned',
    inRegions: 'provisioned',
  }),
  'provisioned-arm': gbSeconds('Provisioned concurrency, arm64', {
    fact: 'price-pc-arm',
    part: 'provisioned',
  }),
  'provisioned-duration-x86': gbSeconds('Duration on provisioned concurrency, x86_64', {
    fact: 'price-pc-x86',
    part: 'duration',
    inRegions: 'provisionedDuration',
  }),
  'provisioned-duration-arm': gbSeconds('Duration on provisioned concurrency, arm64', {
    fact: 'price-pc-arm',
    part: 'duration',
  }),
  'ephemeral-storage': gbSeconds('Ephemeral storage', { fact: 'price-ephemeral', inRegions: 'tmp' }),
  'snapstart-cache': gbSeconds('SnapStart, snapshots kept', {
    fact: 'price-snapstart',
    part: 'cachePerGBSecond',
  }),
  'snapstart-restore': {
    title: 'SnapStart, restores',
    unit: 'GB',
    per: 1,
    source: { fact: 'price-snapstart', part: 'restorePerGB' },
  },
  streaming: {
    title: 'Response streaming',
    unit: 'GB',
    per: 1,
    source: { fact: 'price-streaming', part: 'perGB' },
  },
  'async-payload': {
    title: 'Requests for large asynchronous payloads',
    unit: 'requests',
    per: MILLION,
    source: { fact: 'price-requests', inRegions: 'perMillionRequests' },
  },
  'pollers-sqs': {
    title: 'Event poller units, SQS',
    unit: 'unit-hours',
    per: 1,
    source: { fact: 'price-esm-provisioned', part: 'sqs' },
  },
  'pollers-kafka': {
    title: 'Event poller units, Kafka',
    unit: 'unit-hours',
    per: 1,
    source: { fact: 'price-esm-provisioned', part: 'kafka' },
  },
  'durable-operations': durable(
    'Durable functions, operations',
    'operations',
    'perMillionOperations',
    MILLION,
  ),
  'durable-written': durable('Durable functions, data written', 'GB', 'perGBWritten'),
  'durable-retained': durable('Durable functions, data retained', 'GB-months', 'perGBMonthRetained'),
  'tenant-environments': {
    title: 'Environments created for tenants',
    unit: 'GB',
    per: 1,
    source: { fact: 'price-tenant-isolation' },
  },
  'managed-requests': {
    title: 'Requests on managed instances',
    unit: 'requests',
    per: MILLION,
    source: { fact: 'price-managed-instances', part: 'perMillionRequests' },
  },
  'managed-instances': { title: 'Managed instances, EC2', unit: 'instance-hours', per: 1, source: null },
  'managed-fee': {
    title: 'Managed instances, management',
    unit: 'USD of EC2',
    per: 1,
    source: {
      fact: 'price-managed-instances',
      part: 'managementFeeOfOnDemandPrice',
      isEverywhere: true,
    },
  },
  'edge-requests': {
    title: 'Requests, Lambda@Edge',
    unit: 'requests',
    per: MILLION,
    source: { fact: 'price-edge', part: 'perMillionRequests', isEverywhere: true },
  },
  'edge-duration': gbSeconds('Duration, Lambda@Edge', {
    fact: 'price-edge',
    part: 'perGBSecond',
    isEverywhere: true,
  }),
  'microvm-vcpu': microVm('MicroVMs, vCPUs', 'vCPU-s', 'perVcpuSecond'),
  'microvm-memory': microVm('MicroVMs, memory', 'GB-s', 'perGBSecond'),
  'microvm-snapshots': microVm('MicroVMs, snapshots kept', 'GB-months', 'perSnapshotGBMonth'),
  'microvm-snapshots-read': microVm('MicroVMs, snapshots read', 'GB', 'perSnapshotGBRead'),
  'microvm-snapshots-written': microVm('MicroVMs, snapshots written', 'GB', 'perSnapshotGBWritten'),
  'savings-plan': { title: 'Savings plan', unit: 'USD', per: 1, source: null },
};
