/** The letters a partition key is called by, counted from 1: a to z, then aa; none: an empty text. */
export function keyLetters(key: number): string {
  let rest = key;
  let letters = '';
  while (rest > 0) {
    letters = String.fromCharCode(97 + ((rest - 1) % 26)) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return letters;
}
