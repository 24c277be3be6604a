/**
 * Values of facts in words, the same everywhere: no locale. A narrow no-break space (U+202F) joins
 * number and unit.
 */
import { isComposite } from './composite.ts';
import type { Fact, FactValue } from './fact.ts';

/** What of a fact says how its values read. */
type Units = Pick<Fact, 'unit' | 'parts'>;

const NARROW = '\u202f';

/** A number with a comma every three digits before its point: 10,240; 0.0000166667. */
export function formatNumber(value: number): string {
  const [whole = '', fraction] = plainDigits(Math.abs(value)).split('.');
  let grouped = '';
  for (let end = whole.length; end > 0; end -= 3) {
    const part = whole.slice(Math.max(0, end - 3), end);
    grouped = grouped === '' ? part : `${part},${grouped}`;
  }
  return `${value < 0 ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** The shortest digits that mean the number, never with an exponent. */
function plainDigits(value: number): string {
  const match = /^(\d+)(?:\.(\d+))?e([+-])(\d+)$/.exec(String(value));
  if (!match) return String(value);
  const [, whole = '', fraction = '', sign, exponent] = match;
  const digits = whole + fraction;
  const point = whole.length + (sign === '-' ? -Number(exponent) : Number(exponent));
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? digits.padEnd(point, '0')
    : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Units a long time reads better in, longest first, with the step in which it comes out even. */
const LONGER = [
  { unit: 'h', perMs: 3_600_000, stepMs: 1_800_000 },
  { unit: 'min', perMs: 60_000, stepMs: 6_000 },
] as const;

/** A time in milliseconds or seconds as hours or minutes where that comes out even: 630,000 ms is 10.5 min. */
function readable(values: readonly number[], unit: string): { values: readonly number[]; unit: string } {
  if (unit === 'ms') {
    for (const longer of LONGER) {
      if (values.every((value) => value >= longer.perMs && value % longer.stepMs === 0)) {
        return { values: values.map((value) => value / longer.perMs), unit: longer.unit };
      }
    }
  }
  if (unit === 's' && values.every((value) => value >= 3600 && value % 3600 === 0)) {
    return { values: values.map((value) => value / 3600), unit: 'h' };
  }
  return { values, unit };
}

function withUnit(text: string, unit: string): string {
  return unit === '' ? text : `${text}${NARROW}${unit}`;
}

/** Number and unit: `10,240 MB`, `10.5 min`. */
export function formatQuantity(value: number, unit: string): string {
  const shown = readable([value], unit);
  return withUnit(formatNumber(shown.values[0]!), shown.unit);
}

type Plain = string | number | boolean | null;

function formatPlain(value: Plain, unit: string): string {
  if (value === null) return 'no limit';
  if (typeof value === 'number') return formatQuantity(value, unit);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value;
}

function formatList(values: readonly (string | number)[], unit: string, range: boolean): string {
  const numbers = values.filter((value) => typeof value === 'number');
  if (range && values.length === 2 && numbers.length === 2) {
    const shown = readable(numbers, unit);
    return withUnit(shown.values.map(formatNumber).join(' to '), shown.unit);
  }
  const texts = values.map((value) => (typeof value === 'number' ? formatNumber(value) : value));
  const joined = texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
  return numbers.length === values.length ? withUnit(joined, unit) : joined;
}

/** One named part of a composite value, ready to be shown. */
export interface FormattedPart {
  readonly part: string;
  readonly label: string;
  readonly text: string;
}

/** The parts of a composite value in the order the fact names them; empty for a value without parts. */
export function formatParts(fact: Units, value: FactValue): FormattedPart[] {
  if (!isComposite(value)) return [];
  const specs = fact.parts ?? {};
  const order = Object.keys(specs);
  return Object.entries(value)
    .filter(([part]) => specs[part]?.hidden !== true)
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([part, inner]) => {
      const spec = specs[part];
      const unit = spec?.unit ?? '';
      let text: string;
      if (Array.isArray(inner)) text = formatList(inner, unit, spec?.range === true);
      else if (typeof inner === 'object' && inner !== null) {
        text = withUnit(
          Object.entries(inner)
            .map(([name, one]) => `${name} ${formatPlain(one, '')}`)
            .join(', '),
          unit,
        );
      } else text = formatPlain(inner, unit);
      return { part, label: spec?.label ?? part, text };
    });
}

/** A fact's value in words: `900 s`; `unless set 512 MB, at most 10,240 MB`. */
export function formatValue(fact: Units, value: FactValue): string {
  if (isComposite(value)) {
    return formatParts(fact, value)
      .map(({ label, text }) => `${label} ${text}`)
      .join(', ');
  }
  return Array.isArray(value) ? formatList(value, fact.unit, false) : formatPlain(value, fact.unit);
}

/** One part of a composite value in words; null: the value has no such part. */
export function formatPart(fact: Units, value: FactValue, part: string): string | null {
  return formatParts(fact, value).find((one) => one.part === part)?.text ?? null;
}
