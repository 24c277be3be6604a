/** What a run comes to where versions, deployments, packages or networks decide: counted from its steps. */
import { listed } from '../sim/listed.ts';
import { functionIdOf, qualifierOf } from '../sim/function-named.ts';
import { formatTime } from '../sim/format-time.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace.ts';
import { askedFor, everPointedTo, routedBetween } from '../view/alias-story.ts';
import { creationsOf, stepsBy, type Creation } from '../view/creation-story.ts';
import { bornUs, entered, enteredUs } from '../view/ledger.ts';
import { titleOf } from '../view/scene-input.ts';
import { reasonWords, turnedAwayBy } from '../view/turned-away.ts';
import { atStart, inWords } from './number-words.ts';

type Scoped = Pick<Scenario, 'settings' | 'changes'>;

/** `version 2`, `$LATEST`. */
function versionName({ places }: Trace, place: number): string {
  const { name, type } = places[place]!;
  return type === 'version' ? `version ${qualifierOf(name)}` : '$LATEST';
}

/** Where the requests of an alias that leads to several versions have gone. */
function splitSentence(trace: Trace, scenario: Scoped, atUs: number): string {
  const aliases = trace.places.flatMap(({ type }, place) => (type === 'alias' ? [place] : []));
  const [alias] = aliases.toSorted(
    (a, b) => askedFor(trace, scenario, b, atUs) - askedFor(trace, scenario, a, atUs),
  );
  if (alias === undefined || askedFor(trace, scenario, alias, atUs) === 0) return '';
  const versions = everPointedTo(trace, scenario, alias);
  if (versions.length < 2) return '';
  const counts = versions.map((version) => ({
    name: versionName(trace, version),
    count: routedBetween(trace, scenario, { alias, version }, 0, atUs),
    failed: entered(trace, 'request', 'failed', version, atUs),
  }));
  const went = counts.map(
    ({ name, count }, index) =>
      `${count === 0 && index > 0 ? 'none' : inWords(count)}${index === 0 ? (count === 1 ? ' request goes' : ' requests go') : ''} to ${name}`,
  );
  const bad = counts.filter(({ failed }) => failed > 0);
  const failures =
    bad.length === 0
      ? ''
      : `; ${bad
          .map(({ name, count, failed }) =>
            failed === count && count > 1
              ? `all ${inWords(failed)} of ${name} fail`
              : `${inWords(failed)} of ${name} ${failed === 1 ? 'fails' : 'fail'}`,
          )
          .join(', ')}`;
  return `Through the alias ${qualifierOf(trace.places[alias]!.name)} ${listed(went)}${failures}.`;
}

/** The version that is named although an alias exists. */
function namedSentence(trace: Trace, scenario: Scoped, atUs: number): string {
  const named = trace.places.flatMap(({ type }, place) =>
    type === 'version' && askedFor(trace, scenario, place, atUs) > 0 ? [place] : [],
  );
  const alias = trace.places.findIndex(({ type }) => type === 'alias');
  if (named.length === 0 || alias < 0 || askedFor(trace, scenario, alias, atUs) > 0) return '';
  const count = askedFor(trace, scenario, named[0]!, atUs);
  return `${atStart(count)} ${count === 1 ? 'request names' : 'requests name'} ${versionName(trace, named[0]!)}, none the alias ${qualifierOf(trace.places[alias]!.name)}.`;
}

/** What is said of a deployment's end. */
const ENDS: Readonly<Record<string, string>> = {
  succeeded: 'succeeds',
  failed: 'fails',
  'rolled back': 'is rolled back',
};

/** How the last deployment has ended. */
function deploymentSentence(trace: Trace, atUs: number): string {
  const ends = trace.places.flatMap((_, place) =>
    Object.keys(ENDS).flatMap((state) =>
      enteredUs(trace, 'deployment', state, place)
        .filter((endUs) => endUs <= atUs)
        .map((endUs) => ({ state, endUs })),
    ),
  );
  const last = ends.toSorted((a, b) => a.endUs - b.endUs).at(-1);
  return last ? `The deployment ${ENDS[last.state]!} at ${formatTime(last.endUs, 0)}.` : '';
}

/** A package that was refused last. */
function creationSentence(trace: Trace, scenario: Scoped, atUs: number): string {
  const handedIn = creationsOf(trace, scenario).filter(({ steps }) => (steps[0]?.atUs ?? Infinity) <= atUs);
  const refused = handedIn.filter((creation) =>
    ['refused', 'failed'].includes(standsAt(creation, atUs).state),
  );
  const last = refused.at(-1);
  if (!last) return '';
  const many = refused.length === 1 ? 'A package is' : `${atStart(refused.length)} packages are`;
  return `${many} refused: ${whyRefused(refused, atUs)}. ${whatRuns(handedIn, last, atUs)}`;
}

