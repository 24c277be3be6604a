/** Who must be allowed what, and what AWS's managed policies allow. */
import type { FactReader } from './fact-reader.ts';

/** What an execution role needs for a path, by the path; parts of the fact permissions-needed. */
export const ROLE_PATHS = [
  'kinesis',
  'kinesisFanOut',
  'dynamodb',
  'sqs',
  'logs',
  'vpc',
  'toSqs',
  'toSns',
  'toLambda',
  'toEventBridge',
  'toS3',
] as const;
export type RolePath = (typeof ROLE_PATHS)[number];

/** The managed policies for execution roles the notes name, by AWS's names; each has the fact `policy-<short name>`. */
export const MANAGED_POLICIES = {
  AWSLambdaBasicExecutionRole: 'policy-basic',
  AWSLambdaKinesisExecutionRole: 'policy-kinesis',
  AWSLambdaDynamoDBExecutionRole: 'policy-dynamodb',
  AWSLambdaVPCAccessExecutionRole: 'policy-vpc',
  AWSLambdaSQSQueueExecutionRole: 'policy-sqs',
} as const;
export type ManagedPolicy = keyof typeof MANAGED_POLICIES;

export interface PermissionRules {
  /** What each managed policy allows, on every resource; null: there was no such policy yet. */
  readonly managedPolicies: Readonly<Record<ManagedPolicy, readonly string[] | null>>;
  /** Actions the execution role needs for a path: pull, logs, network, and what the function's records go to. */
  readonly role: Readonly<Record<RolePath, readonly string[]>>;
  /** Action a service needs in the function's own policy (push), and a caller in its identity (direct). */
  readonly invoke: string;
}

export function resolvePermissionRules(facts: FactReader): PermissionRules {
  return {
    managedPolicies: Object.fromEntries(
      Object.entries(MANAGED_POLICIES).map(
        ([name, id]) => [name, facts.exists(id) ? facts.words(id) : null] as const,
      ),
    ) as Record<ManagedPolicy, readonly string[] | null>,
    role: Object.fromEntries(
      ROLE_PATHS.map((path) => [path, facts.words('permissions-needed', path)] as const),
    ) as Record<RolePath, readonly string[]>,
    invoke: facts.word('permissions-needed', 'invoke'),
  };
}
