import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import type { Fact } from '../src/cost/fact.ts';
import { formatPart, formatValue } from '../src/cost/format-value.ts';
import type { Simplification } from '../src/cost/simplification.ts';
import type { LogWords } from '../src/sim/log-words.ts';
import { readFactRef, type ReasonFacts } from '../src/sim/reason-facts.ts';
import { factsIn } from './json-folder.ts';

const NAME = 'virtual:fact-texts';
const ID = `\0${NAME}`;

/** A fact in a few words: what it is about, and each of its values in words with the day it began. */
export interface FactText {
  readonly title: string;
  /** Oldest first; empty: the value has no such part, or is longer than a few words. */
  readonly texts: readonly (readonly [from: string, text: string])[];
  /** Its feature was introduced with the first of them. */
  readonly introduced: boolean;
}

export interface FactTexts {
  /** By reference: `init-limit`, `async-retries.default`. */
  readonly facts: Readonly<Record<string, FactText>>;
  /** Titles by id. */
  readonly simplifications: Readonly<Record<string, string>>;
}

/**
 * `import texts from 'virtual:fact-texts'` gives what the causes of a run's steps show of facts: titles and values, without
 * the notes and sources that stand on the page of limits.
 */
export function factTexts(): Plugin {
  let content = 'content';
  return {
    name: 'lambdarium:fact-texts',
    configResolved(config) {
      content = path.resolve(config.root, 'content');
    },
    resolveId: (source) => (source === NAME ? ID : null),
    load(id) {
      if (id !== ID) return null;
      const read = (file: string): unknown => {
        const found = path.join(content, file);
        this.addWatchFile(found);
        return JSON.parse(readFileSync(found, 'utf8'));
      };
      const facts = factsIn(path.join(content, 'facts'), (file) => {
        this.addWatchFile(file);
      });
      const texts = textsOf(
        facts,
        read('simplifications.json') as readonly Simplification[],
        read('reason-facts.json') as ReasonFacts,
        factsOfFields(read('log-words.json') as LogWords),
      );
      return { code: `export default ${JSON.stringify(texts)};`, map: null };
    },
  };
}

/** More signs than these are no few words: the page of limits has them. */
const MOST_SIGNS = 60;

/** What a reference says of a fact: its value, or that of a part with the part's name. */
function textOf(fact: Fact, part: string | undefined): FactText {
  const label = part === undefined ? '' : `${fact.parts?.[part]?.label ?? part} `;
  const texts = fact.history.flatMap(({ from, value }) => {
    const text = part === undefined ? formatValue(fact, value) : formatPart(fact, value, part);
    return text === null || text.length > MOST_SIGNS ? [] : [[from, `${label}${text}`] as const];
  });
  return { title: fact.title, texts, introduced: fact.start === 'introduced' };
}

/** Facts that the fields of log lines name. */
function factsOfFields({ fields }: LogWords): string[] {
  return Object.values(fields).map(({ fact }) => fact);
}

/** The facts that reasons rest on, each also without its part, those of `more`, and the simplifications. */
export function textsOf(
  facts: readonly Fact[],
  simplifications: readonly Simplification[],
  { rests }: ReasonFacts,
  more: readonly string[] = [],
): FactTexts {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const all = Object.values(rests);
  const refs = all.flatMap((rest) => rest.facts ?? []);
  const named = new Set([...refs, ...refs.map((ref) => readFactRef(ref).id), ...FIGURES, ...more]);
  const titles = new Map(simplifications.map(({ id, title }) => [id, title]));
  return {
    facts: Object.fromEntries(
      [...named].flatMap((ref) => {
        const { id, part } = readFactRef(ref);
        const fact = byId.get(id);
        return fact === undefined ? [] : [[ref, textOf(fact, part)]];
      }),
    ),
    simplifications: Object.fromEntries(
      [...new Set(all.flatMap((rest) => rest.simplifications ?? []))].map((id) => [id, titles.get(id) ?? id]),
    ),
  };
}

/** Facts that figures of steps come from and no reason names. */
const FIGURES: readonly string[] = [
  'caller-api-gateway',
  'caller-alb',
  'caller-cloudfront',
  'caller-s3-batch',
  'caller-cognito',
  'caller-step-functions',
  'caller-lex',
  'caller-alexa',
  'caller-firehose',
  'caller-function-url',
  'cli-retries',
  'sdk-retries-legacy',
  'sdk-retries-standard',
  'sdk-retries-adaptive',
];
