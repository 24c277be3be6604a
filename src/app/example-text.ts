/** Titles and questions of scenarios: their only mark is that of the example's own numbers. */
export function exampleText(text: string): string {
  return text.replace(/\[\[([^\]]+)\]\]/g, '$1');
}
