/**
 * What the configuration check can be told about a function and what stands around it: one table of
 * fields, read by the form, the address and the reader of pasted JSON alike.
 */

export type PackageType = 'zip' | 'image';
export type Upload = 'direct' | 's3' | 'console';
export type Caller =
  | 'api-gateway'
  | 'alb'
  | 'sdk'
  | 'cli'
  | 'cognito'
  | 'lex'
  | 'alexa'
  | 'firehose'
  | 'function-url'
  | 'step-functions';
export type SourceKind =
  'sqs' | 'sqs-fifo' | 'kinesis' | 'dynamodb' | 'msk' | 'self-managed-kafka' | 'mq' | 'documentdb';
export type Target = 'SQS' | 'SNS' | 'Lambda' | 'EventBridge' | 'S3';
export type EdgeEvent = 'viewer' | 'origin';

/** A function's configuration and its surroundings; what is absent was not given. Units stand in the names. */
export interface Configuration {
  readonly runtime?: string;
  readonly handler?: string;
  readonly role?: string;
  readonly memoryMb?: number;
  readonly timeoutS?: number;
  readonly architecture?: string;
  readonly tmpMb?: number;
  /** On Managed Instances: instances of the account that Lambda runs functions on. */
  readonly managed?: boolean;
  readonly efs?: boolean;
  readonly xray?: boolean;
  /** The function’s own policy: who may invoke it. */
  readonly policyBytes?: number;
  readonly package?: PackageType;
  readonly zipMb?: number;
  readonly upload?: Upload;
  /** Code unpacked, without its layers. */
  readonly unzippedMb?: number;
  readonly layers?: number;
  readonly layersMb?: number;
  readonly imageGb?: number;
  readonly envNames?: readonly string[];
  readonly envBytes?: number;
  readonly caller?: Caller;
  readonly payloadMb?: number;
  readonly streamedMb?: number;
  readonly asyncKb?: number;
  readonly asyncRetries?: number;
  readonly asyncAgeS?: number;
  readonly deadLetter?: Target;
  readonly onSuccess?: Target;
  readonly onFailure?: Target;
  readonly account?: number;
  readonly reserved?: number;
  readonly reservedElsewhere?: number;
  readonly provisioned?: number;
  readonly provisionedOn?: 'version' | 'latest';
  readonly snapStart?: boolean;
  readonly source?: SourceKind;
  readonly batch?: number;
  readonly windowS?: number;
  readonly visibilityS?: number;
  readonly maxReceives?: number;
  readonly maxConcurrency?: number;
  readonly pollersMin?: number;
  readonly pollersMax?: number;
  readonly startAt?: string;
  readonly parallel?: number;
  readonly recordAgeS?: number;
  readonly retries?: number;
  readonly bisect?: boolean;
  readonly tumblingS?: number;
  readonly streamFailure?: Target;
  readonly partial?: boolean;
  readonly filters?: number;
  /** The version an alias names. */
  readonly alias?: string;
  /** Other versions with their weights: `13=0.1`. */
  readonly weights?: readonly string[];
  readonly vpc?: boolean;
  readonly region?: string;
  readonly peak?: number;
  readonly subnetIps?: number;
  readonly edge?: EdgeEvent;
}

export type FieldKey = keyof Configuration;
export type GroupId =
  | 'function'
  | 'package'
  | 'environment'
  | 'invocation'
  | 'concurrency'
  | 'mapping'
  | 'alias'
  | 'network'
  | 'edge';

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface Field {
  readonly key: FieldKey;
  readonly group: GroupId;
  readonly label: string;
  /** `number` may have a fraction, `whole` may not; `list` is parted by commas. */
  readonly kind: 'whole' | 'number' | 'choice' | 'yes-no' | 'text' | 'list';
  readonly unit: string;
  readonly options: readonly Option[];
  /** Only with these event sources; empty: with any. */
  readonly sources: readonly SourceKind[];
  readonly hint: string;
  /** Its texts are long. */
  readonly wide: boolean;
}

export const GROUPS: readonly { readonly id: GroupId; readonly title: string }[] = [
  { id: 'function', title: 'Function' },
  { id: 'package', title: 'Package and layers' },
  { id: 'environment', title: 'Environment variables' },
  { id: 'concurrency', title: 'Concurrency and snapshots' },
  { id: 'invocation', title: 'Callers, payloads, asynchronous events' },
  { id: 'mapping', title: 'Event source mapping' },
  { id: 'alias', title: 'Alias' },
  { id: 'network', title: 'Network' },
  { id: 'edge', title: 'At the edge of CloudFront' },
];

