/** Lines of CSV, as RFC 4180 has them. */

/** null: empty. */
export type CsvCell = string | number | null;

/** A line, without its end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(written).join(',');
}

/** A text that a spreadsheet would take for a formula is made one it takes for text; a number below zero is none. */
function written(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const isFormula = /^[=+\-@\t\r]/.test(cell) && !/^-\d+(?:\.\d+)?$/.test(cell);
  const safe = isFormula ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
