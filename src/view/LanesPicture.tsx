import { lanesScene, type LanesInput } from './lanes-scene.ts';
import { MarkedPicture } from './MarkedPicture.tsx';

/** Lanes by themselves: a figure in a lesson, a proof beside an answer. */
export function LanesPicture(input: LanesInput) {
  return <MarkedPicture scene={lanesScene(input)} />;
}
