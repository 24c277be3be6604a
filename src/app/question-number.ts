/** Reads the number a person types: `450`, `450 ms`, `1,200`, `25.5`. */

export type ReadNumber = { readonly value: number } | { readonly message: string };

/**
 * @param unit the unit asked for; it may stand behind the number.
 * @returns the number, or what was found and what is expected.
 */
export function readNumber(text: string, unit: string): ReadNumber {
  const example = unit === '' ? '12' : `12 or 12 ${unit}`;
  const given = text.trim();
  if (given === '') return { message: `Write a number, such as ${example}.` };
  const match = /^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?)\s*(\D*)$/.exec(given);
  const [, digits = '', behind = ''] = match ?? [];
  const value = Number(digits.replaceAll(',', ''));
  if (!match || digits === '' || !Number.isFinite(value)) {
    return { message: `“${given.slice(0, 24)}” is no number. Write it in digits, such as ${example}.` };
  }
  if (behind !== '' && behind.trim() !== unit) {
    const asked = unit === '' ? 'A plain number is asked for' : `The answer is asked for in ${unit}`;
    return { message: `${asked}; “${given.slice(0, 24)}” has another unit.` };
  }
  return { value };
}
