/**
 * Rules for idealised runs: limits that never bind, readers that poll without a pause, so that only
 * what the scenario sets does. What a case takes as given (waits of retries, growth of pollers,
 * retention) has AWS's value of today, and the case's scenario sets it.
 */
import type { CallerId, CallerRules, RetryRules } from '../rules/sync-rules.ts';
import type { Rules } from '../rules.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** More than any run reaches, and whole. */
const NO_LIMIT = 1e15;

const never = { id: 'never', label: 'never', functionIdleMs: null, environmentIdleMs: null, maxAgeMs: null };

const noRetries: RetryRules = {
  count: 0,
  firstWaitUs: 0,
  factor: 1,
  longestWaitUs: null,
  jitter: false,
  after: [],
};
const patient: CallerRules = {
  timeoutUs: null,
  maxTimeoutUs: null,
  requestBytes: null,
  responseBytes: null,
  retries: null,
  answers: {},
};
const callers: Readonly<Record<CallerId, CallerRules>> = {
  'api-gateway': patient,
  alb: patient,
  cloudfront: patient,
  's3-batch': patient,
  cognito: patient,
  'step-functions': patient,
  lex: patient,
  alexa: patient,
  firehose: patient,
  'function-url': patient,
};
const edgeSide = { timeoutUs: NO_LIMIT, memoryMaxMb: 10_240 };

