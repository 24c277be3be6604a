/** What is taken from each document that the AWS command line prints about a function. */
import type { Configuration, SourceKind, Target } from './check-fields.ts';
import { z } from './zod.ts';

/** A path of a document, the type of its value, and what that says. */
interface Take {
  readonly path: string;
  readonly read: (value: unknown) => { readonly set: Configuration } | { readonly expected: string };
}

function take<T>(
  path: string,
  schema: z.ZodMiniType<T>,
  expected: string,
  set: (value: T) => Configuration,
): Take {
  return {
    path,
    read(value) {
      const result = schema.safeParse(value);
      return result.success ? { set: set(result.data) } : { expected };
    },
  };
}

const number = (path: string, set: (value: number) => Configuration) =>
  take(path, z.number(), 'a number', set);
const text = (path: string, set: (value: string) => Configuration) => take(path, z.string(), 'a text', set);
const flag = (path: string, set: (value: boolean) => Configuration) =>
  take(path, z.boolean(), 'true or false', set);
const list = (path: string, set: (value: readonly unknown[]) => Configuration) =>
  take(path, z.array(z.unknown()), 'a list', set);

const BYTES_IN_MB = 1024 ** 2;

/** Bytes as megabytes with two digits, never fewer than there are. */
function megabytes(bytes: number): number {
  return Math.ceil((bytes / BYTES_IN_MB) * 100) / 100;
}

