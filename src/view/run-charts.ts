/** The charts of a run, each made of its samples: which ones there are depends on what the run has. */
import { levelsOf, oldestOf, percentilesOf, sumsOf, type Bins, type SortedBins } from './bins.ts';
import type { ChartId, ChartLine, ChartModel, LineLook } from './chart-model.ts';
import { chartLine, chartModel, placeTitle, type ChartInput, type ChartParts } from './chart-parts.ts';
import { concurrencyChart, provisionedChart } from './concurrency-chart.ts';
import { EXTRA } from './extra-samples.ts';
import { heatOf } from './latency-heat.ts';
import { OLDEST, Samples } from './run-samples.ts';
import { spendChart } from './spend-chart.ts';

const QUANTILES = [
  { key: 'p50', share: 0.5, look: 'strong' },
  { key: 'p90', share: 0.9, look: 'plain' },
  { key: 'p99', share: 0.99, look: 'dashed' },
  { key: 'max', share: 1, look: 'dots' },
] as const;

function quantiles(
  samples: Samples,
  bins: Bins,
): { readonly lines: ChartLine[]; readonly sorted: SortedBins } {
  const { values, steps, sorted } = percentilesOf(
    samples,
    bins,
    QUANTILES.map(({ share }) => share),
  );
  return {
    lines: QUANTILES.map(({ key, look }, at) => chartLine(key, key, values[at]!, steps[at]!, look)),
    sorted,
  };
}

function percentileChart(
  input: ChartInput,
  id: ChartId,
  samples: Samples,
  parts: Pick<ChartParts, 'title' | 'metrics' | 'note'>,
): ChartModel | null {
  if (samples.length === 0) return null;
  const drawn = quantiles(samples, input.bins);
  return chartModel(input, id, { ...parts, form: 'lines', unit: 'ms', ...drawn }, [samples]);
}

interface Bar {
  readonly name: string;
  readonly look: LineLook;
  readonly samples: Samples;
}

/** Counts of each stretch: what came above the line, what was lost below it. */
function barChart(
  input: ChartInput,
  id: ChartId,
  bars: readonly Bar[],
  parts: Pick<ChartParts, 'title' | 'metrics' | 'note'>,
): ChartModel | null {
  if (bars.every(({ samples }) => samples.length === 0)) return null;
  const lines = bars.map(({ name, look, samples }) => {
    // Of a count that may be 0 (Errors of a good invocation) only what counts has a step behind it.
    const { sum, max, maxStep } = sumsOf(samples, input.bins);
    const steps = maxStep.map((step, bin) => (max[bin]! > 0 ? step : -1));
    return chartLine(name, name, sum, steps, look);
  });
  const timed = bars.map(({ samples }) => samples);
  return chartModel(input, id, { ...parts, form: 'bars', unit: 'count', lines }, timed);
}

function together(all: readonly Samples[]): Samples {
  if (all.length === 1) return all[0]!;
  const joined = new Samples();
  for (const { atUs, values, steps } of all)
    for (let index = 0; index < atUs.length; index += 1)
      joined.push(atUs[index]!, values[index]!, steps[index]!);
  return joined;
}

/** What counts at the services in front of a function, by AWS's names. */
const FRONTS = {
  'api-gateway': {
    of: 'API Gateway',
    all: 'Count',
    client: '4XXError',
    error: '5XXError',
    latency: 'Latency',
    ms: 1,
  },
  alb: {
    of: 'Load balancer',
    all: 'RequestCount',
    client: null,
    error: 'HTTPCode_ELB_5XX_Count',
    latency: 'TargetResponseTime',
    ms: 1000,
  },
  'function-url': {
    of: 'Function URL',
    all: 'UrlRequestCount',
    client: 'Url4xxCount',
    error: 'Url5xxCount',
    latency: 'UrlRequestLatency',
    ms: 1,
  },
} as const;

function frontOf({ samples }: ChartInput) {
  return Object.values(FRONTS).find(({ all }) => samples.placesOf(all).length > 0);
}

const MAPPING_BARS = [
  { name: 'PolledEventCount', look: 'up' },
  { name: 'FailedInvokeEventCount', look: 'failed' },
  { name: 'DroppedEventCount', look: 'down' },
] as const;

function placeLanes(input: ChartInput, places: readonly number[]): readonly string[] {
  return places.map((number) => placeTitle(input, number));
}

/** More lanes than these are not read any more. */
const MOST_LANES = 6;

type Build = (input: ChartInput) => ChartModel | null;

