/** Sizes of packages in words. */
import { formatCount } from '../sim/format-time.ts';
import { MB_BYTES } from '../sim/package-plan.ts';
import type { PackageSettings } from '../sim/settings/package-settings.ts';

/** `12 MB`, `1.5 GB`. */
export function sizeText(bytes: number): string {
  const mb = bytes / MB_BYTES;
  if (mb >= 1024) {
    const gb = mb / 1024;
    return `${Number.isInteger(gb) ? formatCount(gb) : gb.toFixed(1)}\u202fGB`;
  }
  if (mb < 0.1) return `${formatCount(bytes / 1024)}\u202fKB`;
  return mb >= 10 || Number.isInteger(mb) ? `${formatCount(mb)}\u202fMB` : `${mb.toFixed(1)}\u202fMB`;
}

/** What a function is packed as: `zip, 35 MB`. */
export function packedText({ type, sizeMb }: PackageSettings): string {
  return `${type ?? 'zip'}, ${sizeText(sizeMb * MB_BYTES)}`;
}