/** Bytes of a text in UTF-8. */
function utf8Bytes(written: string): number {
  let bytes = 0;
  for (const sign of written) {
    const code = sign.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function regionOf(arn: string): Configuration {
  const region = /^arn:[^:]*:lambda:([a-z0-9-]+):/.exec(arn)?.[1];
  return region === undefined ? {} : { region };
}

const TARGETS: Readonly<Record<string, Target>> = {
  sqs: 'SQS',
  sns: 'SNS',
  lambda: 'Lambda',
  events: 'EventBridge',
  s3: 'S3',
};

/** The service an ARN is of, as a place for records; undefined: none that is known. */
function targetOf(arn: string): Target | undefined {
  const service = /^arn:[^:]*:([a-z0-9-]+):/.exec(arn)?.[1];
  return service === undefined ? undefined : Object.hasOwn(TARGETS, service) ? TARGETS[service] : undefined;
}

function targetIn(path: string, key: 'deadLetter' | 'onSuccess' | 'onFailure' | 'streamFailure'): Take {
  return {
    path,
    read(value) {
      if (typeof value !== 'string') return { expected: 'the ARN of a target' };
      if (value === '') return { set: {} };
      const target = targetOf(value);
      return target === undefined
        ? { expected: 'the ARN of SQS, SNS, Lambda, EventBridge or S3' }
        : { set: { [key]: target } };
    },
  };
}

function sourceOf(arn: string): SourceKind | undefined {
  const service = /^arn:[^:]*:([a-z0-9-]+):/.exec(arn)?.[1];
  switch (service) {
    case 'sqs':
      return arn.endsWith('.fifo') ? 'sqs-fifo' : 'sqs';
    case 'kinesis':
    case 'dynamodb':
    case 'mq':
      return service;
    case 'kafka':
      return 'msk';
    case 'rds':
      return 'documentdb';
    default:
      return undefined;
  }
}

const Variables = z.record(z.string(), z.string());

const FUNCTION: readonly Take[] = [
  text('FunctionArn', regionOf),
  text('Runtime', (runtime) => ({ runtime })),
  text('Handler', (handler) => (handler === '' ? {} : { handler })),
  text('Role', (role) => ({ role })),
  number('MemorySize', (memoryMb) => ({ memoryMb })),
  number('Timeout', (timeoutS) => ({ timeoutS })),
  number('CodeSize', (bytes) => (bytes > 0 ? { zipMb: megabytes(bytes) } : {})),
  take('PackageType', z.enum(['Zip', 'Image']), '"Zip" or "Image"', (kind) => ({
    package: kind === 'Image' ? 'image' : 'zip',
  })),
  take('Architectures', z.array(z.string()), 'a list of texts', ([architecture]) =>
    architecture === undefined ? {} : { architecture },
  ),
  number('EphemeralStorage.Size', (tmpMb) => ({ tmpMb })),
  list('Layers', ({ length }) => ({ layers: length })),
  take('Environment.Variables', Variables, 'names with texts', (variables) => ({
    envNames: Object.keys(variables),
    envBytes: Object.keys(variables).length === 0 ? 0 : utf8Bytes(JSON.stringify(variables)),
  })),
  list('VpcConfig.SubnetIds', ({ length }) => ({ vpc: length > 0 })),
  list('FileSystemConfigs', ({ length }) => ({ efs: length > 0 })),
  take('CapacityProviderConfig', z.record(z.string(), z.unknown()), 'an object', (config) => ({
    managed: Object.keys(config).length > 0,
  })),
  text('TracingConfig.Mode', (mode) => ({ xray: mode === 'Active' })),
  text('SnapStart.ApplyOn', (on) => ({ snapStart: on === 'PublishedVersions' })),
  targetIn('DeadLetterConfig.TargetArn', 'deadLetter'),
];

const MAPPING: readonly Take[] = [
  {
    path: 'EventSourceArn',
    read(value) {
      if (typeof value !== 'string') return { expected: 'the ARN of a source' };
      const source = sourceOf(value);
      return source === undefined
        ? { expected: 'the ARN of SQS, Kinesis, DynamoDB Streams, Amazon MSK, Amazon MQ or DocumentDB' }
        : { set: { source } };
    },
  },
  take('SelfManagedEventSource', z.record(z.string(), z.unknown()), 'endpoints', () => ({
    source: 'self-managed-kafka',
  })),
  number('BatchSize', (batch) => ({ batch })),
  number('MaximumBatchingWindowInSeconds', (windowS) => ({ windowS })),
  number('ParallelizationFactor', (parallel) => ({ parallel })),
  number('MaximumRecordAgeInSeconds', (recordAgeS) => ({ recordAgeS })),
  number('MaximumRetryAttempts', (retries) => ({ retries })),
  flag('BisectBatchOnFunctionError', (bisect) => ({ bisect })),
  number('TumblingWindowInSeconds', (tumblingS) => (tumblingS === 0 ? {} : { tumblingS })),
  take(
    'StartingPosition',
    z.enum(['LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP']),
    'LATEST, TRIM_HORIZON or AT_TIMESTAMP',
    (startAt) => ({
      startAt,
    }),
  ),
  list('FunctionResponseTypes', (types) => ({ partial: types.includes('ReportBatchItemFailures') })),
  list('FilterCriteria.Filters', ({ length }) => ({ filters: length })),
  number('ScalingConfig.MaximumConcurrency', (maxConcurrency) => ({ maxConcurrency })),
  number('ProvisionedPollerConfig.MinimumPollers', (pollersMin) => ({ pollersMin })),
  number('ProvisionedPollerConfig.MaximumPollers', (pollersMax) => ({ pollersMax })),
  targetIn('DestinationConfig.OnFailure.Destination', 'streamFailure'),
];

const ALIAS: readonly Take[] = [
  text('FunctionVersion', (alias) => ({ alias })),
  take(
    'RoutingConfig.AdditionalVersionWeights',
    z.record(z.string(), z.number()),
    'versions with weights',
    (weights) => ({
      weights: Object.entries(weights).map(([version, weight]) => `${version}=${weight}`),
    }),
  ),
];

const EVENT_INVOKE: readonly Take[] = [
  number('MaximumRetryAttempts', (asyncRetries) => ({ asyncRetries })),
  number('MaximumEventAgeInSeconds', (asyncAgeS) => ({ asyncAgeS })),
  targetIn('DestinationConfig.OnSuccess.Destination', 'onSuccess'),
  targetIn('DestinationConfig.OnFailure.Destination', 'onFailure'),
];

/** SQS writes numbers as text. */
const digits = z.string().check(z.regex(/^\d+$/));

function receivesIn(policy: string): Configuration {
  const count = /"maxReceiveCount"\s*:\s*"?(\d+)/.exec(policy)?.[1];
  return count === undefined ? {} : { maxReceives: Number(count) };
}

const QUEUE: readonly Take[] = [
  take('Attributes.VisibilityTimeout', digits, 'digits', (seconds) => ({ visibilityS: Number(seconds) })),
  text('Attributes.RedrivePolicy', receivesIn),
];

export interface Kind {
  readonly command: string;
  /** It is this document if it has one of these keys. */
  readonly keys: readonly string[];
  readonly takes: readonly Take[];
}

/** In the order they are tried: the first that has a key is it. */
export const KINDS: readonly Kind[] = [
  { command: 'get-queue-attributes', keys: ['Attributes'], takes: QUEUE },
  {
    command: 'get-account-settings',
    keys: ['AccountLimit'],
    takes: [number('AccountLimit.ConcurrentExecutions', (account) => ({ account }))],
  },
  {
    command: 'get-event-source-mapping',
    keys: ['EventSourceArn', 'SelfManagedEventSource', 'BatchSize', 'UUID', 'ParallelizationFactor'],
    takes: MAPPING,
  },
  {
    command: 'get-policy',
    keys: ['Policy'],
    takes: [text('Policy', (policy) => ({ policyBytes: utf8Bytes(policy) }))],
  },
  { command: 'get-alias', keys: ['AliasArn', 'RoutingConfig', 'FunctionVersion'], takes: ALIAS },
  {
    command: 'get-provisioned-concurrency-config',
    keys: ['RequestedProvisionedConcurrentExecutions', 'ProvisionedConcurrentExecutions'],
    takes: [
      number('RequestedProvisionedConcurrentExecutions', (provisioned) => ({ provisioned })),
      number('ProvisionedConcurrentExecutions', (provisioned) => ({ provisioned })),
    ],
  },
  {
    command: 'get-function-concurrency',
    keys: ['ReservedConcurrentExecutions'],
    takes: [number('ReservedConcurrentExecutions', (reserved) => ({ reserved }))],
  },
  {
    command: 'get-function-event-invoke-config',
    keys: ['MaximumEventAgeInSeconds', 'MaximumRetryAttempts'],
    takes: EVENT_INVOKE,
  },
  {
    command: 'get-function-configuration',
    keys: [
      'MemorySize',
      'Timeout',
      'Runtime',
      'Handler',
      'Role',
      'FunctionName',
      'FunctionArn',
      'CodeSize',
      'PackageType',
      'Layers',
      'Environment',
    ],
    takes: FUNCTION,
  },
];
