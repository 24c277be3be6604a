/**
 * What is handed to Lambda when a function is created or changed: sizes in bytes, as they are checked, and
 * what in the settings of packages, stacks and changes of code cannot be.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Lambda quotas" and "Create a Lambda function using a
 * container image" (layers are for .zip archives); AWS CloudFormation Template Reference, AWS::Lambda::Function
 * Code.
 */
import { functionNamed, functionPath, functionsOf } from './function-named.ts';
import { usFromMs } from './microseconds.ts';
import { nearestWord } from './nearest-word.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import { changedFunction } from './release-plan.ts';
import { revisionNamed, withRevision } from './revision.ts';
import type { Feature, Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { FunctionSettings, Revision } from './settings/function-settings.ts';
import type { PackageSettings } from './settings/package-settings.ts';

/** AWS's MB is 1,024 KB. */
export const MB_BYTES = 1024 * 1024;

/** How code comes to Lambda. */
export type Sending = 'console' | 'upload' | 's3' | 'inline' | 'registry';

/** What is asked to become a function, or its new code. */
export interface Draft {
  readonly by: Sending;
  /** Of an image all its layers, uncompressed. */
  readonly bytes: number;
  readonly unzippedBytes: number;
  /** Length of inline source. */
  readonly sourceCharacters: number;
  /** Each layer unzipped, in the order in which they are merged. */
  readonly layerBytes: readonly number[];
  readonly environmentVariablesBytes: number;
  /** null: as by default. */
  readonly tmpMb: number | null;
  readonly activationUs: number;
}

const NOTHING_SAID: PackageSettings = { sizeMb: 0 };

/**
 * The draft that a function's settings make, those of a revision or its own.
 *
 * @param sentBy how the code comes if not as the package says: from S3 or inline, by a template.
 */
export function draftOf(fn: FunctionSettings, sentBy: Sending | null = null): Draft {
  const made = fn.package ?? NOTHING_SAID;
  const bytes = bytesOf(made.sizeMb);
  return {
    by: made.type === 'image' ? 'registry' : (sentBy ?? made.by ?? 's3'),
    bytes,
    unzippedBytes: bytesOf(made.unzippedMb ?? made.sizeMb),
    sourceCharacters: made.sourceCharacters ?? bytes,
    layerBytes: (made.layers ?? []).map(({ unzippedMb }) => bytesOf(unzippedMb)),
    environmentVariablesBytes: made.environmentVariablesBytes ?? 0,
    tmpMb: made.tmpMb ?? null,
    activationUs: usFromMs(made.activationMs ?? 0),
  };
}

function bytesOf(mb: number): number {
  return Math.round(mb * MB_BYTES);
}

/** Whole MB that it takes to hold so many bytes. */
export function wholeMb(bytes: number): number {
  return Math.ceil(bytes / MB_BYTES);
}

/** What in packages, stacks and changes of code cannot be, or could not yet at the date. */
export function packageProblems(scenario: Scenario, rules: Rules): Problem[] {
  const { settings } = scenario;
  return [
    ...functionsOf(settings).flatMap(([functionId, fn]) => {
      const at = functionPath(functionId);
      return [
        ...settingsProblems(fn.package, `${at}.package`, rules),
        ...Object.entries(fn.revisions ?? {}).flatMap(([id, revision]) =>
          settingsProblems(revision.package, `${at}.revisions.${id}.package`, rules),
        ),
        ...templateProblems(fn, `${at}.stack`),
      ];
    }),
    ...changeProblems(scenario),
  ];
}

function settingsProblems(made: PackageSettings | undefined, at: string, rules: Rules): Problem[] {
  if (made === undefined) return [];
  const uses: readonly (readonly [Feature, string, unknown])[] = [
    ['container-image', 'type', made.type === 'image' ? made.type : undefined],
    ['layers-per-function', 'layers', made.layers],
    ['env-vars-size', 'environmentVariablesBytes', made.environmentVariablesBytes],
  ];
  const problems = uses.flatMap(([feature, key, found]) => {
    const since = rules.notYet[feature];
    if (found === undefined || since === undefined) return [];
    return [
      problemAt(
        `${at}.${key}`,
        JSON.stringify(found),
        `nothing there at ${rules.asOf}: it exists since ${since}`,
      ),
    ];
  });
  if (made.type === 'image' && (made.layers ?? []).length > 0)
    problems.push(
      problemAt(`${at}.layers`, `${made.layers!.length} of them`, 'none: an image has its layers inside'),
    );
  if (made.type === 'image' && made.by !== undefined)
    problems.push(problemAt(`${at}.by`, made.by, 'nothing: an image comes from a registry'));
  return problems;
}

function templateProblems(fn: FunctionSettings, at: string): Problem[] {
  const { stack } = fn;
  if (stack === undefined) return [];
  const { code } = stack;
  return [
    ...('zipFile' in code && code.zipFile !== 'function'
      ? [problemAt(`${at}.code.zipFile`, code.zipFile, 'function: the run begins with its own code')]
      : []),
    ...imageProblems(fn, `${at}.code`),
  ];
}

function imageProblems(fn: FunctionSettings, at: string): Problem[] {
  return fn.package?.type === 'image'
    ? [problemAt(at, 'an image', 'an archive or source: an image is in a registry')]
    : [];
}

/** What stays as it is for the whole run, although a revision could say otherwise. */
const FIXED = ['calls', 'connections'] as const satisfies readonly (keyof Revision)[];

function changeProblems({ settings, changes = [] }: Scenario): Problem[] {
  return changes.flatMap((change, index) => {
    const fn = functionNamed(settings, changedFunction(change));
    const at = `changes.${index}`;
    if (fn === undefined) return [];
    switch (change.kind) {
      case 'update-stack':
        return [
          ...(fn.stack === undefined
            ? [
                problemAt(
                  `${at}.function`,
                  changedFunction(change),
                  'a function with a stack in its settings',
                ),
              ]
            : []),
          ...('zipFile' in change.code ? archiveProblems(fn, change.code.zipFile, `${at}.code.zipFile`) : []),
        ];
      case 'put-object':
        return archiveProblems(fn, change.revision, `${at}.revision`);
      case 'update-function-code':
        return revisionProblems(fn, change.revision, `${at}.revision`);
      default:
        return [];
    }
  });
}

/** Of a revision that lies in a bucket or a template. */
function archiveProblems(fn: FunctionSettings, name: string, at: string): Problem[] {
  return [...revisionProblems(fn, name, at), ...imageProblems(withRevision(fn, revisionNamed(name)), at)];
}

function revisionProblems(fn: FunctionSettings, name: string, at: string): Problem[] {
  const id = revisionNamed(name);
  if (id === null) return [];
  const known = Object.keys(fn.revisions ?? {});
  const revision = known.includes(id) ? fn.revisions![id]! : null;
  if (revision === null) {
    const near = nearestWord(id, known);
    const expected = near === undefined ? `one of ${['function', ...known].join(', ')}` : `"${near}"`;
    return [problemAt(at, id, `a revision of the function: ${expected}`)];
  }
  return FIXED.filter(
    (key) => key in revision && JSON.stringify(revision[key]) !== JSON.stringify(fn[key]),
  ).map((key) => problemAt(at, `${id} with ${key} of its own`, `a revision with the ${key} of the function`));
}
