import { useLayoutEffect, useRef, useState } from 'react';
import { asImage } from './as-image.ts';
import { drawMarks } from './draw-marks.ts';
import { Marks } from './Marks.tsx';
import type { Scene } from './scene.ts';
import { useCalmText } from './use-calm-text.ts';

/** A scene as one image: nothing in it is named or picked by itself. Drawn as MarkedPicture draws, without what that needs. */
export function PlainPicture({ scene }: { readonly scene: Scene }) {
  const root = useRef<SVGGElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const marks = asImage(scene.marks);
  // The first frame for good: React must never diff nodes that D3 has moved.
  const [firstFrame] = useState(marks);
  const [firstLabel] = useState(scene.label);
  useCalmText(svg, 'aria-label', () => scene.label);
  useLayoutEffect(() => {
    if (root.current) drawMarks(root.current, marks);
  }, [marks]);
  return (
    <svg
      ref={svg}
      width={scene.width}
      height={scene.height}
      viewBox={`0 0 ${scene.width} ${scene.height}`}
      role="img"
      aria-label={firstLabel}
    >
      <g ref={root}>
        <Marks marks={firstFrame} />
      </g>
    </svg>
  );
}
