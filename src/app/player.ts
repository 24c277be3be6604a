/**
 * The player moves one number, the moment. It owns the only frame clock of the program: while
 * nothing plays and nothing glides, no frame is asked for.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

/** What the player needs to know of a run: its end and its steps' times in order. */
export interface Timeline {
  readonly endUs: number;
  readonly length: number;
  readonly at: { readonly [step: number]: number };
}

export interface PlayerState {
  /** The moment shown, simulated µs. */
  readonly momentUs: number;
  /** The end of the run, simulated µs. */
  readonly endUs: number;
  /** The furthest moment shown since this run was first loaded, µs. */
  readonly seenUs: number;
  readonly playing: boolean;
  /** Simulated µs that pass in one second of screen time. */
  readonly speed: number;
}

/** The frame clock, replaceable in tests. `now` in ms. */
export interface FrameClock {
  readonly request: (callback: (nowMs: number) => void) => number;
  readonly cancel: (handle: number) => void;
  /** True: move from event to event instead of gliding. */
  readonly reducedMotion: () => boolean;
  readonly later: (callback: () => void, ms: number) => number;
  readonly cancelLater: (handle: number) => void;
}

export interface Player {
  readonly store: StoreApi<PlayerState>;
  /** Takes a run. A first run starts at 0; a re-run keeps the moment, as far as it reaches. */
  readonly load: (
    timeline: Timeline,
    options?: { readonly momentUs?: number; readonly speed?: number },
  ) => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly toggle: () => void;
  /** Puts the moment there at once: scrubbing. */
  readonly seek: (momentUs: number) => void;
  /** Goes there in 320 ms; a cut when motion is reduced. */
  readonly jump: (momentUs: number) => void;
  /** To the next or the previous moment at which something happens. */
  readonly step: (direction: 1 | -1) => void;
  /**
   * To the nearest step after the moment (with -1: before it) for which `wanted` holds.
   * @returns its number; -1: there is none, and the moment stays.
   */
  readonly next: (wanted: (step: number) => boolean, direction?: 1 | -1) => number;
  /** Play repeats this stretch (from, until, µs) until it is taken back with null. One without length is none. */
  readonly loop: (stretchUs: readonly [fromUs: number, untilUs: number] | null) => void;
  /** To the start, as if nothing had been seen yet. */
  readonly restart: () => void;
  /** Held between SLOWEST and FASTEST. */
  readonly setSpeed: (speed: number) => void;
  /** Called when a gesture or a run of play has ended and the moment rests. */
  readonly onRest: (listener: () => void) => () => void;
  /** Tells the player that a scrub has ended. */
  readonly rest: () => void;
  readonly destroy: () => void;
}

/** Simulated µs in one second of screen: a microsecond, and a day. */
export const SLOWEST = 1;
export const FASTEST = 86_400_000_000;

const GLIDE_MS = 320;
/** With reduced motion, play goes from event to event twice a second. */
const STILL_MS = 500;
/** A longer gap between frames (a sleeping machine) must not throw the moment forward. */
const LONGEST_FRAME_MS = 100;

const browserClock: FrameClock = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => {
    cancelAnimationFrame(handle);
  },
  reducedMotion: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  later: (callback, ms) => window.setTimeout(callback, ms),
  cancelLater: (handle) => {
    window.clearTimeout(handle);
  },
};

