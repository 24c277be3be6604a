/** A fingerprint of a trace: equal traces have equal ones, in every engine. */
import type { Trace } from './trace.ts';

/**
 * 16 hexadecimal digits over the engine's version, the end, and every column. Two 32-bit FNV-style
 * lanes over the numbers, not their bytes, so that byte order plays no part.
 */
export function hashTrace(trace: Trace): string {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  const add = (word: number) => {
    high = Math.imul(high ^ word, 0x01000193);
    low = Math.imul(low ^ (word + (high >>> 15)), 0x85ebca6b);
    low ^= low >>> 13;
  };
  const addText = (text: string) => {
    for (let index = 0; index < text.length; index++) add(text.charCodeAt(index));
    add(-1);
  };
  addText(trace.engineVersion);
  addText(trace.end.kind);
  add(trace.endUs % 4294967296);
  add(trace.endUs / 4294967296);
  add(trace.length);
  for (let step = 0; step < trace.length; step++) {
    const at = trace.at[step]!;
    add(at % 4294967296);
    add(at / 4294967296);
    add(trace.actor[step]!);
    add((trace.kind[step]! << 24) | (trace.event[step]! << 16) | (trace.from[step]! << 8) | trace.to[step]!);
    add(trace.reason[step]!);
    add(trace.cause[step]!);
    add(trace.other[step]!);
    add((trace.otherKind[step]! << 8) | trace.place[step]!);
    add(trace.amount[step]!);
  }
  const digits = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
  return digits(high) + digits(low);
}
