/** Lessons and marked texts: do they name what there is? */
import { isMeasure } from '../src/sim/known-measure.ts';
import { firstDayOf } from '../src/cost/as-of.ts';
import { lineOf } from '../src/sim/json-text.ts';
import { textParts } from '../src/study/inline-text.ts';
import { lineAt, stringsOf, type JsonFile, type Report, type TextFile } from './content-files.ts';
import { refer, type Kind, type Names } from './content-names.ts';
import { frontMatter } from './lesson-meta.ts';

const LESSON_FIELDS = {
  title: 'string',
  subtitle: 'string',
  minutes: 'number',
  part: 'string',
  order: 'number',
  able: 'string',
} as const;

/** Components of a lesson that name something by an attribute. */
const REFERENCES: readonly {
  readonly components: string;
  readonly attribute: string;
  readonly kind: Kind;
}[] = [
  { components: 'Fact|FactCard|FactDate|FactNote', attribute: 'id', kind: 'fact' },
  { components: 'Term', attribute: 'id', kind: 'term' },
  { components: 'Quiz', attribute: 'id', kind: 'quiz' },
  { components: 'Figure|Run|LabLink', attribute: 'scenario', kind: 'scenario' },
];

/** Front matter and references of a lesson. */
export function checkLesson(file: TextFile, names: Names, report: Report): void {
  try {
    const meta = frontMatter(file.text, file.file);
    for (const [field, type] of Object.entries(LESSON_FIELDS)) {
      if (typeof meta[field] !== type) report(file.file, 1, `front matter: ${field} is no ${type}`);
    }
    const before = meta['prerequisites'];
    if (!Array.isArray(before)) report(file.file, 1, 'front matter: prerequisites is no list');
    else for (const id of before) refer('lesson', String(id), names, file, 1, report);
  } catch (error) {
    report(
      file.file,
      1,
      (error instanceof Error ? error.message : String(error)).replace(`${file.file}: `, ''),
    );
  }
  for (const { components, attribute, kind } of REFERENCES) {
    const pattern = new RegExp(`<(?:${components})\\b([^>]*?\\s)?${attribute}="([^"]*)"`, 'g');
    for (const match of file.text.matchAll(pattern)) {
      refer(kind, match[2]!, names, file, lineAt(file.text, match.index), report);
    }
  }
  for (const match of file.text.matchAll(/<Fact(?:Card)?\b[^>]*>/g)) {
    const tag = match[0];
    const id = /\sid="([^"]*)"/.exec(tag)?.[1] ?? '';
    const part = /\spart="([^"]*)"/.exec(tag)?.[1];
    const said = [...(/\ssay="([^"]*)"/.exec(tag)?.[1] ?? '').matchAll(/\{(\w+)\}/g)].map((one) => one[1]!);
    for (const name of [...(part === undefined ? [] : [part]), ...said.filter((one) => one !== 'value')]) {
      checkPart(id, name, names, file, () => lineAt(file.text, match.index), report);
    }
  }
  const bets = new Set([...file.text.matchAll(/<Bet\b[^>]*?\sid="([^"]*)"/g)].map((match) => match[1]!));
  for (const match of file.text.matchAll(/<YouSaid\b[^>]*?\sbet="([^"]*)"/g)) {
    if (!bets.has(match[1]!))
      report(file.file, lineAt(file.text, match.index), `there is no bet ${match[1]}`);
  }
}

function checkPart(
  id: string,
  part: string,
  names: Names,
  file: TextFile,
  line: () => number,
  report: Report,
): void {
  const fact = names.facts.get(id);
  if (fact && fact.parts?.[part] === undefined)
    report(file.file, line(), `the fact ${id} has no part ${part}`);
}

/** The marks `{fact:…}` and `{run:…}` in JSON texts. */
export function checkMarks(file: JsonFile, names: Names, report: Report): void {
  for (const { path, text } of stringsOf(file.value)) {
    for (const part of textParts(text)) {
      const line = () => lineOf(file.text, path);
      if (part.kind === 'fact') {
        refer('fact', part.fact, names, file, line, report);
        if (part.at !== undefined && firstDayOf(part.at) === null) {
          report(file.file, line(), `${part.at} is no date`);
        }
        if (part.part !== undefined) checkPart(part.fact, part.part, names, file, line, report);
      } else if (part.kind === 'run' && !isMeasure(part.measure)) {
        report(file.file, line(), `there is no measure ${part.measure}`);
      }
    }
  }
}
