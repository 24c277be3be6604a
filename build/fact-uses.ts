import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import date from '../content/content-date.json' with { type: 'json' };
import { FIRST_DAY, firstDayOf } from '../src/cost/as-of.ts';
import type { Fact } from '../src/cost/fact.ts';
import type { Simplification } from '../src/cost/simplification.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { readScenario } from '../src/sim/read-scenario.ts';
import { readFactRef, restOf, type ReasonFacts } from '../src/sim/reason-facts.ts';
import type { Repair } from '../src/sim/repair.ts';
import { repairedBase } from '../src/sim/repaired-base.ts';
import { resolveRules } from '../src/sim/rules.ts';
import { simulate } from '../src/sim/run.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import type { Term } from '../src/study/glossary.ts';
import { chapterFacts, chaptersOf, type Chapter } from './fact-chapters.ts';
import { textFiles } from './content-files.ts';
import { factsIn, jsonOf } from './json-folder.ts';

const NAME = 'virtual:fact-uses';
const ID = `\0${NAME}`;

/** Where one fact is shown; ids, in the order of their files. */
export interface FactUses {
  readonly lessons: readonly string[];
  /** Questions that rest on it or name it, with their lessons. */
  readonly questions: readonly { readonly lesson: string; readonly id: string; readonly stem: string }[];
  /** Scenarios with a claim that comes from it, or a text that names it. */
  readonly claims: readonly string[];
  /** Scenarios with a step in their own run that rests on it. */
  readonly runs: readonly string[];
  /** Chapters of the rules that read it: the scenarios of each stand in `chapters`. */
  readonly rules: readonly Chapter[];
  /** Repairs by scenario: the run as it is broken has a step that rests on it, or a text names it. */
  readonly repairs: readonly string[];
  readonly terms: readonly string[];
  /** Simplifications that say something of it. */
  readonly simplifications: readonly string[];
}

export interface AllUses {
  readonly uses: Readonly<Record<string, FactUses>>;
  /** Scenarios under a chapter of the rules. */
  readonly chapters: Readonly<Partial<Record<Chapter, readonly string[]>>>;
  /** Titles of what is linked to; those of scenarios are known to whoever lists them. */
  readonly terms: Readonly<Record<string, string>>;
  readonly simplifications: Readonly<Record<string, string>>;
}

/** The content that can show a fact. */
export interface ShowingContent {
  readonly facts: readonly Fact[];
  readonly scenarios: readonly Scenario[];
  readonly repairs: readonly Repair[];
  /** Text of the MDX, by id. */
  readonly lessons: readonly { readonly id: string; readonly text: string }[];
  readonly quizzes: readonly QuizFile[];
  readonly terms: readonly Term[];
  readonly simplifications: readonly Simplification[];
  readonly reasons: ReasonFacts;
}

interface QuizFile {
  readonly lesson: string;
  readonly questions: readonly { readonly id: string; readonly stem: string }[];
}

/** `import all from 'virtual:fact-uses'` gives where every fact is shown, found in the content and in the scenarios' own runs. */
export function factUses(): Plugin {
  let root = '.';
  return {
    name: 'lambdarium:fact-uses',
    configResolved(config) {
      root = config.root;
    },
    resolveId: (source) => (source === NAME ? ID : null),
    load(id) {
      if (id !== ID) return null;
      const content = showingContent(root, (file) => {
        this.addWatchFile(file);
      });
      return { code: `export default ${JSON.stringify(usesOf(content))};`, map: null };
    },
  };
}

