/** What all charts of a run are made from, and with. */
import type { Prices } from '../cost/prices.ts';
import { functionIdOf, qualifierOf } from '../sim/function-named.ts';
import type { Rules } from '../sim/rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import { knownUs, type Bins } from './bins.ts';
import type { ChartId, ChartLine, ChartModel, LineLook } from './chart-model.ts';
import type { RunSamples, Samples } from './run-samples.ts';
import { titleOf } from './scene-input.ts';

export interface ChartInput {
  readonly samples: RunSamples;
  readonly scenario: Scenario;
  readonly rules: Rules;
  readonly prices: Prices;
  readonly bins: Bins;
  /** The function, version or alias that charts of invocations are about; -1: all. */
  readonly scope: number;
}

/** A row of values for a chart. */
export function chartLine(
  key: string,
  name: string,
  values: Float64Array,
  steps: Int32Array,
  look: LineLook,
  lane = 0,
): ChartLine {
  return { key, name, values, steps, look, lane };
}

/** What a chart is made of; what is left out is as it mostly is. */
export type ChartParts = Pick<ChartModel, 'title' | 'metrics' | 'form' | 'unit' | 'lines'> &
  Partial<Pick<ChartModel, 'lanes' | 'heat' | 'note' | 'sorted'>>;

/** A chart from its parts; `timed` are the samples whose values may come to light later than their moment. */
export function chartModel(
  input: ChartInput,
  id: ChartId,
  parts: ChartParts,
  timed: readonly Samples[] = [],
): ChartModel {
  const { bins, samples } = input;
  return {
    id,
    bins,
    lanes: [''],
    note: '',
    knownUs: knownUs(bins, timed, samples.trace.at),
    ...parts,
  };
}

/** What a place is called: `orders`, `orders:live`; -1 is the account. */
export function placeTitle(
  { samples, scenario }: Pick<ChartInput, 'samples' | 'scenario'>,
  place: number,
): string {
  if (place < 0) return 'Account';
  const { name } = samples.trace.places[place]!;
  const qualifier = qualifierOf(name);
  return qualifier === null
    ? titleOf(scenario, name)
    : `${titleOf(scenario, functionIdOf(name))}:${qualifier}`;
}
