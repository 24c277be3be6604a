import { benchScene, type BenchInput } from './bench-scene.ts';
import { PlainPicture } from './PlainPicture.tsx';

/** The living figure of the home page: real runs on one ground, at the moments they are given. */
export function HomeBench(input: BenchInput) {
  return <PlainPicture scene={benchScene(input)} />;
}
