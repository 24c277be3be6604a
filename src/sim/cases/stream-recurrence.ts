/** One shard, batch by batch, as a recurrence: the rules of the reference cases once more, as briefly as they can be said. */

export interface RecurrenceInputs {
  readonly arrivalsMs: readonly number[];
  readonly batchSize: number;
  readonly okMs: number;
  readonly failMs: number;
  /** Positions of bad records, from 0. */
  readonly bad: ReadonlySet<number>;
  readonly maximumRetries: number;
  readonly maximumAgeMs: number;
  readonly backOffMs: number;
  readonly bisect: boolean;
  readonly reports: boolean;
  /** Nothing begins after it. */
  readonly horizonMs: number;
}

export interface RecurrenceRun {
  readonly invocations: { readonly atMs: number; readonly size: number; readonly ageMs: number }[];
  readonly processed: number[];
  readonly discarded: number[];
}

export function recurrence(inputs: RecurrenceInputs): RecurrenceRun {
  const { arrivalsMs, batchSize, bad, maximumRetries, maximumAgeMs, backOffMs, horizonMs } = inputs;
  const run: RecurrenceRun = { invocations: [], processed: [], discarded: [] };
  let nowMs = 0;
  let next = 0;

  /** Tries a batch until it is done with. */
  const work = (records: readonly number[], afterWaitMs: number): void => {
    let batch = records;
    let retries = 0;
    let waitMs = afterWaitMs;
    for (;;) {
      nowMs += waitMs;
      const young = batch.filter((record) => nowMs - arrivalsMs[record]! <= maximumAgeMs);
      run.discarded.push(...batch.filter((record) => !young.includes(record)));
      batch = young;
      if (batch.length === 0 || nowMs > horizonMs) return;
      run.invocations.push({
        atMs: nowMs,
        size: batch.length,
        ageMs: nowMs - arrivalsMs[batch.at(-1)!]!,
      });
      const first = batch.findIndex((record) => bad.has(record));
      nowMs += first < 0 ? inputs.okMs : inputs.failMs;
      if (nowMs > horizonMs) return;
      waitMs = backOffMs;
      if (first < 0) {
        run.processed.push(...batch);
        return;
      }
      if (inputs.reports && first > 0) {
        run.processed.push(...batch.slice(0, first));
        batch = batch.slice(first);
        retries = 0;
      } else if (inputs.bisect && !inputs.reports && batch.length > 1) {
        const half = Math.floor(batch.length / 2);
        work(batch.slice(0, half), backOffMs);
        if (nowMs > horizonMs) return;
        work(batch.slice(half), 0);
        return;
      } else if (retries < maximumRetries) {
        retries += 1;
      } else {
        run.discarded.push(...batch);
        return;
      }
    }
  };

  while (next < arrivalsMs.length) {
    nowMs = Math.max(nowMs, arrivalsMs[next]!);
    if (nowMs > horizonMs) break;
    let end = next;
    while (end < arrivalsMs.length && end - next < batchSize && arrivalsMs[end]! <= nowMs) end += 1;
    const batch = Array.from({ length: end - next }, (_, index) => next + index);
    next = end;
    work(batch, 0);
    if (nowMs > horizonMs) break;
  }
  return run;
}
