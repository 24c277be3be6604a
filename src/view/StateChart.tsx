import { PlainPicture } from './PlainPicture.tsx';
import { stateChartScene, type StateChartInput } from './state-chart.ts';

/** The machine of one actor, with the state it is in at the moment. */
export function StateChart(input: StateChartInput) {
  return <PlainPicture scene={stateChartScene(input)} />;
}
