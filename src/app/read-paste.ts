/** What stands in the paste box of the configuration check, read: every document in it, or where it is no JSON. */
import { readDocuments, type FromJson } from '../cost/check-json.ts';
import { formatNumber } from '../cost/format-value.ts';
import { jsonPieces } from '../cost/json-pieces.ts';
import { parseJson } from '../sim/json-text.ts';

/** Longer than any function's configuration with all its mappings. */
const MOST_CHARACTERS = 200_000;
const MOST_DOCUMENTS = 20;

export type Pasted = { readonly message: string } | FromJson;

/** Reads it; the message names line and column. Never throws. */
export function readPaste(text: string): Pasted {
  if (text.length > MOST_CHARACTERS) {
    return {
      message: `The text has ${formatNumber(text.length)} characters; ${formatNumber(MOST_CHARACTERS)} are read at most. Paste one function.`,
    };
  }
  const pieces = jsonPieces(text);
  if (pieces.length === 0) return { message: 'There is nothing in it yet.' };
  if (pieces.length > MOST_DOCUMENTS) {
    return {
      message: `The text has ${formatNumber(pieces.length)} documents; ${formatNumber(MOST_DOCUMENTS)} are read at most.`,
    };
  }
  const documents: unknown[] = [];
  for (const piece of pieces) {
    const result = parseJson(piece);
    if ('fault' in result) {
      const { line, column, found, expected } = result.fault;
      return {
        message: `This is not JSON. Line ${line}, column ${column}: found ${found}, expected ${expected}.`,
      };
    }
    documents.push(result.value);
  }
  return readDocuments(documents);
}
