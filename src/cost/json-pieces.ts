/** Several JSON documents in one text: where each begins and ends. */

/** A piece of a text that is one document, if it is any, with blanks before it so that its lines and columns stay. */
export function jsonPieces(pasted: string): string[] {
  const pieces: string[] = [];
  let line = 0;
  let lineStart = 0;
  let begin = -1;
  let beginAt = { line: 0, column: 0 };
  let depth = 0;
  let inString = false;
  const end = (upTo: number) => {
    pieces.push('\n'.repeat(beginAt.line) + ' '.repeat(beginAt.column) + pasted.slice(begin, upTo));
    begin = -1;
  };
  for (let index = 0; index < pasted.length; index += 1) {
    const sign = pasted[index]!;
    if (sign === '\n') {
      line += 1;
      lineStart = index + 1;
    }
    if (inString) {
      if (sign === '\\') index += 1;
      else if (sign === '"') inString = false;
      continue;
    }
    if (begin < 0) {
      if (/\s/.test(sign)) continue;
      begin = index;
      beginAt = { line, column: index - lineStart };
    } else if (depth === 0 && sign === '{') end(index--);
    if (begin < 0) continue;
    if (sign === '"') inString = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth <= 0) {
        depth = 0;
        end(index + 1);
      }
    }
  }
  if (begin >= 0) end(pasted.length);
  return pieces;
}