/** First step after `momentUs`; `length` when there is none. */
function stepAfter(timeline: Timeline, momentUs: number): number {
  let low = 0;
  let high = timeline.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeline.at[middle]! <= momentUs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Last step before `momentUs`; -1 when there is none. */
function stepBefore(timeline: Timeline, momentUs: number): number {
  let low = 0;
  let high = timeline.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeline.at[middle]! < momentUs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Ease of cubic-bezier(.2, 0, 0, 1), close enough for a third of a second. */
function ease(share: number): number {
  const rest = 1 - share;
  return 1 - rest * rest * rest * rest;
}

/** Makes a player at rest at 0 with nothing loaded. */
export function createPlayer(clock: FrameClock = browserClock): Player {
  const store = createStore<PlayerState>(() => ({
    momentUs: 0,
    endUs: 0,
    seenUs: 0,
    playing: false,
    speed: 1_000_000,
  }));
  const listeners = new Set<() => void>();
  let timeline: Timeline = { endUs: 0, length: 0, at: [] };
  let frame = 0;
  let timer = 0;
  let lastMs = -1;
  let glide: { fromUs: number; toUs: number; startMs: number } | null = null;
  let looped: readonly [fromUs: number, untilUs: number] | null = null;

  /** The stretch that play repeats, as far as the run reaches; null: play goes on to the end. */
  function stretch(): readonly [number, number] | null {
    if (!looped) return null;
    const [fromUs, untilUs] = [Math.max(0, looped[0]), Math.min(looped[1], timeline.endUs)];
    return untilUs > fromUs ? [fromUs, untilUs] : null;
  }

  function put(momentUs: number): void {
    const at = Math.min(Math.max(0, momentUs), timeline.endUs);
    const state = store.getState();
    if (at === state.momentUs) return;
    store.setState({ momentUs: at, seenUs: Math.max(state.seenUs, at) });
  }

  function settle(): void {
    for (const listener of listeners) listener();
  }

  function halt(): void {
    if (frame !== 0) clock.cancel(frame);
    if (timer !== 0) clock.cancelLater(timer);
    frame = 0;
    timer = 0;
    lastMs = -1;
    glide = null;
  }

  function stop(): void {
    const was = store.getState().playing;
    halt();
    if (was) store.setState({ playing: false });
    if (was) settle();
  }

  function onFrame(nowMs: number): void {
    frame = 0;
    if (glide) {
      if (glide.startMs < 0) glide.startMs = nowMs;
      const share = Math.min(1, (nowMs - glide.startMs) / GLIDE_MS);
      put(share === 1 ? glide.toUs : glide.fromUs + (glide.toUs - glide.fromUs) * ease(share));
      if (share < 1) frame = clock.request(onFrame);
      else {
        glide = null;
        settle();
      }
      return;
    }
    const state = store.getState();
    if (!state.playing) return;
    const passedMs = lastMs < 0 ? 0 : Math.min(LONGEST_FRAME_MS, nowMs - lastMs);
    lastMs = nowMs;
    const nextUs = state.momentUs + (passedMs / 1000) * state.speed;
    const repeated = stretch();
    if (repeated) {
      const [fromUs, untilUs] = repeated;
      // What a frame goes beyond the end of the stretch, it goes on from its beginning.
      const isOutside = state.momentUs < fromUs || state.momentUs > untilUs;
      put(
        isOutside ? fromUs : nextUs < untilUs ? nextUs : fromUs + ((nextUs - untilUs) % (untilUs - fromUs)),
      );
      frame = clock.request(onFrame);
      return;
    }
    put(nextUs);
    if (store.getState().momentUs >= timeline.endUs) stop();
    else frame = clock.request(onFrame);
  }

  function onTick(): void {
    timer = 0;
    if (!store.getState().playing) return;
    const { momentUs } = store.getState();
    const step = stepAfter(timeline, momentUs);
    const nextUs = step < timeline.length ? timeline.at[step]! : timeline.endUs;
    const repeated = stretch();
    if (repeated) {
      const [fromUs, untilUs] = repeated;
      put(momentUs < fromUs || momentUs >= untilUs ? fromUs : Math.min(nextUs, untilUs));
      timer = clock.later(onTick, STILL_MS);
      return;
    }
    put(nextUs);
    if (store.getState().momentUs >= timeline.endUs) stop();
    else timer = clock.later(onTick, STILL_MS);
  }

  function jump(momentUs: number): void {
    const playing = store.getState().playing;
    halt();
    if (playing) store.setState({ playing: false });
    const toUs = Math.min(Math.max(0, momentUs), timeline.endUs);
    if (clock.reducedMotion() || toUs === store.getState().momentUs) {
      put(toUs);
      settle();
      return;
    }
    glide = { fromUs: store.getState().momentUs, toUs, startMs: -1 };
    frame = clock.request(onFrame);
  }

  /** Where a glide is going, else where the moment is: stepping quickly must not lose steps. */
  const target = (): number => glide?.toUs ?? store.getState().momentUs;

  function cut(momentUs: number): void {
    const playing = store.getState().playing;
    halt();
    if (playing) store.setState({ playing: false });
    put(momentUs);
    settle();
  }

  return {
    store,
    load(next, options = {}) {
      const first = timeline.length === 0;
      const state = store.getState();
      const wanted = options.momentUs ?? (first ? 0 : (glide?.toUs ?? state.momentUs));
      halt();
      timeline = next;
      const momentUs = Math.min(Math.max(0, wanted), next.endUs);
      store.setState({
        momentUs,
        endUs: next.endUs,
        seenUs: first ? momentUs : Math.min(next.endUs, Math.max(state.seenUs, momentUs)),
        speed: options.speed ?? state.speed,
        playing: state.playing && momentUs < next.endUs,
      });
      if (store.getState().playing) {
        if (clock.reducedMotion()) timer = clock.later(onTick, STILL_MS);
        else frame = clock.request(onFrame);
      }
    },
    play() {
      if (timeline.length === 0 || store.getState().playing) return;
      halt();
      const repeated = stretch();
      const { momentUs } = store.getState();
      if (repeated && (momentUs < repeated[0] || momentUs >= repeated[1])) put(repeated[0]);
      else if (momentUs >= timeline.endUs) put(0);
      store.setState({ playing: true });
      if (clock.reducedMotion()) onTick();
      else frame = clock.request(onFrame);
    },
    pause: stop,
    toggle() {
      if (store.getState().playing) stop();
      else this.play();
    },
    seek(momentUs) {
      const playing = store.getState().playing;
      halt();
      if (playing) store.setState({ playing: false });
      put(momentUs);
    },
    jump,
    step(direction) {
      const from = target();
      if (direction === 1) {
        const step = stepAfter(timeline, from);
        cut(step < timeline.length ? timeline.at[step]! : timeline.endUs);
      } else {
        const step = stepBefore(timeline, from);
        cut(step >= 0 ? timeline.at[step]! : 0);
      }
    },
    next(wanted, direction = 1) {
      const from = target();
      let step = direction === 1 ? stepAfter(timeline, from) : stepBefore(timeline, from);
      while (step >= 0 && step < timeline.length && !wanted(step)) step += direction;
      if (step < 0 || step >= timeline.length) return -1;
      jump(timeline.at[step]!);
      return step;
    },
    loop(stretchUs) {
      looped = stretchUs;
    },
    restart() {
      halt();
      store.setState({ momentUs: 0, seenUs: 0, playing: false });
    },
    setSpeed(speed) {
      store.setState({ speed: Math.min(FASTEST, Math.max(SLOWEST, speed)) });
      if (!store.getState().playing) settle();
    },
    onRest(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    rest: settle,
    destroy() {
      halt();
      listeners.clear();
    },
  };
}
