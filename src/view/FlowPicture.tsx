import { flowScene, type FlowInput } from './flow-scene.ts';
import type { Pick } from './mark.ts';
import { MarkedPicture } from './MarkedPicture.tsx';

export interface FlowPictureProps extends FlowInput {
  /** Told of a click, Enter or Space on an environment. Without it the picture is an image. */
  readonly onPick?: (pick: Pick) => void;
  /** The environment shown as picked. */
  readonly picked?: number | undefined;
}

/** Caller, service and environments at a moment, animated by moving the moment. */
export function FlowPicture({ onPick, picked, ...input }: FlowPictureProps) {
  return (
    <MarkedPicture
      scene={flowScene(input)}
      onPick={onPick}
      picked={picked === undefined ? undefined : `environment ${picked}`}
    />
  );
}
