/** What is said of a dead letter, or of a record that a destination gets: a heading, and what is not in it. */
import { formatCount, formatDuration, formatTime } from '../sim/format-time.ts';
import { nameOf } from '../sim/narrate.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Sending, SentOfBatch, SentOfEvent } from '../sim/sending.ts';
import type { Trace } from '../sim/trace.ts';
import { words } from './words.ts';

export interface SendingText {
  /** What it is, from whom and to where. */
  readonly heading: string;
  /** What it holds, as JSON; empty: it was lost. */
  readonly json: string;
  /** Sentences about what it does not hold; of a lost one, why. */
  readonly notes: readonly string[];
}

const LOST: Readonly<Record<string, string>> = {
  'lost: dead letter not permitted': 'DeadLetterErrors',
  'lost: destination not permitted': 'DestinationDeliveryFailures',
};

/** The texts of one sending, in the words of the panel. */
export function sendingText(
  trace: Trace,
  sending: Sending,
  { settings }: Pick<Scenario, 'settings'>,
  digits: number,
): SendingText {
  const { to, lost, record } = sending;
  const what = whatOf(trace, sending);
  if (lost !== null) {
    return { heading: `${what}, lost on the way to ${to}`, json: '', notes: lostNotes(to, lost) };
  }
  const notes =
    sending.role === 'batch given up'
      ? batchNotes(trace, sending, settings, digits)
      : sending.role === 'dead letter'
        ? LETTER_NOTES
        : recordNotes(sending);
  return {
    heading: `${what}, from ${senderOf(trace, sending)} to ${to}`,
    json: JSON.stringify(record, null, 2),
    notes,
  };
}

function whatOf(trace: Trace, sending: Sending): string {
  if (sending.role === 'batch given up') {
    const { size, stream } = sending;
    return `Record about ${size === 1 ? 'one given-up record' : `${formatCount(size)} given-up records`} of ${stream}`;
  }
  const kind = trace.kinds.findIndex(({ name }) => name === 'event');
  const event = nameOf(trace, kind, sending.event, words);
  if (sending.role === 'dead letter') return `Dead letter of ${event}`;
  return `Record of the ${sending.role === 'on success' ? 'success' : 'failure'} of ${event}`;
}

function senderOf(trace: Trace, sending: Sending): string {
  if (sending.role === 'batch given up') return sending.mapping;
  return sending.from === 0 ? 'the function' : `function ${trace.places[sending.from]!.name}`;
}

function lostNotes(to: string, lost: string): readonly string[] {
  return [
    `The execution role may not send to ${to}. Nothing arrives there; only the metric ${LOST[lost] ?? 'of failed deliveries'} counts it.`,
  ];
}

const STANDS_FOR = 'The number stands for what was asked: the model knows only which event it is.';

const LETTER_NOTES = [
  'Not in it: which function failed, how often it was tried, and the answer beyond the beginning of the error’s message.',
  STANDS_FOR,
];

function recordNotes({ record }: SentOfEvent): readonly string[] {
  const isAnswered = 'responseContext' in record;
  return [
    isAnswered
      ? 'Not in it: what the function logged, and what earlier attempts answered. The logs are found by requestId.'
      : 'Not in it: an answer. The function was never invoked with this event.',
    STANDS_FOR,
  ];
}

/** The records themselves are not in it: only where they stood, and for how long they still do. */
function batchNotes(
  trace: Trace,
  { step, size, stream, firstLeavesUs, keptUs, to }: SentOfBatch,
  settings: Scenario['settings'],
  digits: number,
): readonly string[] {
  const isOne = size === 1;
  const [they, first] = isOne ? ['it', 'it'] : ['they', 'the first'];
  const records = isOne ? 'the record itself' : `the ${formatCount(size)} records themselves`;
  const kept = `${formatDuration(keptUs)} after it came`;
  const target = settings.resources?.[to];
  return [
    `Not in it: ${records}, only where ${they} stood in ${stream}, and nothing of what the error said.`,
    trace.at[step]! < firstLeavesUs
      ? `With its sequence numbers ${they} can be fetched until ${formatTime(firstLeavesUs, digits)}, when ${first} leaves the stream, ${kept}.`
      : `It comes too late to fetch ${isOne ? 'it' : 'them all'}: ${first} left the stream at ${formatTime(firstLeavesUs, digits)}, ${kept}.`,
    ...(target?.type === 'target' && target.service === 's3'
      ? ['At AWS a bucket gets the records as well; the model leaves them out.']
      : []),
  ];
}
