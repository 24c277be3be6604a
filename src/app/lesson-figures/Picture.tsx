/**
 * A scene in the width it is given. On the server and in the first frame nobody knows that width: both the
 * wide and the narrow picture are in the markup, the style sheet shows one, and the box has its height, so
 * nothing shifts when the exact one takes over.
 */
import { useRef, type ReactNode } from 'react';
import { Marks } from '../../view/Marks.tsx';
import type { Scene } from '../../view/scene.ts';
import { useWidth } from '../use-width.ts';

/** Widths the still pictures are drawn for: the figure's stage, and the narrowest phone, where nothing may shrink. */
const WIDE = 958;
const NARROW = 328;
/** From here on scenes have room for gutters. */
export const WIDE_FROM = 640;

export interface PictureProps {
  readonly draw: (width: number) => Scene;
  /** Controls that lie over the picture; they know the exact width. */
  readonly renderOver?: (width: number) => ReactNode;
  readonly wide?: number;
  readonly narrow?: number;
}

function Svg({ scene, className }: { readonly scene: Scene; readonly className?: string }) {
  return (
    <svg
      viewBox={`0 0 ${scene.width} ${scene.height}`}
      width="100%"
      height={scene.height}
      preserveAspectRatio="xMinYMin meet"
      role="img"
      aria-label={scene.label}
      className={className}
    >
      <Marks marks={scene.marks} />
    </svg>
  );
}

export function Picture({ draw, renderOver, wide = WIDE, narrow = NARROW }: PictureProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  return (
    <div ref={box} className="relative select-none">
      {width === null ? (
        <>
          <Svg scene={draw(wide)} className="block max-md:hidden" />
          <Svg scene={draw(narrow)} className="block md:hidden" />
        </>
      ) : (
        <>
          <Svg scene={draw(Math.max(280, width))} className="block" />
          {renderOver?.(Math.max(280, width))}
        </>
      )}
    </div>
  );
}
