/** Long values in lists are cut; whole they stand in a fact's history. */
const MOST_SIGNS = 90;

/** A text as a list shows it: cut at a word, with an ellipsis, where it is long. */
export function shortText(text: string): string {
  if (text.length <= MOST_SIGNS) return text;
  const cut = text.slice(0, MOST_SIGNS);
  const end = cut.lastIndexOf(' ');
  return `${(end > MOST_SIGNS / 2 ? cut.slice(0, end) : cut).replace(/[,\s]+$/, '')} …`;
}
