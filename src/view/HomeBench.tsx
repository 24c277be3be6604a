import { benchScene, type BenchInput } from './bench-scene.ts';
import { MarkedPicture } from './MarkedPicture.tsx';

/** The living figure of the home page: real runs on one ground, at the moments they are given. */
export function HomeBench(input: BenchInput) {
  return <MarkedPicture scene={benchScene(input)} />;
}