/** Reads what `usesOf` needs; a scenario that is wrong is left out: the check of the content tells of it. */
export function showingContent(root: string, watch?: (file: string) => void): ShowingContent {
  const folder = (name: string) => path.resolve(root, 'content', name);
  const all = <T>(name: string) => jsonOf(folder(name), (value) => [value as T], watch);
  const one = (name: string): unknown => {
    watch?.(folder(name));
    return JSON.parse(readFileSync(folder(name), 'utf8'));
  };
  return {
    facts: factsIn(folder('facts'), watch),
    scenarios: jsonOf(
      folder('scenarios'),
      (value, file) => {
        const result = readScenario(value, file);
        return 'scenario' in result ? [result.scenario] : [];
      },
      watch,
    ),
    repairs: all<Repair>('repairs'),
    lessons: textFiles(root, 'content/lessons', ['.mdx']).map(({ file, text }) => ({
      id: path.basename(file, '.mdx'),
      text,
    })),
    quizzes: all<QuizFile>('quizzes'),
    terms: jsonOf(folder('glossary'), (value) => value as Term[], watch),
    simplifications: one('simplifications.json') as Simplification[],
    reasons: one('reason-facts.json') as ReasonFacts,
  };
}

/** Where every fact is shown; a fact that is shown nowhere is left out. */
export function usesOf(content: ShowingContent): AllUses {
  const { facts, scenarios, repairs, lessons, quizzes, terms, simplifications } = content;
  const ran = scenarios.map((scenario) => ({ id: scenario.id, rests: restsOf(scenario, content) }));
  const broken = repairs.flatMap((repair) => {
    const scenario = scenarios.find(({ id }) => id === repair.scenario);
    if (!scenario) return [];
    return [{ repair, rests: restsOf(repairedBase(scenario, repair), content) }];
  });
  const chapters = chaptersOf(scenarios);
  const read = chapterFacts(facts);
  const uses = facts.flatMap(({ id }) => {
    const named = (value: unknown) => names(JSON.stringify(value), id);
    const found: FactUses = {
      lessons: lessons.filter(({ text }) => names(text, id)).map((lesson) => lesson.id),
      questions: quizzes.flatMap(({ lesson, questions }) =>
        questions.filter(named).map((question) => ({ lesson, id: question.id, stem: question.stem })),
      ),
      claims: scenarios
        .filter(
          ({ title, question, summary, claims }) =>
            claims.some(({ from }) => from.kind === 'fact' && from.fact === id) ||
            named([title, question, summary, claims]),
        )
        .map((scenario) => scenario.id),
      runs: ran.filter(({ rests }) => rests.has(id)).map((run) => run.id),
      rules: Object.keys(chapters).filter((chapter): chapter is Chapter => read[chapter as Chapter].has(id)),
      repairs: broken
        .filter(({ repair, rests }) => rests.has(id) || named(repair))
        .map(({ repair }) => repair.scenario),
      terms: terms.filter((term) => term.facts.includes(id) || named(term.text)).map((term) => term.id),
      simplifications: simplifications
        .filter((simplification) => simplification.facts.includes(id) || named(simplification.text))
        .map((simplification) => simplification.id),
    };
    return Object.values(found).some((list) => list.length > 0) ? [[id, found] as const] : [];
  });
  return {
    uses: Object.fromEntries(uses),
    chapters,
    terms: titlesOf(terms),
    simplifications: titlesOf(simplifications),
  };
}

const titlesOf = (all: readonly { readonly id: string; readonly title: string }[]) =>
  Object.fromEntries(all.map(({ id, title }) => [id, title]));

/** As lessons (`<Fact id="…">`), questions (`"fact": "…"`) and marks in texts (`{fact:…}`) name a fact. */
function names(text: string, id: string): boolean {
  return new RegExp(`(?:fact:|<Fact(?:Card)?\\s[^>]*?\\bid="|"fact":")${id}[".@}]`).test(text);
}

/** The facts that steps of a scenario's own run rest on. */
function restsOf(scenario: Scenario, { facts, reasons }: ShowingContent): ReadonlySet<string> {
  const rules = resolveRules(factsAt(facts, firstDayOf(scenario.asOf ?? date.today) ?? FIRST_DAY));
  const trace = simulate(scenario, rules);
  const found = new Set<ReasonFacts['rests'][string]>();
  for (let step = 0; step < trace.length; step += 1) found.add(restOf(trace, step, reasons));
  return new Set([...found].flatMap((rest) => (rest.facts ?? []).map((ref) => readFactRef(ref).id)));
}
