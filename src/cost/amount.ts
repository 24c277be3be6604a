/** Numbers as people type them, read exactly or refused with a message that says what to type. */
import { Decimal, grouped } from './decimal.ts';

export interface AmountSpec {
  /** What the number is, as its field is called: `Requests`. */
  readonly label: string;
  readonly least?: string;
  /** At most; {@link MOST} where nothing else is said. */
  readonly most?: string;
  /** Only whole numbers. */
  readonly whole?: boolean;
  /** Written behind it and read over: `MB`. */
  readonly unit?: string;
  /** `3M`, `2.5k`, `1bn` are read. */
  readonly hasSuffix?: boolean;
}

export type Amount =
  { readonly ok: true; readonly value: Decimal } | { readonly ok: false; readonly message: string };

/** 10¹⁵: a million requests a second are 2.6 × 10¹² a month. */
export const MOST = '1000000000000000';

const SUFFIXES: Readonly<Record<string, string>> = {
  k: '1000',
  m: '1000000',
  million: '1000000',
  bn: '1000000000',
  billion: '1000000000',
};

/** Spaces of all widths, underscores and apostrophes between groups of three digits. */
const GROUPED = /^\d{1,3}(?:[\s_'’\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?$/;
const ENGLISH = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const PLAIN = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?$/;
/** `1.000,50`, `1 000,50`, `12,5`: a comma before the fraction. */
const DECIMAL_COMMA = /^(\d{1,3}(?:[.\s'’\u00a0\u2009\u202f]\d{3})*|\d+),(\d+)$/;
/** `1.000.000`: points between the groups. */
const POINT_GROUPS = /^\d{1,3}(?:\.\d{3}){2,}$/;
const SHOWN = 40;

/** Reads a number from JSON or from a field. */
export function readAmount(raw: string | number, spec: AmountSpec): Amount {
  const found = typeof raw === 'number' ? String(raw) : raw.trim();
  const expected = `a ${spec.whole ? 'whole ' : ''}number from ${grouped(new Decimal(spec.least ?? '0'))} to ${grouped(new Decimal(spec.most ?? MOST))}`;
  const refuse = (why: string): Amount => ({ ok: false, message: `${spec.label}: ${why}` });
  const shown = `"${found.slice(0, SHOWN)}${found.length > SHOWN ? '…' : ''}"`;
  if (found === '') return refuse(`nothing is given; type ${expected}.`);
  if (typeof raw === 'number' && !Number.isFinite(raw))
    return refuse(`${found} is no number; type ${expected}.`);
  if (typeof raw === 'number' && Number.isInteger(raw) && !Number.isSafeInteger(raw) && Math.abs(raw) < 1e18)
    return refuse(`${found} has more digits than a JSON number keeps; write it in quotes.`);
  if (/[€£¥₹]|\b(?:eur|gbp|jpy)\b/i.test(found))
    return refuse(`${shown} names another currency; prices are in US dollars, so type the number alone.`);

  const text = withoutUnit(found.replace(/^\$\s*/, ''), spec.unit);
  const comma = DECIMAL_COMMA.exec(text);
  if (comma && !ENGLISH.test(text)) {
    const reading = `${comma[1]!.replaceAll(/\D/g, '')}.${comma[2]!}`;
    return refuse(`${shown} has a decimal comma; if ${reading} is meant, type ${reading}.`);
  }
  if (POINT_GROUPS.test(text)) {
    const reading = text.replaceAll('.', '');
    return refuse(`${shown} has points between its thousands; if ${reading} is meant, type ${reading}.`);
  }
  if (spec.whole && typeof raw === 'string' && /^[1-9]\d{0,2}\.\d{3}$/.test(text)) {
    const reading = text.replace('.', '');
    return refuse(
      `${shown} may be ${Number(text)} or ${reading}; a point starts a fraction here, so type ${reading} for the larger.`,
    );
  }
  const value = valueOf(text, spec.hasSuffix ?? false);
  if (value === null) return refuse(`${shown} is no number; type ${expected}.`);
  if (value.lt(spec.least ?? '0')) {
    const below = value.lt(0) ? 'below zero' : 'too small';
    return refuse(`${shown} is ${below}; type ${expected}.`);
  }
  if (value.gt(spec.most ?? MOST)) return refuse(`${shown} is too large; type ${expected}.`);
  if (spec.whole && !value.eq(value.round(0, Decimal.roundDown)))
    return refuse(`${shown} is not whole; type ${expected}.`);
  return { ok: true, value };
}

function withoutUnit(text: string, unit: string | undefined): string {
  if (unit === undefined || !text.toLowerCase().endsWith(unit.toLowerCase())) return text;
  return text.slice(0, -unit.length).trimEnd();
}

function valueOf(text: string, hasSuffix: boolean): Decimal | null {
  const sign = /^[-−+]\s*/.exec(text)?.[0] ?? '';
  const body = text.slice(sign.length).toLowerCase();
  const suffix = hasSuffix ? (/\s*(k|m|million|bn|billion)$/.exec(body) ?? null) : null;
  const digits = suffix ? body.slice(0, suffix.index) : body;
  const isGrouped = ENGLISH.test(digits) || GROUPED.test(digits);
  if (!isGrouped && !PLAIN.test(digits)) return null;
  const bare = isGrouped ? digits.replaceAll(/[^\d.]/g, '') : digits.replace(/\.(?=$|e)/, '');
  const value = new Decimal(bare.startsWith('.') ? `0${bare}` : bare).times(
    suffix ? SUFFIXES[suffix[1]!]! : 1,
  );
  return sign.startsWith('-') || sign.startsWith('−') ? value.times(-1) : value;
}
