/** Small streams that go where random ones seldom do: records that leave while a reader counts on them, readers stopped in the middle. */
import type { Fault, Scenario } from '../scenario.ts';
import { smallStream } from './small-stream.ts';

const stopped: Fault = {
  id: 'role',
  title: 'The role may not read',
  on: true,
  kind: 'permission-missing',
  of: 'reader',
  fromMs: 350,
  untilMs: 2000,
};
const bad = (which: readonly number[], more: Partial<Fault> = {}): Fault => ({
  id: 'bad',
  title: 'Bad records',
  on: true,
  kind: 'bad-item',
  which: [...which],
  ...more,
});
const gathers = { windowMs: 900, pollEveryMs: 500, batchSize: 3 };

const tours: readonly Scenario[] = [
  // What seemed enough has left the stream before the poll: some of it, all of it, and the window ends first.
  smallStream({ records: [0, 0, 300, 300], stream: { retentionMs: 350 }, mapping: gathers }),
  smallStream({ records: [0, 10, 20], stream: { retentionMs: 100 }, mapping: gathers }),
  smallStream({
    records: [0, 300, 300, 300],
    stream: { retentionMs: 120 },
    mapping: { ...gathers, windowMs: 450 },
  }),
  // Nothing is left when the window ends.
  smallStream({ stream: { retentionMs: 300 }, mapping: { windowMs: 400 } }),
  // Stopped while it polls, while it gathers, and with enough gathered.
  smallStream({ records: [300], mapping: { pollEveryMs: 1000 }, faults: [stopped] }),
  smallStream({ records: [0], mapping: { windowMs: 900 }, faults: [stopped] }),
  smallStream({ records: [0, 300, 300], mapping: gathers, faults: [stopped] }),
  smallStream({ records: [600], faults: [stopped] }),
  // Too heavy to be one batch, polled and gathered.
  smallStream({ records: [0, 0, 0, 0], stream: { recordBytes: 2_000_000 } }),
  smallStream({
    records: [0, 10, 20, 30, 40],
    stream: { recordBytes: 2_000_000 },
    mapping: { windowMs: 500, pollEveryMs: 20 },
  }),
  // Names in the middle and at the beginning, with retries and without.
  smallStream({
    records: [0, 0, 0, 0],
    mapping: { reportBatchItemFailures: true, maximumRetryAttempts: 1 },
    faults: [bad([3])],
  }),
  // The second half of a split is the rest of its batch; or has grown too old by then.
  smallStream({
    records: [0, 0, 0, 0, 240],
    mapping: {
      bisect: true,
      maximumRecordAgeMs: 150,
      retryBackOff: { firstMs: 50, factor: 1, capMs: 50 },
    },
    faults: [bad([4])],
  }),
  smallStream({
    records: [0, 0, 0, 0],
    mapping: { bisect: true, maximumRetryAttempts: 0 },
    faults: [bad([1])],
  }),
  // No place left in the account.
  smallStream({ mappings: { other: {} }, concurrencyLimit: 1 }),
  // A throttled batch that grows too old, and one whose records leave the stream.
  smallStream({ function: { reservedConcurrency: 0 }, mapping: { maximumRecordAgeMs: 250 } }),
  smallStream({ stream: { retentionMs: 250 }, faults: [bad([1])] }),
  // A tumbling window cuts what is gathered; its final invocation fails.
  smallStream({ records: [800, 1100], mapping: { tumblingWindowMs: 1000, windowMs: 600 } }),
  smallStream({
    records: [0, 700, 1100],
    mapping: { tumblingWindowMs: 1000, windowMs: 1500, pollEveryMs: 300 },
    faults: [{ id: 'final', title: 'Fails', on: true, kind: 'function-error', which: [2] }],
  }),
];

/** To be run under rules that let a batch have 6,000,000 bytes. */
export const streamTours: readonly Scenario[] = tours.map((tour, index) => ({
  ...tour,
  id: `stream-tour-${index + 1}`,
}));
