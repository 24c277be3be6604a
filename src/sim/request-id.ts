/** Names that AWS draws by lot, the same for the same run: request ids and log streams. */

/** Spreads a number over 32 bits (the finisher of MurmurHash3). */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** 32 hexadecimal digits. */
function digits(seed: number, purpose: number, number: number): string {
  let state = mixed(seed) ^ mixed(purpose + 0x9e3779b9) ^ mixed(number + 0x7f4a7c15);
  let text = '';
  for (let part = 0; part < 4; part += 1) {
    state = mixed((state + Math.imul(part + 1, 0x9e3779b9) + number) | 0);
    text += state.toString(16).padStart(8, '0');
  }
  return text;
}

/**
 * A request id in the form of AWS's (UUID version 4).
 *
 * @param purpose what is numbered: events and requests have ids apart.
 */
export function requestId(seed: number, purpose: number, number: number): string {
  const hex = digits(seed, purpose, number);
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The name of an environment's log stream after its day: its version, `[$LATEST]` or `[2]`, and 32 digits. */
export function streamId(seed: number, environment: number, version: string): string {
  return `[${version}]${digits(seed, 255, environment)}`;
}

/** What AWS names in hexadecimal digits: the version of a runtime. */
export function runtimeId(version: number): string {
  return digits(version, 255, 0).repeat(2);
}
