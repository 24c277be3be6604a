/**
 * Zoom and pan of a time axis: two fingers, the wheel with Ctrl (a pinch on a trackpad is told as that) or with Shift.
 * What a finger does alone is its owner's.
 */
import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import type { TimeFrame } from './time-axis.ts';
import { held, panned, zoomed, type Stretch } from './time-window.ts';

export interface AxisGestures {
  readonly frame: TimeFrame;
  /** px of the drawing the frame is of. */
  readonly width: number;
  /** The end of the run, µs. */
  readonly endUs: number;
  readonly windowUs: Stretch | null;
  /** Told of another part to show; null: the whole run. */
  readonly onWindow: (windowUs: Stretch | null) => void;
}

/** One turn of a wheel is about 100 px: it shows half as much. */
const HALF_PX = 140;

interface Pinch {
  readonly lengthUs: number;
  /** Moment under the first finger, and how far apart the two were, px. */
  readonly underUs: number;
  readonly apart: number;
}

/** @returns whether two fingers are at it now. */
export function useAxisGestures(
  root: RefObject<Element | null>,
  gestures: AxisGestures | null,
): RefObject<boolean> {
  const isPinching = useRef(false);
  const fingers = useRef(new Map<number, number>());
  const pinch = useRef<Pinch | null>(null);

  const placeOf = (clientX: number): number => {
    const box = root.current!.getBoundingClientRect();
    return ((clientX - box.left) / Math.max(1, box.width)) * (gestures?.width ?? 1);
  };

  const onWheel = useEffectEvent((event: WheelEvent) => {
    if (!gestures) return;
    const { frame, windowUs, endUs, onWindow } = gestures;
    if (event.ctrlKey) {
      const factor = 2 ** (-event.deltaY / HALF_PX);
      onWindow(zoomed(windowUs, frame.x.invert(placeOf(event.clientX)), endUs, factor));
    } else if (windowUs && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))) {
      const px = event.deltaX === 0 ? event.deltaY : event.deltaX;
      onWindow(panned(windowUs, (px / (frame.to - frame.from)) * (frame.endUs - frame.startUs), endUs));
    } else return;
    event.preventDefault();
  });

  const onFinger = useEffectEvent((event: PointerEvent) => {
    if (!gestures || event.pointerType !== 'touch') return;
    const { frame, endUs, onWindow } = gestures;
    const down = fingers.current;
    if (event.type === 'pointerdown') down.set(event.pointerId, placeOf(event.clientX));
    else if (event.type === 'pointermove' && down.has(event.pointerId)) {
      down.set(event.pointerId, placeOf(event.clientX));
    } else down.delete(event.pointerId);
    if (down.size !== 2) {
      pinch.current = null;
      isPinching.current = down.size > 1;
      return;
    }
    isPinching.current = true;
    const [first, second] = [...down.values()] as [number, number];
    const apart = Math.max(16, Math.abs(first - second));
    const lengthUs = frame.endUs - frame.startUs;
    pinch.current ??= { lengthUs, underUs: frame.x.invert(first), apart };
    const wanted = (pinch.current.lengthUs * pinch.current.apart) / apart;
    if (wanted >= endUs) {
      onWindow(null);
      return;
    }
    const startUs = pinch.current.underUs - ((first - frame.from) / (frame.to - frame.from)) * wanted;
    onWindow(held([startUs, startUs + wanted], endUs));
  });

  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const wheel = (event: Event) => {
      onWheel(event as WheelEvent);
    };
    const finger = (event: Event) => {
      onFinger(event as PointerEvent);
    };
    const kinds = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'];
    // The page must not scroll or zoom beside it.
    element.addEventListener('wheel', wheel, { passive: false });
    for (const kind of kinds) element.addEventListener(kind, finger, { capture: true });
    return () => {
      element.removeEventListener('wheel', wheel);
      for (const kind of kinds) element.removeEventListener(kind, finger, { capture: true });
    };
  }, [root]);
  return isPinching;
}
