/** Releases by hand: a version is published, an alias is pointed elsewhere. */
import { placeNumber } from '../plan.ts';
import { changedFunction } from '../release-plan.ts';
import type { Site } from './services.ts';

/** Takes over what operators ask for versions and aliases. */
export function openReleases({ plan, lambda, operations }: Site): void {
  const { versions, aliases } = lambda;
  operations?.handle('publish-version', (change, { step, kind, number, place: fn }) => {
    if (!lambda.exists(fn)) return 'refused: no such function';
    const place = placeNumber(plan, `${changedFunction(change)}:${change.version}`, 'changes');
    return versions.publish(place, step, kind, number);
  });
  operations?.handle('update-alias', (change, { step, place: fn }) => {
    if (!lambda.exists(fn)) return 'refused: no such function';
    const place = placeNumber(plan, `${changedFunction(change)}:${change.alias}`, 'changes');
    const to = aliases.resolve(place, change.version, change.additional);
    if (typeof to === 'string') return to;
    aliases.point(place, to, step);
    return null;
  });
}
