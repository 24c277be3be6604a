/** What a function may consist of, and what is checked when it is made or changed. */
import { RulesError, shown, type FactReader } from './fact-reader.ts';

/** Properties of a template whose change makes CloudFormation fetch code from S3 again. */
export const CODE_PROPERTIES = ['S3Bucket', 'S3Key', 'S3ObjectVersion'] as const;
export type CodeProperty = (typeof CODE_PROPERTIES)[number];

/** States of a function while it is made, changed or put away. */
export const FUNCTION_STATES = [
  'Pending',
  'Active',
  'Inactive',
  'Failed',
  'Deactivating',
  'Deactivated',
  'ActiveNonInvocable',
  'Deleting',
] as const;
export type FunctionState = (typeof FUNCTION_STATES)[number];

export const ARCHITECTURES = ['x86_64', 'arm64'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

/** Sizes in bytes: AWS's MB is 1,024 KB. */
export interface PackageRules {
  /** A zip file that is uploaded directly (fact package-zip); larger ones go through S3. */
  readonly zipBytes: number;
  /** Code unpacked, with its layers (fact package-unzipped). */
  readonly unzippedBytes: number;
  /** What the console takes (fact package-console). */
  readonly consoleBytes: number;
  /** A container image (fact container-image); null: there were none yet. */
  readonly imageBytes: number | null;
  /** Layers of a function (fact layers-per-function); null: there were none yet. */
  readonly layersMax: number | null;
  /** Environment variables together (fact env-vars-size); null: there were none yet. */
  readonly envVarsBytes: number | null;
  /** Space in /tmp, MB (fact tmp-size); the default is the only choice while both are equal. */
  readonly tmp: { readonly defaultMb: number; readonly maxMb: number };
  /** All packages of an account in a Region (fact code-storage), and as what they count. */
  readonly codeStorageBytes: number;
  readonly codeStorageCounts: 'zipped' | 'unzipped';
  readonly architectures: readonly Architecture[];
  /** Source in a CloudFormation template (fact cfn-inline): so many characters, or a package of so many bytes. */
  readonly inline:
    | { readonly unit: 'characters'; readonly most: number }
    | { readonly unit: 'bytes'; readonly most: number };
  /** Of these one has to change for CloudFormation to deploy code from S3 (fact cfn-code-change). */
  readonly codeChange: readonly CodeProperty[];
  /** States of functions (fact function-states); null: a function had none yet, it was there or not. */
  readonly functionStates: readonly FunctionState[] | null;
}

const MB = 1024 * 1024;
const INLINE = 'cfn-inline';
const STORAGE = 'code-storage';

export function resolvePackageRules(facts: FactReader): PackageRules {
  const figureIfThere = (id: string): number | null => (facts.exists(id) ? facts.figure(id) : null);
  const image = figureIfThere('container-image');
  const envVars = figureIfThere('env-vars-size');
  const storageCounts = facts.has(STORAGE, 'zippedGB') ? 'zipped' : 'unzipped';
  return {
    zipBytes: facts.figure('package-zip') * MB,
    unzippedBytes: facts.figure('package-unzipped') * MB,
    consoleBytes: facts.figure('package-console') * MB,
    imageBytes: image === null ? null : image * 1024 * MB,
    layersMax: figureIfThere('layers-per-function'),
    envVarsBytes: envVars === null ? null : envVars * 1024,
    tmp: { defaultMb: facts.figure('tmp-size', 'default'), maxMb: facts.figure('tmp-size', 'max') },
    codeStorageBytes: facts.figure(STORAGE, `${storageCounts}GB`) * 1024 * MB,
    codeStorageCounts: storageCounts,
    architectures: facts.wordsOf(ARCHITECTURES, 'architectures'),
    inline: inline(facts),
    codeChange: facts.wordsOf(CODE_PROPERTIES, 'cfn-code-change'),
    functionStates: facts.exists('function-states')
      ? facts.wordsOf(FUNCTION_STATES, 'function-states')
      : null,
  };
}

function inline(facts: FactReader): PackageRules['inline'] {
  if (facts.has(INLINE, 'characters'))
    return { unit: 'characters', most: facts.figure(INLINE, 'characters') };
  if (facts.has(INLINE, 'zipMB')) return { unit: 'bytes', most: facts.figure(INLINE, 'zipMB') * MB };
  throw new RulesError(INLINE, `found ${shown(facts.value(INLINE))}; expected characters or zipMB`);
}
