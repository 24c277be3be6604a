import {
  lazy,
  Suspense,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { asImage } from './as-image.ts';
import { drawMarks } from './draw-marks.ts';
import type { Mark, Pick } from './mark.ts';
import type { Scene } from './scene.ts';
import { crowdAt, crowdUnit, scenePoint } from './mark-at.ts';
import { MarkName } from './MarkName.tsx';
import { Marks } from './Marks.tsx';
import { useCalmText } from './use-calm-text.ts';

/** Most pictures never need it. */
const CrowdCanvas = lazy(async () => {
  const { CrowdCanvas: component } = await import('./CrowdCanvas.tsx');
  return { default: component };
});

/** What arrow keys walk to: buttons, and what only has a name. */
const WALKED = '[data-key][tabindex]';

export interface MarkedPictureProps {
  readonly scene: Scene;
  readonly onPick?: ((pick: Pick) => void) | undefined;
  /** The mark shown as picked: `environment 3`. */
  readonly picked?: string | undefined;
  readonly className?: string | undefined;
}

function collect(marks: readonly Mark[], found: Map<string, Pick>): void {
  for (const mark of marks) {
    if (mark.pick) found.set(mark.key, mark.pick);
    if (mark.parts) collect(mark.parts, found);
  }
}

/**
 * A scene on screen. React writes the first frame (the same markup a still on the server has) and then leaves
 * the nodes alone; every later frame is a D3 join that sets only the attributes that changed, so a frame costs
 * what moves, not what is drawn. Marks that can be picked are buttons with one place in the tab order: arrow
 * keys go from one to the next, Enter and Space pick. What is pointed at or focused is named beside it.
 */
export function MarkedPicture({ scene, onPick, picked, className }: MarkedPictureProps) {
  const root = useRef<SVGGElement>(null);
  const box = useRef<HTMLDivElement>(null);
  // The first frame for good: React must never diff nodes that D3 has moved.
  const marks = onPick ? scene.marks : asImage(scene.marks);
  const [firstFrame] = useState(marks);
  const [firstLabel] = useState(scene.label);
  const svg = useRef<SVGSVGElement>(null);
  useCalmText(svg, 'aria-label', () => scene.label);

  useLayoutEffect(() => {
    if (!root.current) return;
    const held = root.current.contains(document.activeElement);
    drawMarks(root.current, marks);
    const first =
      root.current.querySelector<SVGElement>('.mark') ?? root.current.querySelector<SVGElement>(WALKED);
    if (!root.current.querySelector(`${WALKED}[tabindex="0"]`)) first?.setAttribute('tabindex', '0');
    // What had the focus may have ended: the reader stays in the picture.
    if (held && !root.current.contains(document.activeElement)) first?.focus();
    const shown = root.current.querySelector('[data-picked]');
    if (shown?.getAttribute('data-key') === picked) return;
    shown?.removeAttribute('data-picked');
    if (picked !== undefined) {
      root.current.querySelector(`.mark[data-key="${picked}"]`)?.setAttribute('data-picked', 'true');
    }
  }, [marks, picked]);

  function pickOf(target: EventTarget): Pick | undefined {
    const key = (target as Element).closest('.mark')?.getAttribute('data-key');
    if (key === null || key === undefined) return undefined;
    const picks = new Map<string, Pick>();
    collect(scene.marks, picks);
    return picks.get(key);
  }

  function onClick(event: MouseEvent): void {
    const pick = pickOf(event.target) ?? unitOf(event);
    if (pick) onPick?.(pick);
  }

  /** Of a crowd drawn as one shape, the unit that was meant. */
  function unitOf(event: MouseEvent): Pick | undefined {
    const point = scenePoint(event.currentTarget, scene, event.clientX, event.clientY);
    const unit = crowdAt(scene, ...point);
    if (!unit) return undefined;
    const { crowd, index } = unit;
    return { kind: crowd.kind, number: crowd.numbers[index]!, step: crowd.steps[index]! };
  }

  function onKeyDown(event: KeyboardEvent): void {
    const here = (event.target as Element).closest(WALKED);
    if (!here || !root.current) return;
    if (event.key === 'Enter' || event.key === ' ') {
      const pick = pickOf(here);
      if (!pick) return;
      event.preventDefault();
      onPick?.(pick);
      return;
    }
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const buttons = [...root.current.querySelectorAll<SVGElement>(WALKED)];
    const at = buttons.findIndex((button) => button === here);
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : way && at + way;
    if (next === undefined || !buttons[next]) return;
    // The page's own keys (step, play) must not fire while the reader walks through the marks.
    event.preventDefault();
    event.stopPropagation();
    here.setAttribute('tabindex', '-1');
    buttons[next].setAttribute('tabindex', '0');
    buttons[next].focus();
  }

  // Who is picked of a crowd has no node of its own to stress.
  const [kind = '', number] = picked?.split(' ') ?? [];
  const ring = picked === undefined ? null : crowdUnit(scene, kind, Number(number));
  const picture = (
    <svg
      ref={svg}
      width={scene.width}
      height={scene.height}
      viewBox={`0 0 ${scene.width} ${scene.height}`}
      className={className}
      role={onPick ? 'group' : 'img'}
      aria-label={firstLabel}
      {...(onPick ? { onClick, onKeyDown } : {})}
    >
      <g ref={root}>
        <Marks marks={firstFrame} />
      </g>
      {ring && (
        <rect
          x={ring.x - ring.crowd.size / 2 - 2}
          y={ring.y - ring.crowd.size / 2 - 2}
          width={ring.crowd.size + 4}
          height={ring.crowd.size + 4}
          rx={3}
          className="pointer-events-none fill-none stroke-ink"
          strokeWidth={1.25}
        />
      )}
    </svg>
  );
  if (!onPick && !scene.crowd) return picture;
  return (
    <div className="picture" ref={box}>
      {picture}
      {scene.crowd && (
        <Suspense fallback={null}>
          <CrowdCanvas crowd={scene.crowd} width={scene.width} height={scene.height} />
        </Suspense>
      )}
      {onPick && <MarkName scene={scene} box={box} />}
    </div>
  );
}
