import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlayer, FASTEST, SLOWEST, type FrameClock, type Timeline } from './player.ts';

/** A clock that stands still until it is told to go on. */
function handClock(reduced = false) {
  let frame: ((nowMs: number) => void) | null = null;
  let timer: (() => void) | null = null;
  let nowMs = 0;
  let asked = 0;
  const clock: FrameClock = {
    request: (callback) => {
      frame = callback;
      asked += 1;
      return asked;
    },
    cancel: () => {
      frame = null;
    },
    reducedMotion: () => reduced,
    later: (callback) => {
      timer = callback;
      return 1;
    },
    cancelLater: () => {
      timer = null;
    },
  };
  return {
    clock,
    waiting: () => frame !== null || timer !== null,
    asked: () => asked,
    /** One frame, this long after the last. */
    frame(ms: number) {
      nowMs += ms;
      const run = frame;
      frame = null;
      run?.(nowMs);
    },
    tick() {
      const run = timer;
      timer = null;
      run?.();
    },
  };
}

const RUN: Timeline = {
  endUs: 10_000_000,
  length: 5,
  at: [1_000_000, 1_000_000, 4_000_000, 4_000_000, 9_000_000],
};

describe('the player', () => {
  it('moves the moment by the speed, and asks for no frame at rest', () => {
    const hand = handClock();
    const player = createPlayer(hand.clock);
    player.load(RUN, { speed: 2_000_000 });
    expect(hand.waiting()).toBe(false);
    player.play();
    hand.frame(16);
    hand.frame(50);
    hand.frame(50);
    expect(player.store.getState().momentUs).toBe(200_000);
    player.pause();
    expect(hand.waiting()).toBe(false);
    expect(player.store.getState().playing).toBe(false);
  });

  it('does not leap after a pause between frames', () => {
    const hand = handClock();
    const player = createPlayer(hand.clock);
    player.load(RUN, { speed: 1_000_000 });
    player.play();
    hand.frame(16);
    hand.frame(60_000);
    expect(player.store.getState().momentUs).toBe(100_000);
  });

  it('ends at the end, says so once, and begins again from the start', () => {
    const hand = handClock();
    const player = createPlayer(hand.clock);
    let rests = 0;
    player.onRest(() => (rests += 1));
    player.load(RUN, { momentUs: 9_990_000, speed: 1_000_000 });
    player.play();
    hand.frame(0);
    hand.frame(50);
    expect(player.store.getState()).toMatchObject({
      momentUs: 10_000_000,
      seenUs: 10_000_000,
      playing: false,
    });
    expect(rests).toBe(1);
    player.play();
    expect(player.store.getState()).toMatchObject({ momentUs: 0, playing: true, seenUs: 10_000_000 });
  });

  it('steps from moment to moment, both ways', () => {
    const player = createPlayer(handClock().clock);
    player.load(RUN);
    const moments = [];
    for (let count = 0; count < 4; count += 1) {
      player.step(1);
      moments.push(player.store.getState().momentUs);
    }
    expect(moments).toEqual([1_000_000, 4_000_000, 9_000_000, 10_000_000]);
    const back = [];
    for (let count = 0; count < 4; count += 1) {
      player.step(-1);
      back.push(player.store.getState().momentUs);
    }
    expect(back).toEqual([9_000_000, 4_000_000, 1_000_000, 0]);
  });

  it('glides to a moment, and a step during the glide goes on from its goal', () => {
    const hand = handClock();
    const player = createPlayer(hand.clock);
    player.load(RUN);
    player.jump(4_000_000);
    hand.frame(0);
    hand.frame(100);
    const under = player.store.getState().momentUs;
    expect(under).toBeGreaterThan(0);
    expect(under).toBeLessThan(4_000_000);
    player.step(1);
    expect(player.store.getState().momentUs).toBe(9_000_000);
  });

  it('keeps the goal of a glide when another run is loaded', () => {
    const hand = handClock();
    const player = createPlayer(hand.clock);
    player.load(RUN);
    player.jump(4_000_000);
    hand.frame(0);
    player.load({ ...RUN, endUs: 12_000_000 });
    expect(player.store.getState().momentUs).toBe(4_000_000);
  });

  it('with reduced motion plays from event to event and jumps in a cut', () => {
    const hand = handClock(true);
    const player = createPlayer(hand.clock);
    player.load(RUN);
    player.jump(2_000_000);
    expect(player.store.getState().momentUs).toBe(2_000_000);
    player.play();
    expect(player.store.getState().momentUs).toBe(4_000_000);
    hand.tick();
    expect(player.store.getState().momentUs).toBe(9_000_000);
    hand.tick();
    expect(player.store.getState()).toMatchObject({ momentUs: 10_000_000, playing: false });
    expect(hand.asked()).toBe(0);
  });

  it('finds the next step of a kind, and says when there is none', () => {
    const hand = handClock(true);
    const player = createPlayer(hand.clock);
    player.load(RUN);
    expect(player.next((step) => step === 4)).toBe(4);
    expect(player.store.getState().momentUs).toBe(9_000_000);
    expect(player.next(() => true)).toBe(-1);
  });

  it('finds the one before as well, and stays where there is none', () => {
    const player = createPlayer(handClock(true).clock);
    player.load(RUN, { momentUs: 9_000_000 });
    expect(player.next((step) => step < 2, -1)).toBe(1);
    expect(player.store.getState().momentUs).toBe(1_000_000);
    expect(player.next(() => true, -1)).toBe(-1);
    expect(player.store.getState().momentUs).toBe(1_000_000);
  });

  it('repeats a stretch until it is taken back, and begins at it from anywhere else', () => {
    const hand = handClock();
    const player = createPlayer(hand.clock);
    player.load(RUN, { momentUs: 9_000_000, speed: 10_000_000 });
    player.loop([2_000_000, 3_000_000]);
    expect(hand.waiting()).toBe(false);
    player.play();
    expect(player.store.getState().momentUs).toBe(2_000_000);
    hand.frame(0);
    for (let count = 0; count < 30; count += 1) {
      hand.frame(70);
      const { momentUs, playing } = player.store.getState();
      expect(momentUs).toBeGreaterThanOrEqual(2_000_000);
      expect(momentUs).toBeLessThan(3_000_000);
      expect(playing).toBe(true);
    }
    player.loop(null);
    for (let count = 0; count < 12; count += 1) hand.frame(100);
    expect(player.store.getState()).toMatchObject({ momentUs: 10_000_000, playing: false });
    expect(hand.waiting()).toBe(false);
  });

  it('keeps the pace of a stretch: no time is lost where it begins again', () => {
    const hand = handClock();
    const player = createPlayer(hand.clock);
    player.load(RUN, { momentUs: 2_000_000, speed: 10_000_000 });
    player.loop([2_000_000, 3_000_000]);
    player.play();
    hand.frame(0);
    hand.frame(80);
    hand.frame(50);
    expect(player.store.getState().momentUs).toBe(2_300_000);
  });

  it('with reduced motion repeats a stretch from event to event, to its end', () => {
    const hand = handClock(true);
    const player = createPlayer(hand.clock);
    player.load(RUN, { momentUs: 3_000_000 });
    player.loop([3_000_000, 5_000_000]);
    player.play();
    const moments = [player.store.getState().momentUs];
    for (let count = 0; count < 3; count += 1) {
      hand.tick();
      moments.push(player.store.getState().momentUs);
    }
    expect(moments).toEqual([4_000_000, 5_000_000, 3_000_000, 4_000_000]);
    expect(hand.asked()).toBe(0);
  });

  it('plays through where the stretch lies beyond the run or has no length', () => {
    for (const stretch of [[12_000_000, 15_000_000] as const, [4_000_000, 4_000_000] as const]) {
      const hand = handClock();
      const player = createPlayer(hand.clock);
      player.load(RUN, { momentUs: 9_990_000 });
      player.loop(stretch);
      player.play();
      hand.frame(0);
      hand.frame(50);
      expect(player.store.getState()).toMatchObject({ momentUs: 10_000_000, playing: false });
    }
  });

  it('goes from a microsecond to a day in a second, no slower and no faster', () => {
    const player = createPlayer(handClock().clock);
    player.setSpeed(0);
    expect(player.store.getState().speed).toBe(SLOWEST);
    player.setSpeed(1e15);
    expect(player.store.getState().speed).toBe(FASTEST);
  });

  it('keeps the moment of a re-run as far as it reaches, and never leaves the run', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('step', 'back', 'seek', 'jump', 'load', 'play', 'frame', 'loop'), {
          maxLength: 40,
        }),
        fc.nat(20_000_000),
        (actions, to) => {
          const hand = handClock();
          const player = createPlayer(hand.clock);
          player.load(RUN, { speed: 5_000_000 });
          let { endUs } = RUN;
          for (const action of actions) {
            if (action === 'step') player.step(1);
            if (action === 'back') player.step(-1);
            if (action === 'seek') player.seek(to);
            if (action === 'jump') player.jump(to - 5_000_000);
            if (action === 'play') player.toggle();
            if (action === 'frame') hand.frame(40);
            if (action === 'loop') player.loop(to % 2 === 0 ? [to / 4, to / 3] : null);
            if (action === 'load') {
              endUs = endUs === RUN.endUs ? 5_000_000 : RUN.endUs;
              player.load({ ...RUN, endUs });
            }
            const { momentUs, seenUs, playing } = player.store.getState();
            expect(momentUs).toBeGreaterThanOrEqual(0);
            expect(momentUs).toBeLessThanOrEqual(endUs);
            expect(seenUs).toBeGreaterThanOrEqual(momentUs);
            if (!playing && !['jump', 'frame', 'loop'].includes(action)) expect(hand.waiting()).toBe(false);
          }
        },
      ),
    );
  });
});