const QUEUES: readonly SourceKind[] = ['sqs', 'sqs-fifo'];
const STREAMS: readonly SourceKind[] = ['kinesis', 'dynamodb'];
const KAFKA: readonly SourceKind[] = ['msk', 'self-managed-kafka'];

const SOURCES: readonly (Option & { readonly value: SourceKind })[] = [
  { value: 'sqs', label: 'SQS, standard queue' },
  { value: 'sqs-fifo', label: 'SQS, FIFO queue' },
  { value: 'kinesis', label: 'Kinesis' },
  { value: 'dynamodb', label: 'DynamoDB Streams' },
  { value: 'msk', label: 'Amazon MSK' },
  { value: 'self-managed-kafka', label: 'Kafka of your own' },
  { value: 'mq', label: 'Amazon MQ' },
  { value: 'documentdb', label: 'DocumentDB' },
];

export function isQueue(source: SourceKind): boolean {
  return QUEUES.includes(source);
}

/** Kinesis or DynamoDB Streams: sources read shard by shard. */
export function isStream(source: SourceKind): boolean {
  return STREAMS.includes(source);
}

const options = (...values: readonly string[]): readonly Option[] =>
  values.map((value) => ({ value, label: value }));

function field(
  group: GroupId,
  key: FieldKey,
  kind: Field['kind'],
  label: string,
  more: Partial<Pick<Field, 'unit' | 'options' | 'sources' | 'hint' | 'wide'>> = {},
): Field {
  return { group, key, kind, label, unit: '', options: [], sources: [], hint: '', wide: false, ...more };
}

