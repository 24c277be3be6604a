/** What the AWS command line prints of a function and its queue that are not quite right, to try the check with. */
export const EXAMPLE = `{
  "FunctionName": "resize-pictures",
  "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:resize-pictures",
  "Runtime": "nodejs16.x",
  "Role": "arn:aws:iam::123456789012:role/resize-pictures",
  "Handler": "index.handler",
  "CodeSize": 18350080,
  "Timeout": 120,
  "MemorySize": 2000,
  "Environment": { "Variables": { "BUCKET": "pictures", "AWS_REGION": "eu-west-1" } },
  "PackageType": "Zip",
  "Architectures": ["arm64"],
  "EphemeralStorage": { "Size": 1024 },
  "SnapStart": { "ApplyOn": "None", "OptimizationStatus": "Off" }
}
{
  "UUID": "a1b2c3d4-5678-90ab-cdef-11111example",
  "EventSourceArn": "arn:aws:sqs:eu-west-1:123456789012:pictures",
  "BatchSize": 50,
  "MaximumBatchingWindowInSeconds": 0,
  "State": "Enabled"
}
{ "Attributes": { "VisibilityTimeout": "300" } }`;
