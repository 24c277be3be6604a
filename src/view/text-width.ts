/** How wide a text will be, near enough to lay things out without a screen. */

/** Share of the type's size for each sort of letter, as Inter has them. */
function share(letter: string): number {
  if (/[ .,:;|'’!il\u202f]/.test(letter)) return 0.28;
  if (/[fjrt()[\]-]/.test(letter)) return 0.38;
  if (/[mwMW@]/.test(letter)) return 0.86;
  if (/[A-Z]/.test(letter)) return 0.67;
  if (/\d/.test(letter)) return 0.62;
  return 0.56;
}

/** Width of a text at a size, px. */
export function textWidth(text: string, size = 12): number {
  let sum = 0;
  for (const letter of text) sum += share(letter);
  return sum * size;
}

/** The text, cut with an ellipsis where it is wider than the room, px. */
export function fitText(text: string, room: number, size = 12): string {
  if (textWidth(text, size) <= room) return text;
  let cut = text;
  while (cut.length > 1 && textWidth(`${cut}…`, size) > room) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}

/** The text in lines no wider than the room, px; a word that is wider stands alone. */
export function wrapText(text: string, room: number, size = 12): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)!} ${word}`;
    if (lines.length > 0 && textWidth(longer, size) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
