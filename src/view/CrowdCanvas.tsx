/** The moving crowd of a picture, on one canvas over its marks; named and picked through the picture below. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { crowdLabel, type CrowdLook, type MovingCrowd } from './moving-crowd.ts';
import { paintCrowd } from './paint-crowd.ts';
import type { Sheet, Sprite } from './raster.ts';
import { lineColour, spriteOf } from './sprites.ts';
import { useCalmText } from './use-calm-text.ts';

/** What a theme and a screen make of looks: thrown away when either changes. */
interface Studio {
  readonly screen: Screen;
  readonly context: CanvasRenderingContext2D;
  readonly sprites: Map<CrowdLook, Sprite>;
  readonly lines: Map<string, number>;
}

const THEMES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'] as const;

interface Screen {
  /** Pixels in a px. */
  readonly scale: number;
  /** Changes so far of theme, of the reader's own colours, of paper and screen, of fonts. */
  readonly changes: number;
}

function useScreen(): Screen {
  const [screen, setScreen] = useState<Screen>(() => ({ scale: window.devicePixelRatio, changes: 0 }));
  useEffect(() => {
    const until = new AbortController();
    const { signal } = until;
    const changed = () => {
      setScreen(({ changes }) => ({ scale: window.devicePixelRatio, changes: changes + 1 }));
    };
    for (const query of [...THEMES, `(resolution: ${screen.scale}dppx)`])
      matchMedia(query).addEventListener('change', changed, { signal });
    // What is printed is what stands when this returns.
    const printed = () => {
      flushSync(changed);
    };
    matchMedia('print').addEventListener('change', printed, { signal });
    const theme = new MutationObserver(changed);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    document.fonts.addEventListener('loadingdone', changed, { signal });
    return () => {
      until.abort();
      theme.disconnect();
    };
  }, [screen.scale]);
  return screen;
}

export interface CrowdCanvasProps {
  readonly crowd: MovingCrowd;
  /** px of the scene. */
  readonly width: number;
  readonly height: number;
}

export function CrowdCanvas({ crowd, width, height }: CrowdCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const probe = useRef<SVGSVGElement>(null);
  const studio = useRef<Studio | null>(null);
  const image = useRef<{ readonly data: ImageData; readonly sheet: Sheet } | null>(null);
  const screen = useScreen();
  useCalmText(canvas, 'aria-label', () => crowdLabel(crowd));

  useLayoutEffect(() => {
    const shown = canvas.current;
    const context = shown?.getContext('2d');
    if (!shown || !context || !probe.current) return;
    const { scale } = screen;
    if (studio.current?.screen !== screen) {
      studio.current = {
        screen,
        context: document.createElement('canvas').getContext('2d', { willReadFrequently: true })!,
        sprites: new Map(),
        lines: new Map(),
      };
    }
    const { sprites, lines, context: drawing } = studio.current;
    const [across, down] = [Math.round(width * scale), Math.round(height * scale)];
    if (image.current?.sheet.width !== across || image.current.sheet.height !== down) {
      shown.width = across;
      shown.height = down;
      const data = context.createImageData(across, down);
      image.current = {
        data,
        sheet: { width: across, height: down, pixels: new Int32Array(data.data.buffer) },
      };
    }
    for (const look of crowd.looks) {
      if (sprites.has(look)) continue;
      sprites.set(look, spriteOf(drawing, probe.current, look.marks, scale, look.opacity ?? 1));
    }
    const trail = crowd.trails?.class;
    if (trail !== undefined && !lines.has(trail)) lines.set(trail, lineColour(drawing, probe.current, trail));
    const painted = {
      sprites: crowd.looks.map((look) => sprites.get(look)!),
      trail: trail === undefined ? 0 : lines.get(trail)!,
    };
    paintCrowd(image.current.sheet, crowd, painted, scale);
    context.putImageData(image.current.data, 0, 0);
  }, [crowd, width, height, screen]);

  return (
    <>
      <canvas ref={canvas} className="crowd-canvas" style={{ width, height }} role="img" />
      <svg ref={probe} width="0" height="0" className="absolute" aria-hidden="true" />
    </>
  );
}
