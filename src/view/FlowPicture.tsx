import type { Pick } from './mark.ts';
import { MarkedPicture } from './MarkedPicture.tsx';
import type { SceneInput } from './scene-input.ts';
import { sceneOf } from './scenes.ts';

export interface FlowPictureProps extends SceneInput {
  /** Told of a click, Enter or Space on a mark. Without it the picture is an image. */
  readonly onPick?: (pick: Pick) => void;
  /** The mark shown as picked: `environment 3`. */
  readonly picked?: string | undefined;
}

/** The run at a moment in the picture that fits its scenario, animated by moving the moment. */
export function FlowPicture({ onPick, picked, ...input }: FlowPictureProps) {
  return <MarkedPicture scene={sceneOf(input)} onPick={onPick} picked={picked} />;
}
