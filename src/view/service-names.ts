/** AWS's names of the services and callers that scenarios name in short. */
const NAMES: Readonly<Record<string, string>> = {
  // Callers.
  sdk: 'SDK',
  cli: 'AWS CLI',
  'invoke-api': 'Invoke API',
  'api-gateway': 'API Gateway',
  alb: 'Load Balancer',
  'function-url': 'Function URL',
  's3-batch': 'S3 Batch',
  cognito: 'Cognito',
  'step-functions': 'Step Functions',
  lex: 'Lex',
  alexa: 'Alexa',
  firehose: 'Data Firehose',
  // Services that push.
  s3: 'S3',
  sns: 'SNS',
  ses: 'SES',
  'cloudwatch-logs': 'CloudWatch Logs',
  eventbridge: 'EventBridge',
  cloudformation: 'CloudFormation',
  codecommit: 'CodeCommit',
  config: 'Config',
  iot: 'IoT',
  // Streams, targets, and what functions call.
  kinesis: 'Kinesis stream',
  dynamodb: 'DynamoDB',
  sqs: 'SQS',
  database: 'Database',
  http: 'HTTP service',
  'file-system': 'File system',
  cache: 'Cache',
};

/** `api-gateway` is API Gateway; what is not known stands as it is. */
export function serviceName(service: string): string {
  return NAMES[service] ?? service;
}
