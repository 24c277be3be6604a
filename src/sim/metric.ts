/**
 * The CloudWatch metrics that are derived from a trace: their names, units and the statistic AWS advises.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Types of metrics for Lambda functions"; Amazon SQS
 * Developer Guide, "Available CloudWatch metrics for Amazon SQS"; API Gateway Developer Guide, "Amazon API
 * Gateway dimensions and metrics"; Application Load Balancers User Guide, "CloudWatch metrics for your
 * Application Load Balancer"; Kinesis Data Streams Developer Guide, "Monitoring with Amazon CloudWatch".
 *
 * Metrics of functions are told of a function (AWS's dimension FunctionName: whatever of it ran, $LATEST and
 * every version), of a version (ExecutedVersion: what it ran, whatever name it was invoked by) and of an alias
 * (Resource: what was invoked by that name). Throttles have no dimension for their reason: that stands in the
 * answer.
 */

export type Statistic = 'Sum' | 'Maximum' | 'Average';
/** What a metric is told of: the dimension it has at AWS. */
export type MetricOf =
  'account' | 'function' | 'mapping' | 'queue' | 'stream' | 'api-gateway' | 'alb' | 'function-url';

export interface Metric {
  readonly name: string;
  readonly of: MetricOf;
  /** Percent: a share, as AWS gives it: .5 is 50 %. */
  readonly unit: 'Count' | 'Milliseconds' | 'Seconds' | 'Percent';
  /** The statistic AWS advises: what a claim measures, and what a chart shows first. */
  readonly statistic: Statistic;
}

const metric = (of: MetricOf, unit: Metric['unit'], statistic: Statistic, ...names: string[]): Metric[] =>
  names.map((name) => ({ name, of, unit, statistic }));

export const METRICS = [
  ...metric(
    'function',
    'Count',
    'Sum',
    'Invocations',
    'Errors',
    'Throttles',
    'DeadLetterErrors',
    'DestinationDeliveryFailures',
    'AsyncEventsReceived',
    'AsyncEventsDropped',
    'RecursiveInvocationsDropped',
    'ProvisionedConcurrencyInvocations',
    'ProvisionedConcurrencySpilloverInvocations',
  ),
  ...metric('function', 'Milliseconds', 'Average', 'Duration', 'AsyncEventAge'),
  ...metric('function', 'Milliseconds', 'Maximum', 'IteratorAge'),
  ...metric('function', 'Count', 'Maximum', 'ConcurrentExecutions', 'ProvisionedConcurrentExecutions'),
  ...metric('function', 'Percent', 'Maximum', 'ProvisionedConcurrencyUtilization'),
  ...metric('account', 'Count', 'Maximum', 'UnreservedConcurrentExecutions', 'ClaimedAccountConcurrency'),
  ...metric(
    'mapping',
    'Count',
    'Sum',
    'PolledEventCount',
    'FilteredOutEventCount',
    'InvokedEventCount',
    'FailedInvokeEventCount',
    'DroppedEventCount',
    'OnFailureDestinationDeliveredEventCount',
    'DeletedEventCount',
  ),
  ...metric(
    'queue',
    'Count',
    'Sum',
    'NumberOfMessagesSent',
    'NumberOfMessagesReceived',
    'NumberOfMessagesDeleted',
  ),
  ...metric(
    'queue',
    'Count',
    'Maximum',
    'ApproximateNumberOfMessagesVisible',
    'ApproximateNumberOfMessagesNotVisible',
  ),
  ...metric('queue', 'Seconds', 'Maximum', 'ApproximateAgeOfOldestMessage'),
  ...metric('stream', 'Count', 'Sum', 'IncomingRecords'),
  ...metric('api-gateway', 'Count', 'Sum', 'Count', '4XXError', '5XXError'),
  ...metric('api-gateway', 'Milliseconds', 'Average', 'Latency'),
  ...metric(
    'alb',
    'Count',
    'Sum',
    'RequestCount',
    'HTTPCode_ELB_5XX_Count',
    'LambdaUserError',
    'LambdaInternalError',
  ),
  ...metric('alb', 'Seconds', 'Average', 'TargetResponseTime'),
  ...metric('function-url', 'Count', 'Sum', 'UrlRequestCount', 'Url4xxCount', 'Url5xxCount'),
  ...metric('function-url', 'Milliseconds', 'Average', 'UrlRequestLatency'),
] as const satisfies readonly Metric[];

export function metricNamed(name: string): Metric | undefined {
  return METRICS.find((metricOfList) => metricOfList.name === name);
}

/** Where metrics go; place -1 is the account. */
export interface MetricSink {
  /** A sample of something that is counted. */
  add(name: string, place: number, atUs: number, value: number): void;
  /** A level from now on. */
  level(name: string, place: number, atUs: number, value: number): void;
}