export const idealRules: Rules = {
  asOf: '2026-11-20',
  initLimitUs: 10 * SECOND,
  initLimitProvisionedUs: 130 * SECOND,
  accountConcurrency: 1000,
  unreservedMinimum: 0,
  timeoutMaxMs: 1e12,
  memoryMinMb: 128,
  memoryMaxMb: 10_240,
  keep: never,
  keepPresets: [never],
  async: {
    payloadBytes: NO_LIMIT,
    retriesDefault: 2,
    retriesMin: 0,
    retriesMax: 2,
    retryWaitsUs: [MINUTE, 2 * MINUTE],
    eventAgeDefaultUs: 6 * HOUR,
    eventAgeMinUs: 0,
    eventAgeMaxUs: NO_LIMIT,
    throttleBackoff: { fromUs: SECOND, toUs: 5 * MINUTE },
    deadLetterTargets: ['SQS', 'SNS'],
    destinations: {
      onSuccess: ['SQS', 'SNS', 'Lambda', 'EventBridge'],
      onFailure: ['SQS', 'SNS', 'Lambda', 'EventBridge', 'S3'],
    },
    recursion: { chain: 16, services: ['Lambda', 'SQS', 'SNS', 'S3'], canBeAllowed: true },
  },
  delivery: {
    sns: [],
    eventBridge: { retries: 185, forUs: DAY },
    cloudWatchLogs: null,
  },
  sync: {
    statuses: {
      RequestResponse: 200,
      Event: 202,
      DryRun: 204,
      invalid: 400,
      notFound: 404,
      tooLarge: 413,
      throttled: 429,
      serviceError: 500,
    },
    payloadBytes: NO_LIMIT,
    callers,
    sdk: { legacy: noRetries, standard: noRetries, adaptive: noRetries },
    sdkTimeoutUs: NO_LIMIT,
    cli: { retries: noRetries, timeoutUs: NO_LIMIT },
  },
  streams: {
    payloadBytes: NO_LIMIT,
    batchSizeDefault: 100,
    batchSizeMax: { kinesis: 10_000, dynamodb: 10_000 },
    pollEveryUs: { kinesis: 0, dynamodb: 0 },
    startingPositions: {
      kinesis: ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'],
      dynamodb: ['TRIM_HORIZON', 'LATEST'],
    },
    windowMaxUs: 300 * SECOND,
    parallelizationMax: 10,
    retriesMax: 10_000,
    ageMinUs: 0,
    ageMaxUs: NO_LIMIT,
    onFailure: ['SQS', 'SNS', 'S3'],
    tumblingMaxUs: 900 * SECOND,
    fanOut: { consumersMax: NO_LIMIT, delayUs: 0 },
    retention: {
      kinesis: { defaultUs: DAY, minUs: 0, maxUs: NO_LIMIT },
      dynamodb: { defaultUs: DAY, minUs: 0, maxUs: NO_LIMIT },
    },
    shard: {
      kinesis: { readsPerSec: NO_LIMIT, recordsPerRead: 10_000, bytesPerRead: NO_LIMIT },
      dynamodb: { readers: NO_LIMIT, recordsPerRead: 10_000, bytesPerRead: NO_LIMIT },
    },
  },
  queues: {
    visibilityDefaultUs: 30 * SECOND,
    visibilityMaxUs: NO_LIMIT,
    retention: { defaultUs: 4 * DAY, minUs: 0, maxUs: NO_LIMIT },
    longPollUs: 20 * SECOND,
    receiveMax: 10,
    messageBytes: NO_LIMIT,
    inFlightMax: { standard: NO_LIMIT, fifo: NO_LIMIT },
    deduplicationUs: 5 * MINUTE,
    mapping: {
      batchSizeDefault: 10,
      batchSizeMaxStandard: 10_000,
      batchSizeMaxWithoutWindow: 10,
      batchSizeMaxFifo: 10,
      windowMaxUs: 300 * SECOND,
      windowMinForLargeUs: SECOND,
      windowLowTrafficUs: 0,
      payloadBytes: NO_LIMIT,
      scaling: { initial: 5, perMinute: 300, max: 1250, idleMin: 2 },
      maximumConcurrency: { min: 1, max: 100_000 },
      provisioned: {
        minPollers: [1, 10_000],
        maxPollers: [1, 10_000],
        perMinute: 1000,
        maxConcurrency: 100_000,
        perPoller: { bytesPerSec: NO_LIMIT, concurrent: 10, pollsPerSec: 10 },
      },
      visibilityFactor: 6,
      visibilityAddsWindow: true,
      maxReceiveCountAdvised: 5,
    },
  },
  edge: { viewer: edgeSide, origin: edgeSide },
  permissions: {
    managedPolicies: {
      AWSLambdaBasicExecutionRole: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      AWSLambdaKinesisExecutionRole: [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
        'kinesis:ListStreams',
        'kinesis:SubscribeToShard',
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ],
      AWSLambdaDynamoDBExecutionRole: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ],
      AWSLambdaVPCAccessExecutionRole: [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'ec2:CreateNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:DeleteNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      AWSLambdaSQSQueueExecutionRole: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ],
    },
    role: {
      kinesis: [
        'kinesis:DescribeStream',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
      ],
      kinesisFanOut: ['kinesis:SubscribeToShard'],
      dynamodb: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      logs: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      vpc: [
        'ec2:CreateNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:DeleteNetworkInterface',
      ],
      toSqs: ['sqs:SendMessage'],
      toSns: ['sns:Publish'],
      toLambda: ['lambda:InvokeFunction'],
      toEventBridge: ['events:PutEvents'],
      toS3: ['s3:PutObject', 's3:ListBucket'],
    },
    invoke: 'lambda:InvokeFunction',
  },
  logs: {
    reportFields: [
      'RequestId',
      'Duration',
      'Billed Duration',
      'Memory Size',
      'Max Memory Used',
      'Init Duration',
    ],
    lines: {
      start: 'START RequestId: <id> Version: <version>',
      end: 'END RequestId: <id>',
      timeout: '<id> Task timed out after <seconds> seconds',
      exit: 'RequestId: <id> Error: Runtime exited with error: <status>',
    },
    initStart: true,
    initReport: true,
    billedUnitMs: 1,
    initBilled: true,
    metrics: ['Invocations', 'Errors', 'Throttles', 'Duration'],
  },
  node: {
    callback: true,
    asyncHandlers: true,
    callbackEndsWith: 'nodejs24.x',
    runtimes: [20, 22, 24].map((version) => ({ version, since: '2014-11-13' })),
  },
  notYet: {},
};
