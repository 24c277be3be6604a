/** Durations pasted as a list: a column of a spreadsheet, a line of numbers, or REPORT lines of a log. */
import { readAmount } from './amount.ts';
import type { Decimal } from './decimal.ts';
import { z } from './zod.ts';

const SPEC = { label: 'Duration', unit: 'ms', most: '31622400000' };
const MOST_DURATIONS = 100_000;
/** `Duration` alone, not `Billed Duration`; Init is given apart. */
const REPORTED = /\tDuration: ([\d.]+) ms/g;

/** Milliseconds, in an array or in a text: between spaces, semicolons, lines, or commas with a space. */
export const DurationList = z.pipe(
  z.union([z.string(), z.array(z.union([z.string(), z.number()]))], {
    error: 'Durations: expected a list of milliseconds',
  }),
  z.transform((raw, context): Decimal[] => {
    const wrong = (message: string): typeof z.NEVER => {
      context.issues.push({ code: 'custom', message, input: raw });
      return z.NEVER;
    };
    const parts = typeof raw === 'string' ? partsOf(raw) : raw;
    if (parts.length === 0) return wrong('Durations: the list is empty; paste milliseconds, one a line.');
    if (parts.length > MOST_DURATIONS)
      return wrong(`Durations: ${parts.length} are too many; paste at most ${MOST_DURATIONS}.`);
    const values: Decimal[] = [];
    for (const [index, part] of parts.entries()) {
      const read = readAmount(part, { ...SPEC, label: `Duration ${index + 1} of the list` });
      if (!read.ok) return wrong(read.message);
      values.push(read.value);
    }
    return values;
  }),
);

function partsOf(text: string): string[] {
  const reported = [...text.matchAll(REPORTED)].map((match) => match[1]!);
  if (reported.length > 0) return reported;
  return text
    .replaceAll(/(?<=\d)\s*ms\b/g, ' ')
    .split(/[\s;]+|,(?=\s|$)/)
    .filter((part) => part !== '');
}
