/** Networks of an account that functions can be attached to. */
import { z } from '../zod.ts';
import { Distribution, ms } from './quantity.ts';

/** Where the route table of a subnet leads what is for the internet. */
export const Route = z.enum([
  'none',
  /** To a NAT gateway: a private subnet with a way out. */
  'nat',
  /** To an internet gateway: a public subnet. */
  'internet-gateway',
]);
export type Route = z.infer<typeof Route>;

/** AWS services that have a VPC endpoint, by the names of the services here. */
export const EndpointService = z.enum([
  'dynamodb',
  's3',
  'sqs',
  'sns',
  'kinesis',
  'lambda',
  'eventbridge',
  'iot',
]);
export type EndpointService = z.infer<typeof EndpointService>;

export const Vpc = z.strictObject({
  title: z.optional(z.string()),
  /** The subnets that functions are attached to: one address of them for each network interface. */
  subnets: z
    .array(z.strictObject({ freeAddresses: z.int().check(z.gte(0), z.lte(65_536)), route: Route }))
    .check(z.minLength(1), z.maxLength(16)),
  endpoints: z.optional(z.array(EndpointService)),
  /** Time to make a network interface and attach it. Absent: by the rules of the date. */
  interfaceMs: z.optional(Distribution),
  /** An interface for environments that has none any more is deleted after this time. Absent: it stays. */
  interfaceIdleMs: z.optional(ms),
  /** Interfaces it may have. Absent: AWS's quota at the date. */
  interfaceLimit: z.optional(z.int().check(z.gte(0), z.lte(100_000))),
  /** No function was attached to it before the run: shared interfaces are still to be made. */
  unused: z.optional(z.boolean()),
});
export type Vpc = z.infer<typeof Vpc>;
