/** Rules about the function itself: memory, timeout, /tmp, runtime, architecture, handler, role. */
import { compareDates } from './as-of.ts';
import {
  dated,
  noFact,
  notGiven,
  notYet,
  ok,
  quantity,
  refused,
  suggest,
  unknown,
  warning,
  within,
  type Finding,
  type Reading,
  type Rule,
} from './check-rule.ts';
import { optionLabel, type Caller } from './check-fields.ts';
import { BYTES_IN_KB } from './check-package.ts';
import { isComposite } from './composite.ts';
import { formatNumber, formatQuantity } from './format-value.ts';

/** The fact with the largest value: Managed Instances have one of their own once they are there. */
function largest(fact: string, ofManaged: string, managed: boolean | undefined, read: Reading): string {
  return managed === true && read.at.valueOf(ofManaged) !== undefined ? ofManaged : fact;
}

const memory: Rule = {
  id: 'memory',
  group: 'function',
  title: 'Memory',
  inputs: ['memoryMb', 'managed'],
  check({ memoryMb, managed }, read) {
    const min = read.number('memory-min');
    const max = read.number(largest('memory-max', 'memory-max-managed-instances', managed, read));
    const step = read.number('memory-increment');
    if (memoryMb === undefined) {
      return notGiven(
        min === undefined ? 'Not given.' : `Not given: a function gets ${quantity('memoryMb', min)}.`,
      );
    }
    return within('memoryMb', memoryMb, { min, max, step });
  },
};

const timeout: Rule = {
  id: 'timeout',
  group: 'function',
  title: 'Timeout',
  inputs: ['timeoutS', 'managed'],
  check({ timeoutS, managed }, read) {
    const max = read.number(largest('timeout-max', 'timeout-max-managed-instances', managed, read));
    if (timeoutS === undefined) {
      const unset = read.number('timeout-default');
      return notGiven(
        unset === undefined ? 'Not given.' : `Not given: a function gets ${quantity('timeoutS', unset)}.`,
      );
    }
    return within('timeoutS', timeoutS, { min: read.number('timeout-min'), max });
  },
};

/** The fact that says how long a caller waits, and where in it. */
const WAITS: Readonly<Record<Caller, { readonly fact: string; readonly part?: string }>> = {
  'api-gateway': { fact: 'caller-api-gateway', part: 'timeout' },
  alb: { fact: 'caller-alb', part: 'timeout' },
  'function-url': { fact: 'caller-function-url', part: 'timeout' },
  'step-functions': { fact: 'caller-step-functions', part: 'timeout' },
  sdk: { fact: 'sdk-read-timeout' },
  cli: { fact: 'cli-retries', part: 'timeout' },
  cognito: { fact: 'caller-cognito', part: 'timeout' },
  lex: { fact: 'caller-lex', part: 'timeout' },
  alexa: { fact: 'caller-alexa', part: 'timeout' },
  firehose: { fact: 'caller-firehose', part: 'timeout' },
};

const callerTimeout: Rule = {
  id: 'caller-timeout',
  group: 'invocation',
  title: 'Timeout against its caller',
  inputs: ['timeoutS', 'caller'],
  check({ timeoutS, caller }, read) {
    if (caller === undefined) return null;
    const { fact, part } = WAITS[caller];
    const name = optionLabel('caller', caller);
    const absent = notYet(read, fact, `Lambda behind ${name}`);
    if (absent) return absent;
    const waits = read.value(fact, part);
    if (timeoutS === undefined) return notGiven('The timeout is not given.');
    if (typeof waits === 'number') {
      const wait = formatQuantity(waits, 's');
      if (timeoutS > waits) {
        return warning(
          `The function may take ${quantity('timeoutS', timeoutS)}, and ${name} waits ${wait}: after that it answers with an error while the function goes on.`,
          suggest('timeoutS', waits),
        );
      }
      return ok(`${name} waits ${wait}, and the function may take ${quantity('timeoutS', timeoutS)}.`);
    }
    return waits === null ? ok(`${name} sets no shorter limit.`) : noFact(`how long ${name} waits`);
  },
};

const tmp: Rule = {
  id: 'tmp',
  group: 'function',
  title: '/tmp',
  inputs: ['tmpMb'],
  check({ tmpMb }, read) {
    const unset = read.number('tmp-size', 'default');
    if (tmpMb === undefined) {
      return notGiven(
        unset === undefined ? 'Not given.' : `Not given: /tmp has ${quantity('tmpMb', unset)}.`,
      );
    }
    return within('tmpMb', tmpMb, {
      min: unset,
      max: read.number('tmp-size', 'max'),
      step: read.number('tmp-size', 'step'),
    });
  },
};

