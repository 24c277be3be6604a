/**
 * The CloudWatch metrics that are derived from a trace: their names, units and the statistic AWS advises.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Types of metrics for Lambda functions"; Amazon SQS
 * Developer Guide, "Available CloudWatch metrics for Amazon SQS"; API Gateway Developer Guide, "Amazon API
 * Gateway dimensions and metrics"; Application Load Balancers User Guide, "CloudWatch metrics for your
 * Application Load Balancer"; Kinesis Data Streams Developer Guide, "Monitoring with Amazon CloudWatch".
 */

export type Statistic = 'Sum' | 'Maximum' | 'Average';
/** What a metric is told of: the dimension it has at AWS. */
export type MetricOf =
  'account' | 'function' | 'mapping' | 'queue' | 'stream' | 'api-gateway' | 'alb' | 'function-url';

export interface Metric {
  readonly name: string;
  readonly of: MetricOf;
  readonly unit: 'Count' | 'Milliseconds' | 'Seconds';
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
  ),
  ...metric('function', 'Milliseconds', 'Average', 'Duration', 'AsyncEventAge'),
  ...metric('function', 'Milliseconds', 'Maximum', 'IteratorAge'),
  ...metric('function', 'Count', 'Maximum', 'ConcurrentExecutions'),
  ...metric('account', 'Count', 'Maximum', 'UnreservedConcurrentExecutions'),
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
