/**
 * The rule of numbers: what has a unit is a fact, computed, or marked as the example's own. A number that equals a
 * value some fact has or had is reported with that fact.
 */
import { isComposite } from '../src/cost/composite.ts';
import { lineOf, type JsonValue } from '../src/sim/json-text.ts';
import type { Claim } from '../src/sim/scenario.ts';
import { componentTexts } from './component-texts.ts';
import { lineAt, stringsOf, type JsonFile, type Report, type TextFile } from './content-files.ts';
import { idOf, type Names } from './content-names.ts';
import type { FactValues, KnownValue } from './fact-values.ts';
import { numbersWithUnit, proseOfMdx, withoutMarks, type Found } from './prose-numbers.ts';

/** Keys whose text is an address, an identifier or a place, never prose. */
const CODE_KEYS = ['url', '$schema', 'case', 'path', 'measure', 'file'];

/** `three-attempts`: the name of a claim, which others refer to. */
const IDENTIFIER = /^[a-z0-9]+(?:-[a-z0-9]+)+$/;

/** Numbers in the texts of a JSON file. */
export function checkJsonNumbers(file: JsonFile, known: FactValues, report: Report): void {
  checkTexts(file, () => false, known, report);
}

/** Numbers in the texts of a quiz. An option is there to be right or wrong: it may say any number. */
export function checkQuizNumbers(file: JsonFile, known: FactValues, report: Report): void {
  checkTexts(
    file,
    (_, path) => path[0] === 'questions' && path[2] === 'options' && path.at(-1) === 'text',
    known,
    report,
  );
}

/**
 * Numbers in the texts of a scenario. A claim may say the number it is checked against, a choice of
 * preset the minutes of that preset's fact, a derivation is a computation written out, and settings are
 * the example's own.
 */
export function checkScenarioNumbers(file: JsonFile, names: Names, known: FactValues, report: Report): void {
  const scenario = names.scenarios.get(idOf(file.file));
  checkTexts(
    file,
    (found, path) => {
      const [part, index, key, inner] = path;
      if (part === 'settings') return true;
      if (part === 'claims' && key === 'from' && inner === 'text') return true;
      if (part === 'claims' && key === 'says') {
        const claim = scenario?.claims[Number(index)];
        return claim !== undefined && says(found, claimed(claim));
      }
      if (part === 'tunable' && key === 'options') {
        const option = at(file.value, path.slice(0, -1));
        return says(found, presetMs(option, names));
      }
      return false;
    },
    known,
    report,
  );
}

/** Numbers in the texts of a repair. What its goal says may be the number it is checked against. */
export function checkRepairNumbers(file: JsonFile, known: FactValues, report: Report): void {
  checkTexts(
    file,
    (found, path) => {
      const goal = at(file.value, path.slice(0, -1)) as Pick<Claim, 'is'>;
      return path[0] === 'goal' && path.at(-1) === 'says' && says(found, claimed(goal));
    },
    known,
    report,
  );
}

function checkTexts(
  file: JsonFile,
  vouched: (found: Found, path: readonly string[]) => boolean,
  known: FactValues,
  report: Report,
): void {
  for (const { path, text } of stringsOf(file.value)) {
    if (CODE_KEYS.includes(path.at(-1) ?? '') || path.includes('sources') || IDENTIFIER.test(text)) continue;
    for (const { number, values } of reported(withoutMarks(text), known)) {
      if (vouched(number, path)) continue;
      report(
        file.file,
        lineOf(file.text, path),
        `${path.join('.')}: the number "${number.text}" is no {fact:…} and not marked as [[${number.text}]]${equals(values)}`,
      );
    }
  }
}

interface Reported {
  readonly number: Found;
  /** The values of facts it equals. */
  readonly values: readonly KnownValue[];
}

/** The numbers of a text that something has to vouch for. */
function reported(text: string, known: FactValues): Reported[] {
  return numbersWithUnit(text)
    .map((number) => ({ number, values: number.values.flatMap((value) => known(value, number.unit)) }))
    .filter(({ number, values }) => !number.onlyIfFact || values.length > 0);
}

/** More facts than these of one value are not named. */
const MOST_NAMED = 3;

/** ` (it is timeout-max from 2015-10-08 to 2018-10-10)`; empty when it equals no fact. */
function equals(values: readonly KnownValue[]): string {
  if (values.length === 0) return '';
  const named = values
    .slice(0, MOST_NAMED)
    .map(({ fact, from, until }) => (until === null ? fact : `${fact} from ${from} to ${until}`));
  return ` (it is ${named.join(', ')}${values.length > MOST_NAMED ? ' and others' : ''})`;
}

function at(value: JsonValue, path: readonly string[]): unknown {
  let inner: unknown = value;
  for (const key of path) inner = (inner as Record<string, unknown> | undefined)?.[key];
  return inner;
}

/** The numbers a claim is checked against. */
function claimed({ is }: Pick<Claim, 'is'>): number[] {
  return Object.entries(is).flatMap(([key, value]) => (key === 'within' ? [] : [value]));
}

/** The figures of the preset a choice stands for, in milliseconds. */
function presetMs(option: unknown, names: Names): number[] {
  const id: unknown = (option as { readonly value?: unknown } | undefined)?.value;
  return (names.facts.get('idle-recycle-measured')?.history ?? []).flatMap(({ value }) =>
    isComposite(value) && value['id'] === id
      ? Object.values(value)
          .flat()
          .filter((one) => typeof one === 'number')
      : [],
  );
}

/** What one of a unit is in the measure a run counts in: milliseconds, or a share. */
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, '%': 0.01 };

/** Whether a written number is a value, rounded to the digits that are written; a range, whether both its ends are some. */
function says(found: Found, values: readonly number[]): boolean {
  const scale = found.onlyIfFact ? 1 : UNITS[found.unit];
  if (scale === undefined) return false;
  const digits = /\.(\d+)/.exec(found.text)?.[1]?.length ?? 0;
  return found.values.every((written) =>
    values.some((value) => Math.abs(value / scale - written) <= 0.5 * 10 ** -digits + 1e-9),
  );
}

/** Numbers in the prose of a lesson. */
export function checkLessonNumbers(file: TextFile, known: FactValues, report: Report): void {
  for (const { number, values } of reported(proseOfMdx(file.text), known)) {
    report(
      file.file,
      lineAt(file.text, number.at),
      `the number "${number.text}" is no <Fact>, no figure and no <Example>${equals(values)}`,
    );
  }
}

/** Style and drawing in strings: `-10% 0px`, `v-96h12Z`, and `$1` of a replacement. */
function isCode(text: string): boolean {
  return (
    /\d(?:px|rem)\b/.test(text) || (/^[MLHVCSQTAZ\d\s.,-]+$/i.test(text) && /[MLHVCSQTAZ]-?\d/i.test(text))
  );
}

/** Numbers in what a component or module of the app shows. */
export function checkComponentNumbers(file: TextFile, known: FactValues, report: Report): void {
  for (const { text, at: start } of componentTexts(file.text, file.file)) {
    if (isCode(text)) continue;
    for (const { number, values } of reported(withoutMarks(text).replace(/\$\d(?![\d.])/g, ''), known)) {
      report(
        file.file,
        lineAt(file.text, start + number.at),
        `the number "${number.text}" is no fact, not computed, and not marked as an <Example>${equals(values)}`,
      );
    }
  }
}
