/** What a function is made of when it is created or changed: its deployment package, and what is checked with it. */
import { z } from '../zod.ts';

const mb = z.number().check(z.gte(0), z.lte(1e6));

export const PackageSettings = z.strictObject({
  /** Absent: a .zip file archive. */
  type: z.optional(z.enum(['zip', 'image'])),
  /** How the code comes: edited in the console, uploaded with the request, from S3, inline in a template, or from a registry (images). */
  by: z.optional(z.enum(['console', 'upload', 's3', 'inline'])),
  /** Size of the archive as it is sent; of an image all its layers, uncompressed. */
  sizeMb: mb,
  /** Size of the archive once it is unzipped. */
  unzippedMb: z.optional(mb),
  /** Layers in the order in which they are merged. */
  layers: z.optional(z.array(z.strictObject({ name: z.string(), sizeMb: mb, unzippedMb: mb }))),
  /** All names and values of the environment variables together. */
  environmentVariablesBytes: z.optional(z.int().check(z.gte(0), z.lte(1e9))),
  /** Ephemeral storage, /tmp. */
  tmpMb: z.optional(mb),
});
export type PackageSettings = z.infer<typeof PackageSettings>;
