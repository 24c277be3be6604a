/** The rule of numbers: what has a unit is a fact, computed, or marked as the example's own. */
import { isComposite } from '../src/cost/composite.ts';
import { lineOf, type JsonValue } from '../src/sim/json-text.ts';
import type { Claim } from '../src/sim/scenario.ts';
import { componentTexts } from './component-texts.ts';
import { lineAt, stringsOf, type JsonFile, type Report, type TextFile } from './content-files.ts';
import { idOf, type Names } from './content-names.ts';
import { numbersWithUnit, proseOfMdx, withoutMarks, type Found } from './prose-numbers.ts';

/** Keys whose text is an address, an identifier or a place, never prose. */
const CODE_KEYS = ['url', '$schema', 'case', 'path', 'measure', 'file'];

/** Numbers in the texts of a JSON file. */
export function checkJsonNumbers(file: JsonFile, report: Report): void {
  checkTexts(file, () => false, report);
}

/**
 * Numbers in the texts of a scenario. A claim may say the number it is checked against, a choice of
 * preset the minutes of that preset's fact, and a derivation is a computation written out.
 */
export function checkScenarioNumbers(file: JsonFile, names: Names, report: Report): void {
  const scenario = names.scenarios.get(idOf(file.file));
  checkTexts(
    file,
    (found, path) => {
      const [part, index, key, inner] = path;
      if (part === 'claims' && key === 'from' && inner === 'text') return true;
      if (part === 'claims' && key === 'says') {
        const claim = scenario?.claims[Number(index)];
        return claim !== undefined && claimed(claim).some((value) => says(found, value));
      }
      if (part === 'tunable' && key === 'options') {
        const option = at(file.value, path.slice(0, -1));
        return presetMs(option, names).some((value) => says(found, value));
      }
      return false;
    },
    report,
  );
}

/** Numbers in the texts of a repair. What its goal says may be the number it is checked against. */
export function checkRepairNumbers(file: JsonFile, report: Report): void {
  checkTexts(
    file,
    (found, path) => {
      const goal = at(file.value, path.slice(0, -1)) as Pick<Claim, 'is'>;
      return (
        path[0] === 'goal' && path.at(-1) === 'says' && claimed(goal).some((value) => says(found, value))
      );
    },
    report,
  );
}

function checkTexts(
  file: JsonFile,
  vouched: (found: Found, path: readonly string[]) => boolean,
  report: Report,
): void {
  for (const { path, text } of stringsOf(file.value)) {
    if (CODE_KEYS.includes(path.at(-1) ?? '') || path.includes('sources')) continue;
    for (const number of numbersWithUnit(withoutMarks(text))) {
      if (vouched(number, path)) continue;
      report(
        file.file,
        lineOf(file.text, path),
        `${path.join('.')}: the number "${number.text}" is no {fact:…} and not marked as [[${number.text}]]`,
      );
    }
  }
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

/** Whether a written number is a value, rounded to the digits that are written. */
function says(found: Found, value: number): boolean {
  const match = /^([\d,]+(?:\.(\d+))?)\s*(\S+)$/.exec(found.text);
  const scale = UNITS[match?.[3] ?? ''];
  if (!match || scale === undefined) return false;
  const written = Number(match[1]!.replaceAll(',', ''));
  return Math.abs(value / scale - written) <= 0.5 * 10 ** -(match[2]?.length ?? 0) + 1e-9;
}

/** Numbers in the prose of a lesson. */
export function checkLessonNumbers(file: TextFile, report: Report): void {
  for (const { text, at: start } of numbersWithUnit(proseOfMdx(file.text))) {
    report(
      file.file,
      lineAt(file.text, start),
      `the number "${text}" is no <Fact>, no figure and no <Example>`,
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
export function checkComponentNumbers(file: TextFile, report: Report): void {
  for (const { text, at: start } of componentTexts(file.text, file.file)) {
    if (isCode(text)) continue;
    for (const number of numbersWithUnit(withoutMarks(text).replace(/\$\d(?![\d.])/g, ''))) {
      report(
        file.file,
        lineAt(file.text, start),
        `the number "${number.text}" is no fact, not computed, and not marked as an <Example>`,
      );
    }
  }
}
