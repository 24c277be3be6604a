/** Text made short enough for an address: deflated, and written in the letters an address takes as they are. */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';

/** A link from a stranger may not fill the memory: characters of what is unpacked. */
const MOST_BYTES = 5 * 2 ** 20;
/** Handed to the inflater at once: deflate gives at most 1,032 times as much. */
const SLICE = 1024;

/** Packs any text; the same text gives the same packed one. */
export function pack(text: string): string {
  const bytes = deflateSync(strToU8(text), { level: 9 });
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The text that was packed; null: it is damaged, or longer than 5 MB. */
export function unpack(packed: string): string | null {
  try {
    const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const chunks: Uint8Array[] = [];
    let length = 0;
    let done = false;
    const inflate = new Inflate((chunk, final) => {
      chunks.push(chunk.slice());
      length += chunk.length;
      done = final;
    });
    for (let from = 0; from < bytes.length; from += SLICE) {
      if (length > MOST_BYTES) return null;
      inflate.push(bytes.subarray(from, from + SLICE), from + SLICE >= bytes.length);
    }
    if (!done || length > MOST_BYTES) return null;
    const whole = new Uint8Array(length);
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return strFromU8(whole);
  } catch {
    return null;
  }
}
