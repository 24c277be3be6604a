/** Shares of a whole in words. */

/** All of it, in tenths of a percent. */
const TENTHS = 1000;

/** In tenths of a percent; a share that is neither nothing nor all never reads so. */
export function percent(share: number): string {
  const tenths = Math.round(share * TENTHS);
  const shown = (of: number) => `${of % 10 === 0 ? String(of / 10) : (of / 10).toFixed(1)}\u202f%`;
  if (share > 0 && tenths === 0) return `<\u202f${shown(1)}`;
  if (share < 1 && tenths === TENTHS) return `>\u202f${shown(TENTHS - 1)}`;
  return shown(tenths);
}
