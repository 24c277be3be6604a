import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPaste } from './read-paste.ts';

const FUNCTION = `{
    "FunctionName": "orders",
    "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:orders",
    "Runtime": "nodejs22.x",
    "Role": "arn:aws:iam::123456789012:role/orders",
    "Handler": "index.handler",
    "CodeSize": 5242881,
    "Timeout": 60,
    "MemorySize": 512,
    "Environment": { "Variables": { "TABLE": "orders", "NAME": "ä" } },
    "TracingConfig": { "Mode": "PassThrough" },
    "Layers": [{ "Arn": "arn:aws:lambda:eu-west-1:123456789012:layer:a:1", "CodeSize": 10 }],
    "PackageType": "Zip",
    "Architectures": ["arm64"],
    "EphemeralStorage": { "Size": 512 },
    "SnapStart": { "ApplyOn": "None", "OptimizationStatus": "Off" },
    "VpcConfig": { "SubnetIds": ["subnet-1"], "SecurityGroupIds": [], "VpcId": "vpc-1" }
}`;
const MAPPING = `{
    "UUID": "14e0db71-5d35-4eb5-b481-8945cf9d10c2",
    "BatchSize": 50,
    "MaximumBatchingWindowInSeconds": 5,
    "EventSourceArn": "arn:aws:sqs:eu-west-1:123456789012:jobs.fifo",
    "ScalingConfig": { "MaximumConcurrency": 20 },
    "FunctionResponseTypes": ["ReportBatchItemFailures"],
    "State": "Enabled"
}`;

function read(text: string) {
  const pasted = readPaste(text);
  if ('message' in pasted) throw new Error(pasted.message);
  return pasted;
}

test('what get-function-configuration prints', () => {
  const { configuration, kinds, unread, problems } = read(FUNCTION);
  expect(problems).toEqual([]);
  expect(kinds).toEqual(['get-function-configuration']);
  expect(configuration).toEqual({
    region: 'eu-west-1',
    runtime: 'nodejs22.x',
    role: 'arn:aws:iam::123456789012:role/orders',
    handler: 'index.handler',
    zipMb: 5.01,
    timeoutS: 60,
    memoryMb: 512,
    envNames: ['TABLE', 'NAME'],
    envBytes: '{"TABLE":"orders","NAME":"ä"}'.length + 1,
    xray: false,
    layers: 1,
    package: 'zip',
    architecture: 'arm64',
    tmpMb: 512,
    snapStart: false,
    vpc: true,
  });
  // What is not checked is named: nothing is lost on the way.
  expect(unread).toEqual([
    'FunctionName',
    'SnapStart.OptimizationStatus',
    'VpcConfig.SecurityGroupIds',
    'VpcConfig.VpcId',
  ]);
});

test('the same inside get-function, with its reserved concurrency, and as the one of list-functions', () => {
  const whole = `{"Configuration": ${FUNCTION}, "Code": {"Location": "x"}, "Concurrency": {"ReservedConcurrentExecutions": 5}}`;
  expect(read(whole).configuration).toEqual({ ...read(FUNCTION).configuration, reserved: 5 });
  expect(read(whole).unread).toContain('Code.Location');
  expect(read(`{"Functions": [${FUNCTION}]}`).configuration).toEqual(read(FUNCTION).configuration);
  expect(read(`{"Functions": [${FUNCTION}, ${FUNCTION}]}`).problems).toEqual([
    'Functions: it has 2 functions; paste one of them.',
  ]);
});

test('several documents, one after the other', () => {
  const queue = '{"Attributes": {"VisibilityTimeout": "30", "RedrivePolicy": "{\\"maxReceiveCount\\": 3}"}}';
  const alias =
    '{"AliasArn": "a", "FunctionVersion": "1", "RoutingConfig": {"AdditionalVersionWeights": {"2": 0.1}}}';
  const { configuration, kinds, problems } = read(`${FUNCTION}\n\n${MAPPING}${queue} ${alias}`);
  expect(problems).toEqual([]);
  expect(kinds).toEqual([
    'get-function-configuration',
    'get-event-source-mapping',
    'get-queue-attributes',
    'get-alias',
  ]);
  expect(configuration).toMatchObject({
    memoryMb: 512,
    source: 'sqs-fifo',
    batch: 50,
    windowS: 5,
    maxConcurrency: 20,
    partial: true,
    visibilityS: 30,
    maxReceives: 3,
    alias: '1',
    weights: ['2=0.1'],
  });
});

test('what is no JSON is said with its line and column, also in the second document', () => {
  expect(readPaste('{"MemorySize": 512,\n  "Timeout": }')).toEqual({
    message: 'This is not JSON. Line 2, column 14: found "}", expected a value.',
  });
  expect(readPaste(`${FUNCTION}\n  {"BatchSize": oops}`)).toEqual({
    message: expect.stringMatching(
      new RegExp(`^This is not JSON\\. Line ${FUNCTION.split('\n').length + 1}, column 17: found "oops"`),
    ) as string,
  });
  expect(readPaste('$ aws lambda get-function-configuration\n{}')).toHaveProperty('message');
  expect(readPaste('  ')).toEqual({ message: 'There is nothing in it yet.' });
  expect(readPaste('1'.repeat(300_000))).toHaveProperty('message', expect.stringContaining('200,000'));
});

test('a wrong type is named by its path and leaves the rest', () => {
  const { configuration, problems } = read(
    '{"MemorySize": "512", "Timeout": 3, "VpcConfig": 5, "Environment": {"Variables": {"A": 1}}, "Layers": {}}',
  );
  expect(configuration).toEqual({ timeoutS: 3 });
  expect(problems).toEqual([
    'MemorySize: found "512", expected a number.',
    'Layers: found an object, expected a list.',
    'Environment.Variables: found an object, expected names with texts.',
    'VpcConfig: found 5, expected an object.',
  ]);
  expect(read('[1]').problems).toEqual(['The text: found a list, expected an object.']);
  expect(read('{"a": 1}').problems[0]).toContain('found an object with a, expected a function');
  expect(read('{"EventSourceArn": "arn:aws:kinesisanalytics:x"}').problems[0]).toMatch(
    /^EventSourceArn: found/,
  );
});

test('any JSON, and any text, is answered and never thrown back', () => {
  const keys = fc.constantFrom(
    ...'MemorySize Timeout Environment Variables VpcConfig EventSourceArn Configuration Functions Attributes toString'.split(
      ' ',
    ),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, -1, 1e300, '', 'x', 'arn:aws:sqs:a:1:q'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(keys, fc.string()), tie('tree'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.oneof(tree, fc.jsonValue()), (value) => {
      const pasted = readPaste(JSON.stringify(value));
      if ('message' in pasted) expect(pasted.message).not.toBe('');
      else expect(pasted.kinds.length + pasted.problems.length).toBeGreaterThan(0);
    }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[{}[\]",:\\ \n0-9a]*$/)), (text) => {
      expect(readPaste(text)).toBeTypeOf('object');
    }),
  );
});