const architecture: Rule = {
  id: 'architecture',
  group: 'function',
  title: 'Architecture',
  inputs: ['architecture'],
  check({ architecture: given }, read) {
    const known = read.words('architectures');
    if (given === undefined)
      return notGiven(known[0] === undefined ? 'Not given.' : `Not given: it is ${known[0]}.`);
    if (known.includes(given)) return ok(`${given} is one of ${known.join(', ')}.`);
    const later = read.at
      .historyOf('architectures')
      .find(({ value }) => Array.isArray(value) && value.some((one) => one === given));
    if (later && compareDates(later.from, read.at.asOf) > 0) {
      return {
        verdict: 'did-not-exist',
        reason: `${given} came ${dated(later.from)}.`,
        ...(known[0] !== undefined && { nearest: suggest('architecture', known[0]) }),
      };
    }
    return refused(`${given} is no architecture of Lambda.`, suggest('architecture', known[0] ?? ''));
  },
};

const fileSystem: Rule = {
  id: 'file-system',
  group: 'function',
  title: 'File system',
  inputs: ['efs', 'vpc'],
  check({ efs }, read) {
    if (efs !== true) return null;
    const absent = notYet(read, 'efs', 'Mounting a file system', suggest('efs', false));
    if (absent) return absent;
    return ok(`A function can mount ${read.words('efs').join(' or ')}.`);
  },
};

const xray: Rule = {
  id: 'xray',
  group: 'function',
  title: 'X-Ray',
  inputs: ['xray'],
  check({ xray: given }, read) {
    if (given !== true) return null;
    const absent = notYet(read, 'xray', 'X-Ray for Lambda', suggest('xray', false));
    if (absent) return absent;
    return read.value('xray') === undefined ? noFact('when X-Ray came') : ok('Active tracing can be set.');
  },
};

const managedInstances: Rule = {
  id: 'managed-instances',
  group: 'function',
  title: 'Managed Instances',
  inputs: ['managed'],
  check({ managed }, read) {
    if (managed !== true) return null;
    const absent = notYet(read, 'managed-instances', 'Managed Instances', suggest('managed', false));
    if (absent) return absent;
    return ok('A function can run on instances of your account; its largest memory and timeout are its own.');
  },
};

const policy: Rule = {
  id: 'policy-size',
  group: 'function',
  title: 'Policy of the function',
  inputs: ['policyBytes'],
  check({ policyBytes }, read) {
    if (policyBytes === undefined) return null;
    const max = read.number('resource-policy-size');
    if (max === undefined) return noFact('how large the policy may be');
    return within('policyBytes', policyBytes, {
      max: max * BYTES_IN_KB,
      because: ` (${formatQuantity(max, 'KB')})`,
    });
  },
};

interface RuntimeDates {
  readonly id: string;
  readonly added: string | undefined;
  readonly deprecated: string | undefined;
}

/** Every runtime of the table, with the days it came and was deprecated. */
function runtimes(read: Reading): readonly RuntimeDates[] {
  const table = read.value('runtime-dates');
  if (table === undefined || table === null || !isComposite(table)) return [];
  return Object.entries(table).map(([id, dates]) => {
    const found = dates !== null && isComposite(dates) ? dates : {};
    const day = (key: string) => {
      const value = (found as Readonly<Record<string, unknown>>)[key];
      return typeof value === 'string' ? value : undefined;
    };
    return { id, added: day('added'), deprecated: day('deprecated') };
  });
}

/** `nodejs18.x` is of the family `nodejs`, `python3.12` of `python`. */
function familyOf(runtime: string): string {
  return /^[a-z]+/.exec(runtime)?.[0].replace(/core$/, '') ?? runtime;
}

/** Runtimes one could choose at the date: there already, and not deprecated. */
function inForce(all: readonly RuntimeDates[], date: string): readonly RuntimeDates[] {
  return all.filter(
    ({ added, deprecated }) =>
      (added === undefined || compareDates(added, date) <= 0) &&
      (deprecated === undefined || compareDates(deprecated, date) > 0),
  );
}

/**
 * The newest runtime of the same family, else none. One whose end is announced goes first: the others may stand in
 * the API's model and not in the guide yet.
 */
