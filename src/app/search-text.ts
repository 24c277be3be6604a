/** The URL's search part as plain text pairs: no JSON, so that links stay readable. */

export type SearchText = Readonly<Record<string, string>>;

/** `?seed=5&keep=10` to its pairs; of a repeated key the last one counts. */
export function parseSearchText(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Pairs to `?seed=5&keep=10`; empty when there are none. Colons, commas and slashes stay readable. */
export function printSearchText(search: Readonly<Record<string, unknown>>): string {
  const pairs: string[] = [];
  for (const [key, value] of Object.entries(search)) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    pairs.push(`${encode(key)}=${encode(String(value))}`);
  }
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%2F/g, '/');
}

/** Keeps the text pairs of whatever a search holds: what a page does not know it does not drop. */
export function onlyText(search: Readonly<Record<string, unknown>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === 'string') kept[key] = value;
    else if (typeof value === 'number') kept[key] = String(value);
  }
  return kept;
}
