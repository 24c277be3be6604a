/** Rules about concurrency, SnapStart and weighted aliases. */
import {
  leftOut,
  noFact,
  notGiven,
  notYet,
  ok,
  refused,
  suggest,
  unknown,
  warning,
  within,
  type Finding,
  type Nearest,
  type Reading,
  type Rule,
} from './check-rule.ts';
import type { Configuration } from './check-fields.ts';
import { formatNumber } from './format-value.ts';

/** What may be reserved for this function: the account's limit less what others hold and what stays unreserved. */
function reservable(
  { account, reservedElsewhere = 0 }: Configuration,
  read: Reading,
): { limit: number; keep: number; most: number } | null {
  const limit = account ?? read.number('account-concurrency');
  const keep = read.number('unreserved-minimum');
  if (limit === undefined || keep === undefined) return null;
  return { limit, keep, most: Math.max(0, limit - keep - reservedElsewhere) };
}

/** `(1,000 less 100 that stay unreserved and 300 reserved elsewhere)`. */
function lessWhat(
  { reservedElsewhere = 0 }: Configuration,
  { limit, keep }: { limit: number; keep: number },
): string {
  const others = reservedElsewhere > 0 ? ` and ${formatNumber(reservedElsewhere)} reserved elsewhere` : '';
  return ` (${formatNumber(limit)} less ${formatNumber(keep)} that stay unreserved${others})`;
}

const reserved: Rule = {
  id: 'reserved',
  group: 'concurrency',
  title: 'Reserved concurrency',
  inputs: ['reserved', 'account', 'reservedElsewhere'],
  check(configuration, read) {
    const given = configuration.reserved;
    if (given === undefined) return null;
    const absent = notYet(read, 'reserved-concurrency', 'Reserved concurrency', leftOut('reserved'));
    if (absent) return absent;
    const pool = reservable(configuration, read);
    if (!pool) return noFact('how much may be reserved');
    if (given === 0)
      return warning(
        'With 0 the function is stopped: every request is throttled.',
        pool.most > 0 ? suggest('reserved', 1) : undefined,
      );
    return within('reserved', given, { min: 0, max: pool.most, because: lessWhat(configuration, pool) });
  },
};

const provisioned: Rule = {
  id: 'provisioned',
  group: 'concurrency',
  title: 'Provisioned concurrency',
  inputs: ['provisioned', 'reserved', 'provisionedOn'],
  check(configuration, read) {
    const { provisioned: given, reserved: own, provisionedOn } = configuration;
    if (given === undefined) return null;
    const absent = notYet(read, 'provisioned-concurrency', 'Provisioned concurrency', leftOut('provisioned'));
    if (absent) return absent;
    if (provisionedOn === 'latest') {
      return refused('It goes on a published version or an alias, not on $LATEST.', {
        field: 'provisionedOn',
        text: 'version',
        label: 'a version or an alias',
        act: 'Put it on a version or an alias',
      });
    }
    if (own !== undefined) {
      if (own === 0)
        return refused('Nothing can be provisioned while 0 is reserved.', leftOut('provisioned'));
      return within('provisioned', given, { min: 1, max: own, because: ', as much as is reserved' });
    }
    const pool = reservable(configuration, read);
    if (!pool) return noFact('how much may be provisioned');
    return within('provisioned', given, {
      min: Math.min(1, pool.most),
      max: pool.most,
      because: lessWhat(configuration, pool),
    });
  },
};

/** A runtime's family and version: `java17` is Java 17, `dotnet8` is .NET 8, `python3.12` is Python 3.12. */
function versioned(runtime: string): { family: string; version: readonly number[] } | null {
  const match = /^(java|python|dotnet|nodejs|ruby)(\d+(?:\.\d+)?)/.exec(runtime);
  return match && { family: match[1]!, version: match[2]!.split('.').map(Number) };
}

const FAMILIES: Readonly<Record<string, string>> = {
  java: 'Java',
  python: 'Python',
  dotnet: '.NET',
  nodejs: 'Node.js',
  ruby: 'Ruby',
};

/** Whether a runtime is meant by `Java 11`, or by `Python 3.12 and later`. */
function means(phrase: string, runtime: string): boolean {
  const match = /^(\S+) (\d+(?:\.\d+)?)( and later)?$/.exec(phrase);
  const found = versioned(runtime);
  if (!match || !found || FAMILIES[found.family] !== match[1]) return false;
  const wanted = match[2]!.split('.').map(Number);
  for (const [index, part] of wanted.entries()) {
    const own = found.version[index] ?? 0;
    if (own !== part) return match[3] !== undefined && own > part;
  }
  return true;
}

/** What of a configuration goes against a phrase of the list of things SnapStart is not with. */
function clashWith(
  phrase: string,
  { provisioned: kept, efs, tmpMb, package: kind, architecture }: Configuration,
  read: Reading,
): Nearest | null {
  if (phrase === 'provisioned concurrency' && kept !== undefined && kept > 0)
    return leftOut('provisioned', 'Provision none');
  if ((phrase === 'EFS' || phrase === 'S3 Files') && efs === true) return suggest('efs', false);
  if (phrase.includes('/tmp') && tmpMb !== undefined) {
    const unset = read.number('tmp-size', 'default');
    if (unset !== undefined && tmpMb > unset) return suggest('tmpMb', unset);
  }
  if (phrase === 'container images' && kind === 'image') return suggest('package', 'zip');
  if (phrase === 'arm64' && architecture === 'arm64') return suggest('architecture', 'x86_64');
  return null;
}