function successor(all: readonly RuntimeDates[], runtime: string, date: string): string | undefined {
  const family = inForce(all, date).filter(({ id }) => familyOf(id) === familyOf(runtime));
  const settled = family.filter(({ deprecated }) => deprecated !== undefined);
  const from = settled.length > 0 ? settled : family;
  return from.toSorted((a, b) => compareDates(b.added ?? date, a.added ?? date))[0]?.id;
}

const runtime: Rule = {
  id: 'runtime',
  group: 'function',
  title: 'Runtime',
  inputs: ['runtime', 'package'],
  check({ runtime: given, package: kind }, read) {
    if (kind === 'image') {
      return given === undefined
        ? ok('A container image brings its runtime along.')
        : warning(`A container image brings its own runtime: ${given} is not used.`);
    }
    if (given === undefined) return notGiven('Not given; a .zip package needs one.');
    const all = runtimes(read);
    if (all.length === 0) return noFact('which runtimes there are');
    const found = all.find(({ id }) => id === given);
    const date = read.at.asOf;
    const next = successor(all, given, date);
    const nearest = next === undefined ? undefined : suggest('runtime', next);
    if (!found) return unknown(`No runtime of the name ${given.slice(0, 40)} is known here.`);
    if (found.added !== undefined && compareDates(found.added, date) > 0) {
      return {
        verdict: 'did-not-exist',
        reason: `${given} came ${dated(found.added)}.`,
        ...(nearest && { nearest }),
      };
    }
    if (found.deprecated === undefined) return ok(`${given} is there, and no end is announced.`);
    if (compareDates(found.deprecated, date) > 0) {
      return ok(`${given} is there until ${dated(found.deprecated).replace(/^(on|in) /, '')}.`);
    }
    return ended(given, found.deprecated, read, nearest);
  },
};

/** What a deprecated runtime means at the date: the rule itself has changed. */
function ended(
  given: string,
  since: string,
  read: Reading,
  nearest: ReturnType<typeof suggest> | undefined,
): Finding {
  const rule = read.value('runtime-deprecation-rule');
  const said = `${given} is deprecated since ${dated(since).replace(/^(on|in) /, '')}`;
  if (typeof rule === 'string') return refused(`${said}: ${rule}.`, nearest);
  const create = read.number('runtime-deprecation-rule', 'blockCreateAfterAtLeast');
  const update = read.number('runtime-deprecation-rule', 'blockUpdateAfterAtLeast');
  if (create === undefined || update === undefined) return warning(`${said}.`, nearest);
  return warning(
    `${said}: it gets no more security updates. New functions are refused at the earliest ${formatNumber(create)} days later, changes ${formatNumber(update)} days later; functions that have it go on.`,
    nearest,
  );
}

const handler: Rule = {
  id: 'handler',
  group: 'function',
  title: 'Handler',
  inputs: ['handler', 'package'],
  check({ handler: given, package: kind }, read) {
    if (kind === 'image') return ok('A container image names its own entry point.');
    if (given === undefined) return notGiven('Not given; a .zip package needs one.');
    const most = read.number('handler', 'most');
    if (/\s/.test(given))
      return refused('A handler has no white space.', suggest('handler', given.replace(/\s+/g, '')));
    if (most === undefined) return noFact('how long a handler may be');
    if (given.length > most) {
      return refused(
        `Its ${formatNumber(given.length)} characters are more than ${formatNumber(most)}, the most allowed.`,
      );
    }
    return ok(
      `Its ${formatNumber(given.length)} characters are within ${formatNumber(most)}, and none is white space.`,
    );
  },
};

const ROLE = /^arn:aws[a-zA-Z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/;

const role: Rule = {
  id: 'role',
  group: 'function',
  title: 'Execution role',
  inputs: ['role'],
  check({ role: given }, read) {
    read.value('two-permission-sides');
    if (given === undefined) return notGiven('Not given; every function needs one.');
    if (ROLE.test(given)) return ok('The ARN is that of a role.');
    return refused('This is not the ARN of an IAM role: it has to read arn:aws:iam::ACCOUNT:role/NAME.');
  },
};

export const FUNCTION_RULES: readonly Rule[] = [
  memory,
  timeout,
  callerTimeout,
  runtime,
  architecture,
  handler,
  role,
  tmp,
  fileSystem,
  xray,
  managedInstances,
  policy,
];
