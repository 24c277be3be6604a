/** Number of edits between two words: a letter more, less or another, or two neighbours swapped; case does not count. */
function distance(left: string, right: string): number {
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const other = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(other, row[j]! + 1, next[j - 1]! + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, before[j - 2]! + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}

/** The known word a misspelt one was probably meant to be; undefined when none is near. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64) return undefined;
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of known) {
    const apart = distance(word, candidate);
    const related =
      candidate.length > 3 && word.length > 3 && (candidate.startsWith(word) || word.startsWith(candidate));
    const reach = related ? Infinity : Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (apart <= reach && apart < bestDistance) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best;
}
