/** Concurrency, a lane for each function, version and alias, with what limits it; and how much of what is provisioned is used. */
import { formatCount } from '../sim/format-time.ts';
import { levelsOf, type Bins } from './bins.ts';
import type { ChartLine, ChartModel } from './chart-model.ts';
import { EXTRA } from './extra-samples.ts';
import { chartLine, chartModel, placeTitle, type ChartInput } from './chart-parts.ts';

const NAME = 'ConcurrentExecutions';
const MOST_LANES = 8;
/** A limit that stands higher than this times the most is told, not drawn: it would flatten what is below. */
const FAR = 4;

const most = (values: Float64Array) => values.reduce((sum, value) => (value > sum ? value : sum), 0);

function limitLine(key: string, name: string, values: Float64Array, bins: Bins, lane: number): ChartLine {
  return chartLine(key, name, values, new Int32Array(bins.count).fill(-1), 'limit', lane);
}

/** The account first where it has several functions, then each function with its versions and aliases. */
function lanePlaces({ samples }: ChartInput): readonly number[] {
  const { places } = samples.trace;
  const own = samples.placesOf(NAME).filter((place) => place >= 0);
  const rootOf = (place: number) => places[place]!.of ?? place;
  const sorted = own.toSorted((a, b) => rootOf(a) - rootOf(b) || a - b);
  const roots = new Set(sorted.map(rootOf));
  return [...(roots.size > 1 ? [-1] : []), ...sorted].slice(0, MOST_LANES);
}

export function concurrencyChart(input: ChartInput): ChartModel | null {
  const { samples, scenario, rules, bins } = input;
  const places = lanePlaces(input);
  if (places.length === 0) return null;
  const { concurrencyLimit } = scenario.settings;
  const account = concurrencyLimit === undefined ? rules.accountConcurrency : concurrencyLimit;
  const lines: ChartLine[] = [];
  const far: string[] = [];
  places.forEach((place, lane) => {
    const { max, maxStep } = levelsOf(samples.levelOf(NAME, place), bins);
    const name = placeTitle(input, place);
    lines.push(chartLine(`running ${lane}`, name, max, maxStep, 'area', lane));
    const limit = (key: string, title: string, values: Float64Array) => {
      const highest = most(values);
      if (highest > 0 && highest > FAR * Math.max(1, most(max)))
        far.push(`${places.length > 1 ? `${name}, ` : ''}${title} ${formatCount(highest)}`);
      else lines.push(limitLine(`${key} ${lane}`, title, values, bins, lane));
    };
    const reserved = place < 0 ? null : samples.levelOf(EXTRA.reserved, place);
    if (reserved && reserved.length > 0) limit('reserved', 'reserved', levelsOf(reserved, bins, NaN).max);
    const requested = place < 0 ? null : samples.levelOf(EXTRA.requested, place);
    if (requested && requested.length > 0) limit('provisioned', 'provisioned', levelsOf(requested, bins).max);
    if (account !== null && lane === 0 && (place < 0 || !reserved || reserved.length === 0))
      limit('limit', 'limit of the account', new Float64Array(bins.count).fill(account));
  });
  const lanes = places.map((place) => placeTitle(input, place));
  return chartModel(input, 'concurrency', {
    title: 'Concurrency',
    metrics: [NAME],
    form: 'levels',
    unit: 'count',
    lines,
    lanes: places.length === 1 ? [''] : lanes,
    note: `The most requests at once in each stretch, those that wait for an Init among them.${far.length === 0 ? '' : ` Above the scale: ${far.join('; ')}.`}`,
  });
}

export function provisionedChart(input: ChartInput): ChartModel | null {
  const { samples, bins } = input;
  const name = 'ProvisionedConcurrencyUtilization';
  const places = samples.placesOf(name).slice(0, MOST_LANES);
  if (places.length === 0) return null;
  const lines = places.map((place, lane) => {
    const { max, maxStep } = levelsOf(samples.levelOf(name, place), bins);
    return chartLine(`used ${lane}`, placeTitle(input, place), max, maxStep, 'area', lane);
  });
  return chartModel(input, 'provisioned', {
    title: 'Provisioned concurrency in use',
    metrics: [name],
    form: 'levels',
    unit: 'share',
    lines,
    lanes: places.map((place) => placeTitle(input, place)),
    note: 'The greatest share of each stretch. While all of it is in use, further requests spill over to standard concurrency.',
  });
}