const BUILDS: Readonly<Record<ChartId, Build>> = {
  latency(input) {
    const samples = input.samples.within(EXTRA.latency, input.scope);
    if (samples.length === 0) return null;
    const parts = {
      title: 'Latency of requests',
      metrics: [],
      form: 'heat',
      unit: 'ms',
      ...quantiles(samples, input.bins),
      heat: heatOf(samples, input.bins),
      note: 'From the moment Lambda takes a request in to its end, with the Init it waits for. CloudWatch has no such metric of a function.',
    } as const;
    return chartModel(input, 'latency', parts, [samples]);
  },
  duration: (input) =>
    percentileChart(input, 'duration', input.samples.within('Duration', input.scope), {
      title: 'Duration of invocations',
      metrics: ['Duration'],
      note: 'An invocation counts in the stretch in which it began. Init is not part of Duration.',
    }),
  init: (input) =>
    percentileChart(input, 'init', input.samples.within(EXTRA.init, input.scope), {
      title: 'Init of environments',
      metrics: ['Init Duration'],
      note: 'CloudWatch has it in the REPORT line of the log, not as a metric.',
    }),
  traffic(input) {
    const of = (name: string) => input.samples.within(name, input.scope);
    const bars: readonly Bar[] = [
      { name: 'Invocations', look: 'up', samples: of('Invocations') },
      { name: 'Errors', look: 'failed', samples: of('Errors') },
      { name: 'Throttles', look: 'throttled', samples: of('Throttles') },
    ];
    return barChart(input, 'traffic', bars, {
      title: 'Invocations, errors, throttles',
      metrics: ['Invocations', 'Errors', 'Throttles'],
      note: 'Errors are invocations too; throttled requests are not. An error counts when its invocation began.',
    });
  },
  concurrency: concurrencyChart,
  provisioned: provisionedChart,
  front(input) {
    const front = frontOf(input);
    if (!front) return null;
    const of = (name: string) => input.samples.within(name, -1);
    const bars: readonly Bar[] = [
      { name: front.all, look: 'up', samples: of(front.all) },
      { name: front.error, look: 'failed', samples: of(front.error) },
      ...(front.client ? [{ name: front.client, look: 'down' as const, samples: of(front.client) }] : []),
    ];
    return barChart(input, 'front', bars, {
      title: `${front.of}: requests and errors`,
      metrics: bars.map(({ name }) => name),
      note: '',
    });
  },
  'front-latency'(input) {
    const front = frontOf(input);
    if (!front) return null;
    const told = input.samples.within(front.latency, -1);
    const samples = new Samples();
    told.values.forEach((value, index) => {
      samples.push(told.atUs[index]!, value * front.ms, told.steps[index]!);
    });
    return percentileChart(input, 'front-latency', samples, {
      title: `${front.of}: latency`,
      metrics: [front.latency],
      note: 'What the client waits for.',
    });
  },
  'iterator-age'(input) {
    const name = 'IteratorAge';
    const places = input.samples.placesOf(name).filter((number) => !input.samples.trace.places[number]!.of);
    if (places.length === 0) return null;
    const all = places.slice(0, MOST_LANES).map((number) => input.samples.of(name, number));
    const lines = all.map((samples, lane) => {
      const { max, maxStep } = sumsOf(samples, input.bins);
      return chartLine(`age ${lane}`, placeTitle(input, places[lane]!), max, maxStep, 'area', lane);
    });
    const lanes = lines.length === 1 ? [''] : placeLanes(input, places.slice(0, MOST_LANES));
    const parts = {
      title: 'Iterator age',
      metrics: [name],
      form: 'lines',
      unit: 'ms',
      lines,
      lanes,
      note: 'The age of a batch’s last record when Lambda sends it: the greatest of each stretch. A stretch in which no batch is sent has none.',
    } as const;
    return chartModel(input, 'iterator-age', parts, all);
  },
  mapping(input) {
    const bars = MAPPING_BARS.map(({ name, look }) => ({
      name,
      look,
      samples: input.samples.within(name, -1),
    }));
    return barChart(input, 'mapping', bars, {
      title: 'Event source mapping',
      metrics: bars.map(({ name }) => name),
      note: 'Records or messages: a batch that fails counts with all it holds, each time it is sent.',
    });
  },
  queue(input) {
    const [visible, hidden] = ['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible'];
    const places = input.samples.placesOf(visible).slice(0, MOST_LANES);
    if (places.length === 0) return null;
    const lines = places.flatMap((number, lane) =>
      (
        [
          ['visible', visible, 'area'],
          ['not visible', hidden, 'dashed'],
        ] as const
      ).map(([name, metric, look]) => {
        const { max, maxStep } = levelsOf(input.samples.levelOf(metric, number), input.bins);
        return chartLine(`${name} ${lane}`, name, max, maxStep, look, lane);
      }),
    );
    return chartModel(input, 'queue', {
      title: 'Messages in queues',
      metrics: [visible, hidden],
      form: 'levels',
      unit: 'count',
      lines,
      lanes: placeLanes(input, places),
      note: 'The most of each stretch. Not visible: received and not yet deleted.',
    });
  },
  'oldest-message'(input) {
    const places = input.samples.placesOf(OLDEST).slice(0, MOST_LANES);
    if (places.length === 0) return null;
    const none = new Int32Array(input.bins.count).fill(-1);
    const lines = places.map((number, lane) => {
      const ages = oldestOf(input.samples.levelOf(OLDEST, number), input.bins);
      return chartLine(
        `age ${lane}`,
        placeTitle(input, number),
        ages.map((us) => us / 1_000_000),
        none,
        'area',
        lane,
      );
    });
    return chartModel(input, 'oldest-message', {
      title: 'Age of the oldest message',
      metrics: ['ApproximateAgeOfOldestMessage'],
      form: 'levels',
      unit: 's',
      lines,
      lanes: placeLanes(input, places),
      note: 'A message of a standard queue that was received more than three times counts no more.',
    });
  },
  events(input) {
    const of = (name: string) => input.samples.within(name, input.scope);
    const bars: readonly Bar[] = [
      { name: 'AsyncEventsReceived', look: 'up', samples: of('AsyncEventsReceived') },
      { name: 'AsyncEventsDropped', look: 'down', samples: of('AsyncEventsDropped') },
    ];
    return barChart(input, 'events', bars, {
      title: 'Asynchronous events',
      metrics: bars.map(({ name }) => name),
      note: 'Dropped: retries exhausted, too old, or no concurrency reserved.',
    });
  },
  'event-queue'(input) {
    const places = input.samples.placesOf(EXTRA.eventsWaiting).slice(0, MOST_LANES);
    if (places.length === 0) return null;
    const lines = places.map((number, lane) => {
      const { max, maxStep } = levelsOf(input.samples.levelOf(EXTRA.eventsWaiting, number), input.bins);
      return chartLine(`waiting ${lane}`, placeTitle(input, number), max, maxStep, 'area', lane);
    });
    return chartModel(input, 'event-queue', {
      title: 'Events in Lambda’s queue',
      metrics: [],
      form: 'levels',
      unit: 'count',
      lines,
      lanes: places.length === 1 ? [''] : placeLanes(input, places),
      note: 'Those that wait for their first attempt or for a retry. CloudWatch does not show this queue.',
    });
  },
  'event-age': (input) =>
    percentileChart(input, 'event-age', input.samples.within('AsyncEventAge', input.scope), {
      title: 'Age of asynchronous events',
      metrics: ['AsyncEventAge'],
      note: 'From being queued to being invoked, at each attempt: a retry is older than the first.',
    }),
  deliveries(input) {
    const of = (name: string) =>
      together(input.samples.placesOf(name).map((one) => input.samples.of(name, one)));
    const bars: readonly Bar[] = [
      { name: 'Records delivered', look: 'up', samples: of(EXTRA.delivered) },
      { name: 'Messages moved to a dead-letter queue', look: 'strong', samples: of(EXTRA.deadLettered) },
      { name: 'Records lost', look: 'down', samples: of(EXTRA.lost) },
    ].filter(({ samples }) => samples.length > 0) as Bar[];
    return barChart(input, 'deliveries', bars, {
      title: 'Destinations and dead letters',
      metrics: ['DeadLetterErrors', 'DestinationDeliveryFailures'],
      note: 'CloudWatch counts what is lost; what arrives shows at the target.',
    });
  },
  spend: spendChart,
};

/** A chart of a run; null: the run has nothing for it. */
export function chartOf(input: ChartInput, id: ChartId): ChartModel | null {
  return BUILDS[id](input);
}

/** Functions, versions and aliases whose invocations can be looked at alone, where there is more than one. */
export function scopesOf(
  input: Pick<ChartInput, 'samples' | 'scenario'>,
): readonly { readonly place: number; readonly name: string }[] {
  const places = input.samples.placesOf('Invocations').filter((number) => number >= 0);
  return places.length < 2 ? [] : places.map((place) => ({ place, name: placeTitle(input, place) }));
}
