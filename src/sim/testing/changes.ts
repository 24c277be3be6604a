/** What operators do in tests, each at its moment. */
import type { Change } from '../settings/change-settings.ts';
import type { AdditionalVersion } from '../settings/release-settings.ts';

const common = { title: '', on: true };

/** Asks for so many provisioned environments at a version or alias. */
export const put = (atMs: number, concurrency: number, of = 'function:1'): Change => ({
  ...common,
  kind: 'put-provisioned-concurrency',
  id: `put-${atMs}`,
  atMs,
  of,
  concurrency,
});

/** Publishes the version with this number. */
export const publish = (atMs: number, version: string): Change => ({
  ...common,
  kind: 'publish-version',
  id: `publish-${version}`,
  atMs,
  version,
});

/** Points the alias `live`, with a share of its traffic for a second version if one is named. */
export const point = (atMs: number, version: string, additional?: AdditionalVersion): Change => ({
  ...common,
  kind: 'update-alias',
  id: `point-${atMs}`,
  atMs,
  alias: 'live',
  version,
  ...(additional ? { additional } : {}),
});
