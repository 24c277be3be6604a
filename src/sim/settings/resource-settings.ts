/** What stands around the functions of a scenario: services that push events, streams, queues, and what functions call. */
import { z } from '../zod.ts';
import { count, Distribution, id, invocable, ms, share } from './quantity.ts';

/** Services that invoke functions asynchronously, by AWS's names in short. */
export const PushService = z.enum([
  's3',
  'sns',
  'ses',
  'cloudwatch-logs',
  'eventbridge',
  'cloudformation',
  'codecommit',
  'config',
  'iot',
]);
export type PushService = z.infer<typeof PushService>;

/** Units of a stream or queue carry a key: the partition key of a record, the message group of a FIFO message. */
const keys = z.optional(
  z.strictObject({
    count: z.int().check(z.gte(1), z.lte(100_000)),
    /** One after the other, or drawn: evenly, or the first with this share of all. */
    choice: z.optional(z.enum(['in-turn', 'drawn'])),
    hotShare: z.optional(share),
  }),
);
export type Keys = NonNullable<z.infer<typeof keys>>;

export const Resource = z.discriminatedUnion('type', [
  /** A service that hands each event to the functions (or queues) it is set up for. */
  z.strictObject({
    type: z.literal('push-service'),
    service: PushService,
    title: z.optional(z.string()),
    /** Functions, with or without a qualifier, and queues. */
    targets: z.array(invocable),
    /** Targets whose resource policy does not let this service in. */
    notPermitted: z.optional(z.array(invocable)),
    /** Size of one event. */
    payloadBytes: z.optional(count),
  }),
  z.strictObject({
    type: z.literal('stream'),
    service: z.enum(['kinesis', 'dynamodb']),
    title: z.optional(z.string()),
    shards: z.int().check(z.gte(1), z.lte(1000)),
    retentionMs: z.optional(ms),
    keys,
    recordBytes: z.optional(count),
  }),
  z.strictObject({
    type: z.literal('queue'),
    fifo: z.optional(z.boolean()),
    title: z.optional(z.string()),
    visibilityTimeoutMs: z.optional(ms),
    retentionMs: z.optional(ms),
    /** Redrive policy: after so many receives to the queue named. */
    maxReceiveCount: z.optional(z.int().check(z.gte(1), z.lte(1000))),
    deadLetterQueue: z.optional(id),
    /** A delete with the receipt of an earlier receive works. AWS says it might not; absent: in standard queues it does. */
    lateDelete: z.optional(z.boolean()),
    /** Messages that stand in it at time 0. */
    backlog: z.optional(count),
    keys,
    messageBytes: z.optional(count),
  }),
  /** A target that only takes what it is given: an event bus, a topic, a table written to, a bucket. */
  z.strictObject({
    type: z.literal('target'),
    service: z.enum(['sqs', 'sns', 'eventbridge', 's3']),
    title: z.optional(z.string()),
    /** The function's role lacks the permission to send to it. */
    notPermitted: z.optional(z.boolean()),
    fifo: z.optional(z.boolean()),
  }),
  /** What functions call while they run. */
  z.strictObject({
    type: z.literal('downstream'),
    service: z.enum(['dynamodb', 'database', 'http', 'file-system', 's3', 'sqs', 'sns', 'iot', 'cache']),
    title: z.optional(z.string()),
    latencyMs: Distribution,
    /** Calls it works on at once; what comes beyond waits. Absent: any number. */
    capacity: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
    /** Connections it takes; one more is refused. Absent: any number. */
    connectionLimit: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
    /** Time to open a connection. */
    connectMs: z.optional(Distribution),
    /** Where it is: on the internet, at an AWS service's public endpoint, or inside a VPC (its id). Absent: every network reaches it. */
    at: z.optional(z.string()),
    /** No route to it: calls hang until the function's own timeout. */
    unreachable: z.optional(z.boolean()),
    /** A call to it puts one unit into this resource: an object in a bucket, a message in a queue, a record in a stream. */
    feeds: z.optional(id),
    /** What all environments share, counted: writes that stand in it (a file system). */
    shared: z.optional(z.boolean()),
  }),
]);
export type Resource = z.infer<typeof Resource>;
export type StreamResource = Extract<Resource, { type: 'stream' }>;
