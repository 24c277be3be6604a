/** The states of a function's code: its own settings, and what its revisions have otherwise. */
import type { FunctionSettings } from './settings/function-settings.ts';

/** The function's settings once a revision is its code; null, or one it does not have: its own. */
export function withRevision(fn: FunctionSettings, revision: string | null): FunctionSettings {
  // What a revision does not say is absent from it, never undefined.
  return revision === null ? fn : ({ ...fn, ...fn.revisions?.[revision] } as FunctionSettings);
}

/** Position of a revision among those of its function, from 1, as traces tell it; 0: the function's own settings. */
export function revisionNumber({ revisions = {} }: FunctionSettings, revision: string | null): number {
  return revision === null ? 0 : Object.keys(revisions).indexOf(revision) + 1;
}

/** The revision at a position, from 1; null at 0: the function's own settings. */
export function revisionAt({ revisions = {} }: FunctionSettings, number: number): string | null {
  return Object.keys(revisions)[number - 1] ?? null;
}

/** What a change or a template says about code: a revision, or with the name `function` the function's own settings (null). */
export function revisionNamed(name: string): string | null {
  return name === 'function' ? null : name;
}
