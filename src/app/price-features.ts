/** What a function may use beside requests and time, as fields of a form: each a part of the usage, there or not. */
import type { Typed } from './typed.ts';

export interface FieldSpec {
  /** Under the feature's own path. */
  readonly path: string;
  readonly label: string;
  readonly unit?: string;
  /** What holds where nothing was typed. */
  readonly fallback?: string;
  /** A choice among these: value and words. */
  readonly options?: readonly (readonly [value: string, label: string])[];
}

export interface FeatureSpec {
  /** Where it stands in a function, or in the account. */
  readonly path: string;
  readonly title: string;
  /** What it is and what of it is billed, in a sentence. */
  readonly note: string;
  /** What it begins with once it is switched on. */
  readonly first: Typed;
  readonly fields: readonly FieldSpec[];
  /** Lists in it, each of rows with the same fields. */
  readonly lists?: readonly {
    /** Under the feature's path; empty: the feature is the list. */
    readonly path: string;
    readonly row: string;
    readonly first: Typed;
    readonly fields: readonly FieldSpec[];
  }[];
}

const PERIOD = { environments: '10', seconds: '28800', times: '1' };
const POLLERS = { source: 'sqs', units: '2', hours: '720' };
const STREAMED = { requests: '100000', size: '7', unit: 'MB' };
const EVENTS = { events: '100000', payloadKb: '512' };
const RETAINED = { gb: '10', days: '14' };
const MICRO_VM = { vcpus: '1', memoryGb: '2', hours: '720' };

export const FUNCTION_FEATURES: readonly FeatureSpec[] = [
  {
    path: 'init',
    title: 'Cold starts',
    note: 'What part of the requests meets one, and how long its Init phase takes.',
    first: { coldPercent: '0.5', ms: '400' },
    fields: [
      { path: 'coldPercent', label: 'Requests with a cold start', unit: '%' },
      { path: 'ms', label: 'Init phase', unit: 'ms' },
    ],
  },
  {
    path: 'provisionedConcurrency',
    title: 'Provisioned concurrency',
    note: 'Environments kept initialised: billed for as long as they are allocated, and for the time of what they serve.',
    first: { periods: [PERIOD], requests: '1000000', duration: { kind: 'mean', ms: '100' } },
    fields: [
      { path: 'requests', label: 'Requests they serve' },
      { path: 'duration.ms', label: 'Mean duration on them', unit: 'ms' },
    ],
    lists: [
      {
        path: 'periods',
        row: 'Spell',
        first: PERIOD,
        fields: [
          { path: 'environments', label: 'Environments' },
          { path: 'seconds', label: 'For', unit: 's' },
          { path: 'times', label: 'Times a month' },
        ],
      },
    ],
  },
  {
    path: 'ephemeralStorageMb',
    title: 'More ephemeral storage',
    note: 'Space in /tmp above what comes with every function, billed while the function runs.',
    first: '1024',
    fields: [{ path: '', label: 'Ephemeral storage', unit: 'MB' }],
  },
  {
    path: 'snapStart',
    title: 'SnapStart',
    note: 'Snapshots are cached for as long as their version is there, and each cold start restores one.',
    first: { runtime: 'python', snapshots: '1', keptHours: '720', restores: '50000' },
    fields: [
      {
        path: 'runtime',
        label: 'Runtime',
        options: [
          ['java', 'Java'],
          ['python', 'Python'],
          ['dotnet', '.NET'],
        ],
      },
      { path: 'snapshots', label: 'Snapshots' },
      { path: 'keptHours', label: 'Each kept for', unit: 'h' },
      { path: 'restores', label: 'Restores a month' },
    ],
  },
  {
    path: 'streaming',
    title: 'Streamed responses',
    note: 'Bytes of a response beyond its first free part.',
    first: [STREAMED],
    fields: [],
    lists: [
      {
        path: '',
        row: 'Responses',
        first: STREAMED,
        fields: [
          { path: 'requests', label: 'Responses a month' },
          { path: 'size', label: 'Size of each' },
          {
            path: 'unit',
            label: 'Unit',
            options: [
              ['KB', 'KB'],
              ['MB', 'MB'],
              ['GB', 'GB'],
            ],
          },
        ],
      },
    ],
  },
  {
    path: 'asynchronous',
    title: 'Large asynchronous events',
    note: 'An event above the first size counts as more than one request.',
    first: [EVENTS],
    fields: [],
    lists: [
      {
        path: '',
        row: 'Events',
        first: EVENTS,
        fields: [
          { path: 'events', label: 'Events a month' },
          { path: 'payloadKb', label: 'Payload of each', unit: 'KB' },
        ],
      },
    ],
  },
  {
    path: 'pollers',
    title: 'Pollers in provisioned mode',
    note: 'Event poller units of an event source mapping, by the hour.',
    first: [POLLERS],
    fields: [],
    lists: [
      {
        path: '',
        row: 'Mapping',
        first: POLLERS,
        fields: [
          {
            path: 'source',
            label: 'Source',
            options: [
              ['sqs', 'Amazon SQS'],
              ['kafka', 'Apache Kafka'],
            ],
          },
          { path: 'units', label: 'Units' },
          { path: 'hours', label: 'For', unit: 'h' },
        ],
      },
    ],
  },
  {
    path: 'durable',
    title: 'Durable functions',
    note: 'Operations, what they write, and what is kept of it.',
    first: { operations: '100000', gbWritten: '1', retained: [RETAINED] },
    fields: [
      { path: 'operations', label: 'Operations a month' },
      { path: 'gbWritten', label: 'Data written', unit: 'GB' },
    ],
    lists: [
      {
        path: 'retained',
        row: 'Kept data',
        first: RETAINED,
        fields: [
          { path: 'gb', label: 'Kept', unit: 'GB' },
          { path: 'days', label: 'Days' },
        ],
      },
    ],
  },
  {
    path: 'tenantEnvironments',
    title: 'Tenant isolation',
    note: 'Environments created for tenants of their own, billed by their memory.',
    first: '10000',
    fields: [{ path: '', label: 'Environments created a month' }],
  },
];

