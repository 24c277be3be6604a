/**
 * Seeded luck, one stream per component: what one component draws never changes what another one
 * meets, so turning one knob leaves all other luck as it was.
 */
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A sequence of chance of its own. Drawing moves it on. */
export interface Stream {
  /** A number from 0 (included) to 1 (excluded), a multiple of 2^-53. */
  uniform(): number;
  /** A whole number from 0 to n - 1; n from 1 to 2^53. Takes one uniform. */
  int(n: number): number;
}

/**
 * The stream of a component in the run with this seed (a whole number from 0 to 2^53 - 1). The same
 * pair always gives the same stream; different names or seeds give unrelated ones: the four words of
 * the generator's state (xoroshiro128+) are four MurmurHash3 values of the name, each begun with
 * another mix of the seed.
 */
export function createStream(seed: number, component: string): Stream {
  const state: number[] = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f].map((lane) =>
    hash(component, mix(seed ^ lane) ^ mix(Math.floor(seed / 4294967296) + lane)),
  );
  // All zero is the one state the generator never leaves.
  if (!state.some((word) => word !== 0)) state[0] = 1;
  const generator = xoroshiro128plusFromState(state);
  return {
    uniform() {
      // 27 and 26 bits: each half leaves out its lowest bits, the generator's weakest.
      return ((generator.next() >>> 5) * 67108864 + (generator.next() >>> 6)) * 1.1102230246251565e-16;
    },
    int(n) {
      return Math.floor(
        ((generator.next() >>> 5) * 67108864 + (generator.next() >>> 6)) * 1.1102230246251565e-16 * n,
      );
    },
  };
}

/** MurmurHash3 (32 bits) over the UTF-16 units of a text. */
function hash(text: string, begin: number): number {
  let h = begin;
  for (let i = 0; i < text.length; i++) {
    let unit = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    unit = Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    h ^= unit;
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  return mix(h ^ text.length);
}

/** MurmurHash3's finaliser: every bit of the input reaches every bit of the output. */
function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
