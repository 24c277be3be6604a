import { groundMarks, jarMarks, type Look } from './jar.ts';
import { group } from './mark.ts';
import { Marks } from './Marks.tsx';

export interface JarProps {
  readonly look: Look;
  /** Init and restore: share of the start that has passed, 0 to 1. */
  readonly level?: number;
  /** Width of the jar, px. */
  readonly size?: number;
  /** Kept ready: a double ground line. */
  readonly ready?: boolean;
  readonly ground?: boolean;
  /** A sentence; without one the jar is decoration beside a text that says it. */
  readonly label?: string;
}

/** One jar by itself, standing on its ground line. */
export function Jar({ look, level = 0, size = 40, ready = false, ground = true, label }: JarProps) {
  const height = size * 1.25;
  const over = ground ? Math.max(2, size * 0.1) + 1 : 1;
  const shape = { x: over, ground: height + 1, width: size, height };
  const [width, tall] = [size + 2 * over, height + (ready ? 7 : 3)];
  return (
    <svg
      width={width}
      height={tall}
      viewBox={`0 0 ${width} ${tall}`}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <Marks
        marks={[group('jar', jarMarks(shape, look, level)), ...(ground ? groundMarks(shape, ready) : [])]}
      />
    </svg>
  );
}