/** On managed instances there is no duration to pay for: the instances are paid. */
export const MANAGED_INSTANCES: FeatureSpec = {
  path: 'managedInstances',
  title: 'The instances',
  note: 'EC2 instances in your account that Lambda manages, at their own price, and a fee on top of it.',
  first: { hourlyUsd: '0.0816', instances: '3', hours: '720' },
  fields: [
    { path: 'instances', label: 'Instances' },
    { path: 'hourlyUsd', label: 'Price of each an hour', unit: 'USD' },
    { path: 'hours', label: 'For', unit: 'h' },
  ],
};

export const ACCOUNT_FEATURES: readonly FeatureSpec[] = [
  {
    path: 'savingsPlan',
    title: 'Compute Savings Plan',
    note: 'The discount of your own plan: AWS prints it by term and payment.',
    first: { discountPercent: '12', coveragePercent: '100' },
    fields: [
      { path: 'discountPercent', label: 'Discount', unit: '%' },
      { path: 'coveragePercent', label: 'Covered by the plan', unit: '%' },
    ],
  },
  {
    path: 'freeTierUsed',
    title: 'Free tier used elsewhere',
    note: 'What functions that are not on this page have used of it.',
    first: { requests: '1000000', gbSeconds: '400000' },
    fields: [
      { path: 'requests', label: 'Requests' },
      { path: 'gbSeconds', label: 'GB-seconds' },
    ],
  },
  {
    path: 'microVms',
    title: 'MicroVMs',
    note: 'Baseline vCPUs and memory while they run, and their snapshots.',
    first: [MICRO_VM],
    fields: [],
    lists: [
      {
        path: '',
        row: 'MicroVMs',
        first: MICRO_VM,
        fields: [
          { path: 'vcpus', label: 'vCPUs of each' },
          { path: 'memoryGb', label: 'Memory of each', unit: 'GB' },
          { path: 'hours', label: 'All together', unit: 'h' },
        ],
      },
    ],
  },
];
