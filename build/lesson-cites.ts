import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import type { Fact } from '../src/cost/fact.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import type { Term } from '../src/study/glossary.ts';
import { factsIn, jsonOf } from './json-folder.ts';

/** What a lesson shows besides its own words: whole, with dates and sources. */
export interface Cites {
  readonly facts: readonly Fact[];
  readonly terms: readonly Term[];
  readonly scenarios: readonly Scenario[];
}

/**
 * Every lesson's module also exports `cites`: the facts, the words of the glossary and the scenarios that its
 * text, its figures and its quiz name, so that no lesson loads all there are.
 */
export function lessonCites(): Plugin {
  let content = 'content';
  return {
    name: 'lambdarium:lesson-cites',
    enforce: 'pre',
    configResolved(config) {
      content = path.resolve(config.root, 'content');
    },
    // After the MDX compiler, which stands before this plugin in the list.
    transform(code, id) {
      if (!id.endsWith('.mdx')) return null;
      const lesson = path.basename(id, '.mdx');
      const quizzes = jsonOf(path.join(content, 'quizzes'), (value) => [value as { lesson: string }]);
      const asked = quizzes.filter((quiz) => quiz.lesson === lesson).map((quiz) => JSON.stringify(quiz));
      const texts = [readFileSync(id, 'utf8'), ...asked];
      const facts = factsIn(path.join(content, 'facts'));
      const terms = jsonOf(path.join(content, 'glossary'), (value) => value as Term[]);
      const scenarios = jsonOf(path.join(content, 'scenarios'), (value) => [value as Scenario]);
      return {
        code: `${code}\nexport const cites = ${JSON.stringify(citesOf(texts, facts, terms, scenarios))};\n`,
        map: null,
      };
    },
  };
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
