import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { type Fact, readFacts } from '../src/cost/fact.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import type { Term } from '../src/study/glossary.ts';

/** What a lesson shows besides its own words: whole, with dates and sources. */
export interface Cites {
  readonly facts: readonly Fact[];
  readonly terms: readonly Term[];
  readonly scenarios: readonly Scenario[];
}

const OUTLINE = '?outline';
const PREFIX = '\0quiz-outline:';
const SUFFIX = '.js';

/**
 * Every lesson's module also exports `cites`: the facts, the words of the glossary and the scenarios that its
 * text, its figures and its quiz name, so that no lesson loads all there are. And `import outline from
 * './cold-starts.json?outline'` gives a quiz's title and the ids of its questions without the questions.
 */
export function lessonCites(): Plugin {
  let content = 'content';
  return {
    name: 'lambdarium:lesson-cites',
    enforce: 'pre',
    configResolved(config) {
      content = path.resolve(config.root, 'content');
    },
    async resolveId(source, importer) {
      if (!source.endsWith(`.json${OUTLINE}`)) return null;
      const resolved = await this.resolve(source.slice(0, -OUTLINE.length), importer, { skipSelf: true });
      return resolved === null ? null : PREFIX + resolved.id + SUFFIX;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const file = id.slice(PREFIX.length, -SUFFIX.length);
      this.addWatchFile(file);
      return {
        code: `export default ${JSON.stringify(outlineOf(readFileSync(file, 'utf8')))};`,
        map: null,
      };
    },
    // After the MDX compiler, which stands before this plugin in the list.
    transform(code, id) {
      if (!id.endsWith('.mdx')) return null;
      const lesson = path.basename(id, '.mdx');
      const quizzes = jsonOf(path.join(content, 'quizzes'), (value) => [value as { lesson: string }]);
      const asked = quizzes.filter((quiz) => quiz.lesson === lesson).map((quiz) => JSON.stringify(quiz));
      const texts = [readFileSync(id, 'utf8'), ...asked];
      const facts = jsonOf(path.join(content, 'facts'), (value, file) => readFacts(value, file));
      const terms = jsonOf(path.join(content, 'glossary'), (value) => value as Term[]);
      const scenarios = jsonOf(path.join(content, 'scenarios'), (value) => [value as Scenario]);
      return {
        code: `${code}\nexport const cites = ${JSON.stringify(citesOf(texts, facts, terms, scenarios))};\n`,
        map: null,
      };
    },
  };
}

function jsonOf<T>(folder: string, read: (value: unknown, file: string) => readonly T[]): T[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => read(JSON.parse(readFileSync(path.join(folder, name), 'utf8')), name));
}

/** Facts the figures look up by themselves; a figure asks the lesson it stands in. */
const OF_FIGURES: Readonly<Record<string, readonly string[]>> = {
  wait: ['init-billing', 'billing-granularity'],
};

/** What the texts of a lesson name: an id in quotes, or after `fact:`. */
export function citesOf(
  texts: readonly string[],
  facts: readonly Fact[],
  terms: readonly Term[],
  scenarios: readonly Scenario[],
): Cites {
  const all = texts.join('\n');
  const named = (text: string, id: string) => new RegExp(`["':]${id}["':.@|}]`).test(text);
  const cited = terms.filter(({ id }) => named(all, id));
  const withTerms = [all, ...cited.map(({ text }) => text)].join('\n');
  const ofFigures = Object.entries(OF_FIGURES).flatMap(([show, ids]) =>
    all.includes(`show="${show}"`) ? ids : [],
  );
  return {
    facts: facts.filter(({ id }) => named(withTerms, id) || ofFigures.includes(id)),
    terms: cited,
    scenarios: scenarios.filter(({ id }) => named(all, id)),
  };
}

function outlineOf(text: string): unknown {
  const { id, title, lesson, questions } = JSON.parse(text) as {
    id: string;
    title: string;
    lesson: string;
    questions: { id: string }[];
  };
  return { id, title, lesson, questions: questions.map((question) => question.id) };
}
