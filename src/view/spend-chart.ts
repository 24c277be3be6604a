/** What the run has cost by the end of each stretch, part by part. */
import { spendOver, type SpendPart } from '../cost/spend.ts';
import { binEndUs } from './bins.ts';
import type { ChartModel, LineLook } from './chart-model.ts';
import { chartLine, chartModel, type ChartInput } from './chart-parts.ts';

/** The parts of a bill in words. */
const SPEND_NAMES: Readonly<Record<SpendPart, string>> = {
  requests: 'Requests',
  duration: 'Duration',
  provisioned: 'Provisioned concurrency',
  'provisioned duration': 'Duration on provisioned concurrency',
  tmp: '/tmp above what is free',
  snapshots: 'SnapStart',
  pollers: 'Event poller units',
  'edge requests': 'Lambda@Edge requests',
  'edge duration': 'Lambda@Edge duration',
};

/** Stacked from the ground up, each a shade of ink. */
const LOOKS: readonly LineLook[] = ['strong', 'plain', 'faint'];

export function spendChart(input: ChartInput): ChartModel | null {
  const { samples, prices, bins } = input;
  const ends = Array.from({ length: bins.count }, (_, bin) => binEndUs(bins, bin));
  const { parts, total } = spendOver(samples.uses, samples.standing, prices, ends);
  if (parts.length === 0) return null;
  const none = new Int32Array(bins.count).fill(-1);
  const nano = (sums: readonly bigint[]) => Float64Array.from(sums, Number);
  return chartModel(input, 'spend', {
    title: 'Spend since the start',
    metrics: [],
    form: 'stack',
    unit: 'usd',
    lines: [
      ...parts.map(({ part, nanoUsd }, at) =>
        chartLine(part, SPEND_NAMES[part], nano(nanoUsd), none, LOOKS[at % LOOKS.length]!),
      ),
      chartLine('total', 'Total', nano(total), none, 'dashed'),
    ],
    note:
      'On x86_64 in us-east-1 by the prices of the date. Not subtracted: the free tier. Not counted, as the facts have no price of it: ' +
      'queues, streams, destinations and what functions call, API Gateway and load balancers, logs, data transfer.',
  });
}