/** Every field, in the order of the form. */
export const FIELDS: readonly Field[] = [
  field('function', 'memoryMb', 'whole', 'Memory', { unit: 'MB' }),
  field('function', 'timeoutS', 'whole', 'Timeout', { unit: 's' }),
  field('function', 'runtime', 'text', 'Runtime', { hint: 'such as nodejs24.x' }),
  field('function', 'architecture', 'choice', 'Architecture', { options: options('x86_64', 'arm64') }),
  field('function', 'handler', 'text', 'Handler', { hint: 'such as index.handler' }),
  field('function', 'tmpMb', 'whole', '/tmp', { unit: 'MB' }),
  field('function', 'efs', 'yes-no', 'Mounts a file system'),
  field('function', 'xray', 'yes-no', 'X-Ray, active tracing'),
  field('function', 'managed', 'yes-no', 'On Managed Instances'),
  field('function', 'policyBytes', 'whole', 'Policy of the function', { unit: 'bytes' }),
  field('function', 'role', 'text', 'Execution role', { hint: 'its ARN', wide: true }),

  field('package', 'package', 'choice', 'Package type', {
    options: [
      { value: 'zip', label: '.zip file' },
      { value: 'image', label: 'container image' },
    ],
  }),
  field('package', 'zipMb', 'number', 'Zipped', { unit: 'MB' }),
  field('package', 'upload', 'choice', 'Uploaded', {
    options: [
      { value: 'direct', label: 'directly' },
      { value: 's3', label: 'through S3' },
      { value: 'console', label: 'to edit in the console' },
    ],
  }),
  field('package', 'unzippedMb', 'number', 'Unzipped, without layers', { unit: 'MB' }),
  field('package', 'layers', 'whole', 'Layers'),
  field('package', 'layersMb', 'number', 'Layers, unzipped', { unit: 'MB' }),
  field('package', 'imageGb', 'number', 'Container image', { unit: 'GB' }),

  field('environment', 'envBytes', 'whole', 'Names and values together', { unit: 'bytes' }),
  field('environment', 'envNames', 'list', 'Names', { hint: 'parted by commas', wide: true }),

  field('concurrency', 'account', 'whole', 'Limit of the account in the Region', {
    hint: 'the default unless given',
  }),
  field('concurrency', 'reserved', 'whole', 'Reserved for this function'),
  field('concurrency', 'reservedElsewhere', 'whole', 'Reserved for other functions'),
  field('concurrency', 'provisioned', 'whole', 'Provisioned'),
  field('concurrency', 'provisionedOn', 'choice', 'Provisioned on', {
    options: [
      { value: 'version', label: 'a version or an alias' },
      { value: 'latest', label: '$LATEST' },
    ],
  }),
  field('concurrency', 'snapStart', 'yes-no', 'SnapStart'),

  field('invocation', 'caller', 'choice', 'Who waits for the answer', {
    options: [
      { value: 'api-gateway', label: 'API Gateway' },
      { value: 'alb', label: 'Application Load Balancer' },
      { value: 'function-url', label: 'a function URL' },
      { value: 'step-functions', label: 'Step Functions' },
      { value: 'sdk', label: 'an SDK' },
      { value: 'cli', label: 'the AWS CLI' },
      { value: 'cognito', label: 'Cognito' },
      { value: 'lex', label: 'Lex' },
      { value: 'alexa', label: 'Alexa' },
      { value: 'firehose', label: 'Data Firehose' },
    ],
  }),
  field('invocation', 'payloadMb', 'number', 'Largest request or answer', { unit: 'MB' }),
  field('invocation', 'streamedMb', 'number', 'Largest streamed answer', { unit: 'MB' }),
  field('invocation', 'asyncKb', 'number', 'Largest asynchronous event', { unit: 'KB' }),
  field('invocation', 'asyncRetries', 'whole', 'Retries of asynchronous events'),
  field('invocation', 'asyncAgeS', 'whole', 'Longest age of asynchronous events', { unit: 's' }),
  field('invocation', 'deadLetter', 'choice', 'Dead-letter queue', { options: options('SQS', 'SNS') }),
  field('invocation', 'onSuccess', 'choice', 'Destination on success', {
    options: options('SQS', 'SNS', 'Lambda', 'EventBridge', 'S3'),
  }),
  field('invocation', 'onFailure', 'choice', 'Destination on failure', {
    options: options('SQS', 'SNS', 'Lambda', 'EventBridge', 'S3'),
  }),

  field('mapping', 'source', 'choice', 'Event source', { options: SOURCES }),
  field('mapping', 'batch', 'whole', 'Batch size'),
  field('mapping', 'windowS', 'whole', 'Batching window', { unit: 's' }),
  field('mapping', 'visibilityS', 'whole', 'Visibility timeout', { unit: 's', sources: QUEUES }),
  field('mapping', 'maxReceives', 'whole', 'maxReceiveCount', { sources: QUEUES }),
  field('mapping', 'maxConcurrency', 'whole', 'Maximum concurrency', { sources: QUEUES }),
  field('mapping', 'pollersMin', 'whole', 'Fewest pollers, provisioned mode', {
    sources: [...QUEUES, ...KAFKA],
  }),
  field('mapping', 'pollersMax', 'whole', 'Most pollers, provisioned mode', {
    sources: [...QUEUES, ...KAFKA],
  }),
  field('mapping', 'startAt', 'choice', 'Starting position', {
    options: options('LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP'),
    sources: [...STREAMS, ...KAFKA],
  }),
  field('mapping', 'parallel', 'whole', 'Parallelization factor', { sources: STREAMS }),
  field('mapping', 'recordAgeS', 'whole', 'Longest age of a record', { unit: 's', sources: STREAMS }),
  field('mapping', 'retries', 'whole', 'Retries of a batch', { sources: STREAMS }),
  field('mapping', 'bisect', 'yes-no', 'Bisect on error', { sources: STREAMS }),
  field('mapping', 'tumblingS', 'whole', 'Tumbling window', { unit: 's', sources: STREAMS }),
  field('mapping', 'streamFailure', 'choice', 'Failure destination', {
    options: options('SQS', 'SNS', 'S3'),
    sources: STREAMS,
  }),
  field('mapping', 'partial', 'yes-no', 'Partial batch responses', { sources: [...QUEUES, ...STREAMS] }),
  field('mapping', 'filters', 'whole', 'Filters'),

  field('alias', 'alias', 'text', 'Version of the alias', { hint: 'such as 12, or 12=0.9 with its weight' }),
  field('alias', 'weights', 'list', 'Other versions and weights', { hint: 'such as 13=0.1' }),

  field('network', 'vpc', 'yes-no', 'In a VPC'),
  field('network', 'region', 'text', 'Region', { hint: 'such as us-east-1' }),
  field('network', 'peak', 'whole', 'Most invocations at once'),
  field('network', 'subnetIps', 'whole', 'Free addresses of the subnets'),

  field('edge', 'edge', 'choice', 'Called by', {
    options: [
      { value: 'viewer', label: 'viewer events' },
      { value: 'origin', label: 'origin events' },
    ],
  }),
];

const BY_KEY = new Map(FIELDS.map((one) => [one.key, one]));

export function fieldOf(key: FieldKey): Field {
  return BY_KEY.get(key)!;
}

/** What a choice is called on the form; the value itself where it is none of the options. */
export function optionLabel(key: FieldKey, value: string): string {
  return fieldOf(key).options.find((one) => one.value === value)?.label ?? value;
}
