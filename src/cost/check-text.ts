/** The fields of the configuration check as text: what a form holds and an address carries. */
import { FIELDS, fieldOf, type Configuration, type Field, type FieldKey } from './check-fields.ts';

export type Texts = Readonly<Partial<Record<FieldKey, string>>>;

export interface ReadTexts {
  /** What could be read. */
  readonly configuration: Configuration;
  /** What could not, a sentence each; the text itself stays with whoever holds it. */
  readonly problems: Texts;
}

/** Fields in which a negative number means that there is no limit. */
const MAY_BE_NEGATIVE: readonly FieldKey[] = ['recordAgeS', 'retries'];
/** Longest text of a field that is read. */
const LONGEST = 5000;
const LARGEST = 1e12;

type Read = { readonly value: string | number | boolean | readonly string[] } | { readonly problem: string };

function found(text: string, expected: string): Read {
  return { problem: `Found “${text.length > 40 ? `${text.slice(0, 40)}…` : text}”, expected ${expected}.` };
}

function readNumber(field: Field, text: string): Read {
  const whole = field.kind === 'whole';
  const expected = `${whole ? 'a whole number' : 'a number'}${field.unit === '' ? '' : ` of ${field.unit}`}`;
  if (!/^-?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?$/.test(text) || !/\d/.test(text))
    return found(text, expected);
  const value = Number(text.replaceAll(',', ''));
  if (whole && !Number.isInteger(value)) return found(text, expected);
  if (value > LARGEST) return found(text, `${expected} that is not so large`);
  if (value < 0 && !(value === -1 && MAY_BE_NEGATIVE.includes(field.key)))
    return found(text, `${expected}, 0 or more`);
  return { value };
}

function readField(field: Field, text: string): Read {
  if (text.length > LONGEST) return found(text, 'a shorter text');
  switch (field.kind) {
    case 'whole':
    case 'number':
      return readNumber(field, text);
    case 'yes-no':
      if (text === 'yes' || text === 'no') return { value: text === 'yes' };
      return found(text, 'yes or no');
    case 'choice':
      if (field.options.some((option) => option.value === text)) return { value: text };
      return found(text, `one of ${field.options.map((option) => option.value).join(', ')}`);
    case 'list':
      return {
        value: text
          .split(/[,\s]+/)
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      };
    case 'text':
      return { value: text };
  }
}

/** Reads every text that is not empty. */
export function readTexts(texts: Texts): ReadTexts {
  const configuration: Partial<Record<FieldKey, unknown>> = {};
  const problems: Partial<Record<FieldKey, string>> = {};
  for (const field of FIELDS) {
    const text = texts[field.key]?.trim() ?? '';
    if (text === '') continue;
    const read = readField(field, text);
    if ('problem' in read) problems[field.key] = read.problem;
    else configuration[field.key] = read.value;
  }
  return { configuration: configuration as Configuration, problems };
}

/** A configuration as texts of its fields: what `readTexts` reads back. */
export function printConfiguration(configuration: Configuration): Texts {
  const texts: Partial<Record<FieldKey, string>> = {};
  for (const { key } of FIELDS) {
    const value = configuration[key];
    if (value === undefined) continue;
    if (typeof value === 'boolean') texts[key] = value ? 'yes' : 'no';
    else texts[key] = typeof value === 'object' ? value.join(', ') : String(value);
  }
  return texts;
}

/** The fields among the pairs of an address; empty texts are left out. */
export function textsOf(search: Readonly<Record<string, string | undefined>>): Texts {
  const texts: Partial<Record<FieldKey, string>> = {};
  for (const { key } of FIELDS) {
    const text = search[key];
    if (text !== undefined && text !== '') texts[key] = text;
  }
  return texts;
}

/** Whether a field has to do with the source that is chosen, or has something in it anyway. */
export function isAsked(key: FieldKey, texts: Texts): boolean {
  const { group, sources } = fieldOf(key);
  if ((texts[key] ?? '') !== '' || group !== 'mapping' || key === 'source') return true;
  const source = texts.source ?? '';
  return source !== '' && (sources.length === 0 || sources.some((one) => one === source));
}