const standsAt = (creation: Creation, atUs: number) => stepsBy(creation, atUs).at(-1)!;

/** `too large unzipped`; of several reasons each with how many it refused. */
function whyRefused(refused: readonly Creation[], atUs: number): string {
  const counts = new Map<string, number>();
  for (const creation of refused) {
    const why = reasonWords(standsAt(creation, atUs).reason);
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  if (counts.size === 1) return [...counts.keys()][0]!;
  return [...counts].map(([why, count]) => `${inWords(count)} ${why}`).join(', ');
}

/** Whose code the function of a refused package runs. */
function whatRuns(handedIn: readonly Creation[], refused: Creation, atUs: number): string {
  const active = handedIn.findLast(
    (creation) => creation.fn === refused.fn && standsAt(creation, atUs).state === 'active',
  );
  if (!active) return 'There is no function.';
  return active.number > refused.number ? 'A later one is let in.' : 'The code before it goes on.';
}

/** What networks turned away. */
function networkSentence(trace: Trace, atUs: number): string {
  const everywhere = trace.places.map((_, place) => place);
  const most = turnedAwayBy(trace, everywhere, atUs).find(
    ({ state }) => state === 'service error' || state === 'refused',
  );
  if (!most || !trace.places.some(({ type }) => type === 'vpc')) return '';
  return `${atStart(most.count)} ${most.count === 1 ? 'request is' : 'requests are'} turned away: ${reasonWords(most.reason)}.`;
}

/** Those who call, beside units that go their own way: how many are turned away, else how many are served. */
function callersSentence(trace: Trace, scenario: Scoped, atUs: number): string {
  const called = calledBeside(trace, scenario);
  if (called < 0) return '';
  const places = trace.places.flatMap(({ of }, place) => (place === called || of === called ? [place] : []));
  const count = turnedAwayBy(trace, places, atUs).reduce((sum, one) => sum + one.count, 0);
  const to = titleOf(scenario, trace.places[called]!.name);
  if (count > 0)
    return `${atStart(count)} ${count === 1 ? 'request' : 'requests'} to ${to} ${count === 1 ? 'is' : 'are'} turned away.`;
  // Where no events have the sentence to themselves, it is about the callers anyway.
  if (!trace.places.some((_, place) => bornUs(trace, 'event', place).length > 0)) return '';
  const served = places.reduce((sum, place) => sum + entered(trace, 'request', 'succeeded', place, atUs), 0);
  return served === 0
    ? ''
    : `${atStart(served)} ${served === 1 ? 'request to' : 'requests to'} ${to} ${served === 1 ? 'succeeds' : 'succeed'}.`;
}

/** Place of the function that is called by those who wait, beside others that are not; -1: there is no such. */
function calledBeside(trace: Trace, { settings }: Scoped): number {
  const { caller } = settings;
  if (!caller || caller.invocationType === 'Event') return -1;
  const fn = trace.places.findIndex(({ name }) => name === functionIdOf(caller.invokes ?? 'function'));
  const isBeside = trace.places.filter(({ type }) => type === 'function').length > 1;
  // What a service calls and follows is counted by its callers.
  return isBeside && caller.service === undefined && bornUs(trace, 'event', fn).length === 0 ? fn : -1;
}

/** Whether anything of this kind is in a run; read once and kept with it. */
const concerned = new WeakMap<Trace, boolean>();

function concerns(trace: Trace, scenario: Scoped): boolean {
  const before = concerned.get(trace);
  if (before !== undefined) return before;
  const answer =
    trace.places.some(({ type }) => type === 'alias' || type === 'vpc') ||
    trace.places.some((_, place) => bornUs(trace, 'creation', place).length > 0) ||
    calledBeside(trace, scenario) >= 0;
  concerned.set(trace, answer);
  return answer;
}

/** The sentences of a run up to a moment; empty: it is about nothing of this. */
export function releaseConclusion(trace: Trace, scenario: Scoped, atUs: number): string {
  if (!concerns(trace, scenario)) return '';
  return [
    splitSentence(trace, scenario, atUs) || namedSentence(trace, scenario, atUs),
    deploymentSentence(trace, atUs),
    creationSentence(trace, scenario, atUs),
    networkSentence(trace, atUs) || callersSentence(trace, scenario, atUs),
  ]
    .filter((sentence) => sentence !== '')
    .slice(0, 2)
    .join(' ');
}
