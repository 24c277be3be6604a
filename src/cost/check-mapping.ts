/** Rules about an event source mapping and what it reads from: what every source has. */
import {
  leftOut,
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
import { isQueue, isStream, optionLabel, type Configuration, type SourceKind } from './check-fields.ts';
import { formatNumber } from './format-value.ts';

/** The fact a source came with; streams are older than any fact here. */
const CAME_WITH: Readonly<Record<SourceKind, string | null>> = {
  sqs: 'sqs-source',
  'sqs-fifo': 'sqs-fifo-source',
  kinesis: null,
  dynamodb: null,
  msk: 'kafka-source',
  'self-managed-kafka': 'self-managed-kafka-source',
  mq: 'mq-source',
  documentdb: 'documentdb-source',
};

/** The source of a mapping, if there is one and it was there at the date: else no rule but its own speaks. */
export function sourceThere({ source }: Configuration, read: Reading): SourceKind | null {
  if (source === undefined) return null;
  const fact = CAME_WITH[source];
  return fact !== null && read.at.introducedOn(fact) !== undefined ? null : source;
}

const sourceRule: Rule = {
  id: 'source',
  group: 'mapping',
  title: 'Event source',
  inputs: ['source'],
  check({ source }, read) {
    if (source === undefined) return null;
    const name = optionLabel('source', source);
    const fact = CAME_WITH[source];
    if (fact === null) {
      read.value('starting-position');
      return ok(`${name} can be read by a mapping.`);
    }
    const without = leftOut('source', 'Leave the mapping out');
    const absent = notYet(read, fact, `${name} as a source`, without);
    if (absent) return absent;
    return read.value(fact) === undefined
      ? noFact(`when ${name} became a source`)
      : ok(`${name} can be read by a mapping.`);
  },
};

interface BatchBounds {
  readonly unset: number | undefined;
  readonly max: number | undefined;
}

/** Batch size of a source, a queue's without a window. */
function batchBounds(source: SourceKind, read: Reading): BatchBounds {
  switch (source) {
    case 'sqs':
      return {
        unset: read.number('sqs-batch-size', 'default'),
        max: read.number('sqs-batch-size', 'standardMax'),
      };
    case 'sqs-fifo':
      return {
        unset: read.number('sqs-batch-size', 'default'),
        max: read.number('sqs-fifo-source', 'batchMax'),
      };
    case 'kinesis':
    case 'dynamodb':
      return {
        unset: read.number('stream-batch-size', 'default'),
        max: read.number('stream-batch-size', source === 'kinesis' ? 'kinesisMax' : 'dynamodbMax'),
      };
    default: {
      const fact = CAME_WITH[source]!;
      return { unset: read.number(fact, 'batchDefault'), max: read.number(fact, 'batchMax') };
    }
  }
}

const batch: Rule = {
  id: 'batch-size',
  group: 'mapping',
  title: 'Batch size',
  inputs: ['batch', 'source', 'windowS'],
  check(configuration, read) {
    const source = sourceThere(configuration, read);
    if (source === null) return null;
    const { batch: given, windowS = 0 } = configuration;
    const { unset, max } = batchBounds(source, read);
    if (given === undefined) {
      return notGiven(
        unset === undefined ? 'Not given.' : `Not given: a mapping gets ${formatNumber(unset)}.`,
      );
    }
    if (max === undefined) return noFact(`how large a batch of ${optionLabel('source', source)} may be`);
    if (source === 'sqs') {
      const plain = read.number('sqs-batch-size', 'withoutWindow');
      const needed = read.number('batch-window-sqs', 'minForLargeBatch');
      if (plain !== undefined && needed !== undefined && windowS < needed && given > plain) {
        return refused(
          `${formatNumber(given)} is more than ${formatNumber(plain)}, the most without a batching window; with one of ${quantity('windowS', needed)} it may be ${formatNumber(max)}.`,
          given <= max ? suggest('windowS', needed) : suggest('batch', plain),
        );
      }
    }
    return within('batch', given, { min: 1, max });
  },
};

const batchWindow: Rule = {
  id: 'batch-window',
  group: 'mapping',
  title: 'Batching window',
  inputs: ['windowS', 'source'],
  check(configuration, read) {
    const source = sourceThere(configuration, read);
    const { windowS } = configuration;
    if (source === null || windowS === undefined) return null;
    if (windowS === 0 && (isStream(source) || isQueue(source)))
      return ok('There is none: a batch goes as soon as it is read.');
    if (source === 'sqs-fifo') {
      read.value('batch-window-sqs');
      return refused('A FIFO queue has no batching window.', suggest('windowS', 0));
    }
    if (isStream(source) || source === 'sqs') {
      const fact = source === 'sqs' ? 'batch-window-sqs' : 'batch-window';
      const absent = notYet(
        read,
        fact,
        `A batching window for ${source === 'sqs' ? 'queues' : 'streams'}`,
        suggest('windowS', 0),
      );
      if (absent) return absent;
      return within('windowS', windowS, { min: 0, max: read.number(fact, 'max') });
    }
    const max = read.number(CAME_WITH[source]!, 'windowMax');
    return max === undefined
      ? noFact('how long a window may be')
      : within('windowS', windowS, { min: 0, max });
  },
};

const filters: Rule = {
  id: 'filters',
  group: 'mapping',
  title: 'Filters',
  inputs: ['filters', 'source'],
  check(configuration, read) {
    const source = sourceThere(configuration, read);
    const { filters: given } = configuration;
    if (source === null || given === undefined) return null;
    if (given === 0) return ok('There are none.');
    const absent = notYet(read, 'event-filtering', 'Filters', suggest('filters', 0));
    if (absent) return absent;
    if (!isQueue(source) && !isStream(source))
      return unknown(`What ${optionLabel('source', source)} may filter is not said here.`);
    const max = read.number('event-filter-limits', 'max');
    const raised = read.number('event-filter-limits', 'maxOnRequest');
    if (max === undefined) return noFact('how many filters a mapping may have');
    if (given > max && raised !== undefined && given <= raised) {
      return warning(
        `${formatNumber(given)} is more than ${formatNumber(max)}; AWS raises it to ${formatNumber(raised)} on request.`,
        suggest('filters', max),
      );
    }
    return within('filters', given, { min: 0, max: given > max ? (raised ?? max) : max });
  },
};

const partial: Rule = {
  id: 'partial-responses',
  group: 'mapping',
  title: 'Partial batch responses',
  inputs: ['partial', 'source'],
  check(configuration, read) {
    const source = sourceThere(configuration, read);
    if (source === null || configuration.partial !== true) return null;
    if (!isQueue(source) && !isStream(source))
      return unknown(`Whether ${optionLabel('source', source)} takes them is not said here.`);
    const fact = isQueue(source) ? 'report-batch-item-failures-sqs' : 'report-batch-item-failures';
    const feature = `Partial batch responses of ${isQueue(source) ? 'queues' : 'streams'}`;
    return (
      notYet(read, fact, feature, suggest('partial', false)) ??
      ok('The function may name what failed, and only that comes again.')
    );
  },
};

const visibility: Rule = {
  id: 'visibility-timeout',
  group: 'mapping',
  title: 'Visibility timeout against the function’s timeout',
  inputs: ['visibilityS', 'timeoutS', 'windowS', 'source'],
  check(configuration, read) {
    const source = sourceThere(configuration, read);
    if (source === null || !isQueue(source)) return null;
    const { visibilityS, timeoutS, windowS = 0 } = configuration;
    const most = read.number('sqs-visibility-timeout', 'max');
    if (visibilityS === undefined) {
      const unset = read.number('sqs-visibility-timeout', 'default');
      return notGiven(
        unset === undefined
          ? 'Not given.'
          : `Not given: a queue has ${quantity('visibilityS', unset)} unless set.`,
      );
    }
    if (most !== undefined && visibilityS > most) return within('visibilityS', visibilityS, { max: most });
    if (timeoutS === undefined) return notGiven('The function’s timeout is not given.');
    if (read.since('sqs-visibility') !== undefined) return unknown('AWS gave no advice about it yet.');
    const factor = read.number('sqs-visibility', 'factor');
    if (factor === undefined) return noFact('what AWS advises');
    const plus = read.value('sqs-visibility', 'plusWindow') === true ? windowS : 0;
    const advised = Math.min(factor * timeoutS + plus, most ?? Infinity);
    const what = `${formatNumber(factor)} times the timeout of ${quantity('timeoutS', timeoutS)}${plus > 0 ? ' and the batching window' : ''}, ${quantity('visibilityS', advised)}`;
    if (visibilityS < timeoutS) {
      return refused(
        `${quantity('visibilityS', visibilityS)} is shorter than the function’s timeout of ${quantity('timeoutS', timeoutS)}: messages would be received again while they are worked on. AWS advises ${what}.`,
        // A timeout beyond every visibility timeout is not to be mended here.
        advised < timeoutS ? undefined : suggest('visibilityS', advised),
      );
    }
    if (visibilityS < advised) {
      return warning(
        `AWS advises ${what}; this is ${quantity('visibilityS', visibilityS)}.`,
        suggest('visibilityS', advised),
      );
    }
    return ok(`${quantity('visibilityS', visibilityS)} is at least what AWS advises: ${what}.`);
  },
};

const receives: Rule = {
  id: 'max-receives',
  group: 'mapping',
  title: 'maxReceiveCount',
  inputs: ['maxReceives', 'source'],
  check(configuration, read) {
    const source = sourceThere(configuration, read);
    const { maxReceives } = configuration;
    if (source === null || !isQueue(source) || maxReceives === undefined) return null;
    const advised = read.number('sqs-visibility', 'maxReceiveCount');
    if (advised === undefined) return unknown('AWS gave no advice about it yet.');
    if (maxReceives >= advised) return ok(`AWS advises ${formatNumber(advised)} or more.`);
    return warning(
      `AWS advises ${formatNumber(advised)} or more: a throttled receive counts too, and a good message may reach the dead-letter queue.`,
      suggest('maxReceives', advised),
    );
  },
};

const maxConcurrency: Rule = {
  id: 'mapping-concurrency',
  group: 'mapping',
  title: 'Maximum concurrency of the mapping',
  inputs: ['maxConcurrency', 'reserved', 'source'],
  check(configuration, read): Finding | null {
    const source = sourceThere(configuration, read);
    const { maxConcurrency: given, reserved, pollersMin, pollersMax } = configuration;
    if (source === null || given === undefined) return null;
    if (!isQueue(source)) return refused('Only a mapping of a queue has it.', leftOut('maxConcurrency'));
    const absent = notYet(
      read,
      'sqs-max-concurrency',
      'Maximum concurrency of a mapping',
      leftOut('maxConcurrency'),
    );
    if (absent) return absent;
    if (pollersMin !== undefined || pollersMax !== undefined) {
      return refused('It does not go with pollers of the mapping’s own.', leftOut('maxConcurrency'));
    }
    const found = within('maxConcurrency', given, {
      min: read.number('sqs-max-concurrency', 'min'),
      max: read.number('sqs-max-concurrency', 'max'),
    });
    if (found.verdict === 'ok' && reserved !== undefined && given > reserved) {
      const least = read.number('sqs-max-concurrency', 'min') ?? 0;
      return warning(
        `${formatNumber(given)} is more than the ${formatNumber(reserved)} that are reserved: the rest is throttled, and every throttled receive counts.`,
        reserved >= least ? suggest('maxConcurrency', reserved) : undefined,
      );
    }
    return found;
  },
};

/** One end of the range of a mapping's own pollers. */
function pollers(id: string, field: 'pollersMin' | 'pollersMax', title: string): Rule {
  return {
    id,
    group: 'mapping',
    title,
    inputs: [field, 'source'],
    check(configuration, read) {
      const source = sourceThere(configuration, read);
      const given = configuration[field];
      if (source === null || given === undefined) return null;
      const isKafka = source === 'msk' || source === 'self-managed-kafka';
      if (!isKafka && !isQueue(source)) {
        return refused(`${optionLabel('source', source)} has no pollers of a mapping’s own.`, leftOut(field));
      }
      const fact = isKafka ? 'kafka-provisioned-mode' : 'sqs-provisioned-mode';
      const absent = notYet(read, fact, 'Provisioned mode', leftOut(field));
      if (absent) return absent;
      const range = read.value(fact, field === 'pollersMin' ? 'minPollers' : 'maxPollers');
      const [min, max] = Array.isArray(range) ? range : [];
      if (typeof min !== 'number' || typeof max !== 'number') return noFact('how many pollers there may be');
      // The most are no fewer than the fewest.
      const fewest = field === 'pollersMax' ? configuration.pollersMin : undefined;
      const isBound = fewest !== undefined && fewest > min && fewest <= max;
      return within(
        field,
        given,
        isBound ? { min: fewest, max, because: ' beside the fewest given' } : { min, max },
      );
    },
  };
}

export const MAPPING_RULES: readonly Rule[] = [
  sourceRule,
  batch,
  batchWindow,
  visibility,
  receives,
  maxConcurrency,
  pollers('pollers-min', 'pollersMin', 'Fewest pollers'),
  pollers('pollers-max', 'pollersMax', 'Most pollers'),
  filters,
  partial,
];