const snapStart: Rule = {
  id: 'snapstart',
  group: 'concurrency',
  title: 'SnapStart',
  inputs: ['snapStart', 'runtime', 'provisioned', 'efs', 'tmpMb', 'architecture', 'package'],
  check(configuration, read): Finding | null {
    if (configuration.snapStart !== true) return null;
    const off: Nearest = { ...suggest('snapStart', false), act: 'Switch SnapStart off' };
    const absent = notYet(read, 'snapstart', 'SnapStart', off);
    if (absent) return absent;
    for (const phrase of read.words('snapstart-limits', 'notWith')) {
      const clash = clashWith(phrase, configuration, read);
      if (clash) return refused(`SnapStart does not go with ${phrase}.`, clash);
    }
    const { runtime, package: kind } = configuration;
    const runtimes = read.words('snapstart');
    if (kind === 'image') return ok('SnapStart takes container images that call its hooks themselves.');
    if (runtime === undefined) return notGiven('The runtime is not given.');
    if (runtimes.some((phrase) => means(phrase, runtime))) return ok(`${runtime} can start from a snapshot.`);
    if (versioned(runtime) === null)
      return unknown(`Whether ${runtime} can start from a snapshot is not said.`);
    return refused(`${runtime} cannot start from a snapshot; ${runtimes.join(', ')} can.`, off);
  },
};

interface Weighted {
  readonly version: string;
  readonly weight: number | null;
}

/** `13=0.1` or `13`; null: it is neither. */
function weightedOf(text: string): Weighted | null {
  const match = /^\s*(\$LATEST|[\w-]+)\s*(?:=\s*(\d*\.?\d+)(%?)\s*)?$/.exec(text);
  if (!match) return null;
  const weight = match[2] === undefined ? null : Number(match[2]) / (match[3] === '%' ? 100 : 1);
  return { version: match[1]!, weight };
}

/** Weights are decimal text: sums are compared with this much room. */
const ROOM = 1e-9;

/** A sum of weights without the last bits of its making. */
function shown(sum: number): string {
  return formatNumber(Math.round(sum * 1e6) / 1e6);
}

const alias: Rule = {
  id: 'alias-weights',
  group: 'alias',
  title: 'Versions and weights of the alias',
  inputs: ['weights', 'alias'],
  check({ alias: main, weights }, read) {
    if (main === undefined && weights === undefined) return null;
    const absent = notYet(read, 'aliases', 'Aliases');
    if (absent) return absent;
    const first = main === undefined ? undefined : weightedOf(main);
    if (first === null) return refused(`“${main!.slice(0, 40)}” names no version.`);
    if (weights === undefined || weights.length === 0)
      return ok('The alias sends everything to one version.');
    const single = leftOut('weights', 'Keep one version only');
    const routing = notYet(read, 'alias-routing', 'Weights of an alias', single);
    if (routing) return routing;
    const most = read.number('alias-routing', 'versions');
    if (most === undefined) return noFact('how many versions an alias may have');
    const others: Weighted[] = [];
    for (const text of weights) {
      const other = weightedOf(text);
      if (!other) return refused(`“${text.slice(0, 40)}” is no version with a weight: 13=0.1 is one.`);
      others.push(other);
    }
    const keep = (one: Weighted): Nearest => ({
      field: 'weights',
      text: `${one.version}=${one.weight ?? 0}`,
      label: one.version,
      act: `Keep version ${one.version} beside it`,
    });
    if (others.length + 1 > most) {
      return refused(
        `An alias has ${formatNumber(most)} versions at most; ${formatNumber(others.length + 1)} are given.`,
        most > 1 ? keep(others[0]!) : single,
      );
    }
    if (
      read.value('alias-routing', 'latest') === false &&
      [first, ...others].some((one) => one?.version === '$LATEST')
    ) {
      return refused('Both versions have to be published: $LATEST cannot have a share.', single);
    }
    if (others.some((one) => one.version === first?.version))
      return refused('Both are the same version.', single);
    const unweighted = others.find((one) => one.weight === null);
    if (unweighted) return refused(`Version ${unweighted.version} has no weight.`);
    const given = others.reduce((sum, one) => sum + one.weight!, 0);
    const nearest =
      others.length === 1 ? { ...keep({ ...others[0]!, weight: 1 }), act: 'Give it the whole' } : single;
    if (given > 1 + ROOM)
      return refused(`The weights come to ${shown(given)}, which is more than the whole.`, nearest);
    if (first?.weight != null && Math.abs(first.weight + given - 1) > ROOM) {
      return refused(`The weights come to ${shown(first.weight + given)} and not to the whole.`, {
        field: 'alias',
        text: first.version,
        label: first.version,
        act: `Give version ${first.version} the rest`,
      });
    }
    return ok('Two versions share the requests, and the first has what the other leaves.');
  },
};

export const CONCURRENCY_RULES: readonly Rule[] = [reserved, provisioned, snapStart, alias];
