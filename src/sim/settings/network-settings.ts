/** Networks of an account that functions can be attached to. */
import { z } from '../zod.ts';
import { Distribution } from './quantity.ts';

export const Vpc = z.strictObject({
  /** Its subnets that functions are placed in: free addresses, and where their route table leads. */
  subnets: z.array(
    z.strictObject({
      freeAddresses: z.int().check(z.gte(0), z.lte(65_536)),
      /** none: no way out; nat: through a NAT gateway; internet-gateway: a public subnet. */
      route: z.enum(['none', 'nat', 'internet-gateway']),
    }),
  ),
  /** Services with a VPC endpoint: `dynamodb`, `s3`, `sqs`. */
  endpoints: z.optional(z.array(z.string())),
  /** Time to create a network interface and attach it. */
  interfaceMs: Distribution,
});
export type Vpc = z.infer<typeof Vpc>;
