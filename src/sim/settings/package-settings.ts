/** What a function is made of when it is created or changed: its deployment package, and what is checked with it. */
import { id, ms } from './quantity.ts';
import { z } from '../zod.ts';

const mb = z.number().check(z.gte(0), z.lte(1e6));

export const PackageSettings = z.strictObject({
  /** Absent: a .zip file archive. */
  type: z.optional(z.enum(['zip', 'image'])),
  /** How an archive comes: edited in the console, uploaded with the request, or from S3. Absent: from S3. */
  by: z.optional(z.enum(['console', 'upload', 's3'])),
  /** Size of the archive as it is sent; of an image all its layers, uncompressed. */
  sizeMb: mb,
  /** Size of the archive once it is unzipped; absent: as it is sent. */
  unzippedMb: z.optional(mb),
  /** Length of the source that a template has inline. Absent: a character for each byte of the archive. */
  sourceCharacters: z.optional(z.int().check(z.gte(0), z.lte(1e9))),
  /** Layers in the order in which they are merged. */
  layers: z.optional(z.array(z.strictObject({ name: z.string(), sizeMb: mb, unzippedMb: mb }))),
  /** All names and values of the environment variables together. */
  environmentVariablesBytes: z.optional(z.int().check(z.gte(0), z.lte(1e9))),
  /** Ephemeral storage, /tmp. Absent: the default of the date. */
  tmpMb: z.optional(mb),
  /** How long it is pending once it is accepted, until it is active. 0 without. */
  activationMs: z.optional(ms),
});
export type PackageSettings = z.infer<typeof PackageSettings>;

/** Where a template has code in S3: Code.S3Bucket, S3Key and S3ObjectVersion. */
const ObjectCode = z.strictObject({
  bucket: z.string(),
  key: z.string(),
  objectVersion: z.optional(z.string()),
});

/** The code of a template's function: an object in S3, or Code.ZipFile, inline: a revision, or `function`, the function's own settings. */
export const TemplateCode = z.union([ObjectCode, z.strictObject({ zipFile: id })]);
export type TemplateCode = z.infer<typeof TemplateCode>;

/** The CloudFormation stack that a function belongs to: it creates the function, and updates it. */
export const StackSettings = z.strictObject({
  /** What its template says when the run begins; what lies there is the function as it is set here. */
  code: TemplateCode,
  /** How long it cleans up after an update, or rolls back. 0 without. */
  cleanUpMs: z.optional(ms),
});
export type StackSettings = z.infer<typeof StackSettings>;
