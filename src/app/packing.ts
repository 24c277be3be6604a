/**
 * What packs long addresses and unpacks them: fetched before a page whose address is packed, and for all others once
 * they stand. Most addresses are short and never need it.
 */
import type * as PackedText from './packed-text.ts';
import type { SearchText } from './search-text.ts';

let packing: typeof PackedText | null = null;

/** Fetches it. Rejects when it cannot be fetched. */
export async function loadPacking(): Promise<void> {
  packing ??= await import('./packed-text.ts');
}

/** Null: it has not come yet. */
export function loadedPacking(): typeof PackedText | null {
  return packing;
}

/** Whether an address cannot be read without it: itself, or what it sets beside its page. */
export function isPacked(search: SearchText): boolean {
  return search['z'] !== undefined || (search['with']?.includes('z=') ?? false);
}
