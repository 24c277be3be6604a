/** Rules about settings that only a mapping of a stream has. */
import {
  leftOut,
  noFact,
  notYet,
  ok,
  quantity,
  refused,
  suggest,
  unknown,
  within,
  type Finding,
  type Nearest,
  type Reading,
  type Rule,
} from './check-rule.ts';
import { isStream, optionLabel, type Configuration, type FieldKey, type SourceKind } from './check-fields.ts';
import { target } from './check-invocation.ts';
import { sourceThere } from './check-mapping.ts';

/** What says that a record is kept, or tried, without end. */
const NO_LIMIT = -1;

interface StreamSetting {
  readonly id: string;
  readonly title: string;
  readonly field: FieldKey;
  /** What switches it off again. */
  readonly off: Nearest;
  /** Called only for a stream, with the setting given. */
  readonly judge: (configuration: Configuration, read: Reading, source: SourceKind) => Finding;
}

/** A rule that refuses its setting for other sources than streams. */
function streamRule({ id, title, field, off, judge }: StreamSetting): Rule {
  return {
    id,
    group: 'mapping',
    title,
    inputs: [field, 'source'],
    check(configuration, read) {
      const source = sourceThere(configuration, read);
      const given = configuration[field];
      if (source === null || given === undefined || given === false) return null;
      if (isStream(source)) return judge(configuration, read, source);
      const name = optionLabel('source', source);
      if (source === 'msk' || source === 'self-managed-kafka')
        return unknown(`Whether ${name} has it is not said here.`);
      return refused(`Only a mapping of a stream has it, and ${name} is none.`, off);
    },
  };
}

/** A number since a feature came; `none` may stand for no limit. */
function ranged(
  id: string,
  title: string,
  field: 'parallel' | 'recordAgeS' | 'retries' | 'tumblingS',
  fact: string,
  feature: string,
  min?: number,
): Rule {
  const off = leftOut(field);
  return streamRule({
    id,
    title,
    field,
    off,
    judge(configuration, read) {
      const given = configuration[field]!;
      const absent = notYet(read, fact, feature, off);
      if (absent) return absent;
      if (given === NO_LIMIT && (field === 'recordAgeS' || field === 'retries')) {
        if (read.value(fact, 'default') !== undefined) return ok('There is no limit but the stream’s own.');
        return refused('No limit is had by leaving it out at this date.', off);
      }
      const max = read.number(fact, 'max');
      return max === undefined
        ? noFact('how far it may go')
        : within(field, given, { min: read.number(fact, 'min') ?? min, max });
    },
  });
}

const bisect = streamRule({
  id: 'bisect',
  title: 'Bisect on error',
  field: 'bisect',
  off: suggest('bisect', false),
  judge(_, read) {
    return (
      notYet(read, 'bisect', 'Bisect', suggest('bisect', false)) ??
      ok('A batch that fails is parted in two and tried again.')
    );
  },
});

const failure = streamRule({
  id: 'stream-failure',
  title: 'Failure destination of the mapping',
  field: 'streamFailure',
  off: leftOut('streamFailure'),
  judge({ streamFailure }, read) {
    return target(read, 'streamFailure', streamFailure!, {
      fact: 'stream-destinations',
      feature: 'Failure destinations of mappings',
    });
  },
});

const startAt: Rule = streamRule({
  id: 'starting-position',
  title: 'Starting position',
  field: 'startAt',
  off: leftOut('startAt'),
  judge({ startAt: given }, read, source) {
    const known = read.words('starting-position', source);
    if (known.length === 0) return noFact('where a mapping may start');
    if (known.includes(given!)) return ok(`${given} is one of ${known.join(', ')}.`);
    return refused(
      `${given} is none of ${known.join(', ')}, which ${optionLabel('source', source)} has.`,
      suggest('startAt', known[0]!),
    );
  },
});

/** A record older than the stream keeps it is gone whatever the mapping says. */
const retention: Rule = {
  id: 'record-retention',
  group: 'mapping',
  title: 'Age of a record against the stream',
  inputs: ['recordAgeS', 'source'],
  check(configuration, read) {
    const source = sourceThere(configuration, read);
    const { recordAgeS } = configuration;
    if (source !== 'dynamodb' || recordAgeS === undefined || recordAgeS < 0) return null;
    if (read.at.introducedOn('max-record-age') !== undefined) return null;
    const kept = read.number('dynamodb-stream-retention', 'default');
    if (kept === undefined) return noFact('how long the stream keeps records');
    if (recordAgeS <= kept) return ok(`The stream keeps records ${quantity('recordAgeS', kept)}.`);
    return {
      verdict: 'warning',
      reason: `The stream keeps records only ${quantity('recordAgeS', kept)}: none gets that old.`,
      nearest: suggest('recordAgeS', kept),
    };
  },
};

export const STREAM_RULES: readonly Rule[] = [
  startAt,
  ranged(
    'parallelization',
    'Parallelization factor',
    'parallel',
    'parallelization-factor',
    'The parallelization factor',
    1,
  ),
  ranged('record-age', 'Longest age of a record', 'recordAgeS', 'max-record-age', 'A longest age of records'),
  retention,
  ranged('stream-retries', 'Retries of a batch', 'retries', 'stream-max-retries', 'A limit of retries'),
  bisect,
  ranged('tumbling-window', 'Tumbling window', 'tumblingS', 'tumbling-window', 'Tumbling windows', 0),
  failure,
];
