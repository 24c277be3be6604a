import path from 'node:path';
import type { Plugin } from 'vite';
import type { Fact } from '../src/cost/fact.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { resolveRules, type RulePeriod } from '../src/sim/rules.ts';
import { changeDays } from './change-days.ts';
import { factsIn } from './json-folder.ts';

const NAME = 'virtual:rule-periods';
const ID = `\0${NAME}`;
const FOLDER = 'content/facts';

/** `import periods from 'virtual:rule-periods'` gives the rules of every time since Lambda's preview. */
export function rulePeriods(): Plugin {
  let folder = FOLDER;
  return {
    name: 'lambdarium:rule-periods',
    configResolved(config) {
      folder = path.resolve(config.root, FOLDER);
    },
    resolveId: (source) => (source === NAME ? ID : null),
    load(id) {
      if (id !== ID) return null;
      const facts = factsIn(folder, (file) => {
        this.addWatchFile(file);
      });
      return { code: moduleOf(periodsOf(facts)), map: null };
    },
  };
}

/**
 * The rules of every day since the first, each period with the day it begins.
 * @throws RulesError when a fact the rules rest on has no value on one of these days.
 */
export function periodsOf(facts: readonly Fact[]): RulePeriod[] {
  const periods: RulePeriod[] = [];
  for (const from of changeDays(facts)) {
    const rules = resolveRules(factsAt(facts, from));
    const last = periods.at(-1);
    const same = last && JSON.stringify({ ...rules, asOf: last.rules.asOf }) === JSON.stringify(last.rules);
    if (same !== true) periods.push({ from, rules });
  }
  return periods;
}

/**
 * The text of a module whose default export is the periods. From one to the next little changes, so
 * the rules of a period are written as what differs from those of the period after it.
 */
export function moduleOf(periods: readonly RulePeriod[]): string {
  const lines: string[] = [];
  for (let at = periods.length - 1; at >= 0; at -= 1) {
    lines.push(`const r${at}=${changes(periods[at]!.rules, periods[at + 1]?.rules, `r${at + 1}`)};`);
  }
  const list = periods.map(({ from }, at) => `{from:${JSON.stringify(from)},rules:r${at}}`);
  return `${lines.join('\n')}\nexport default [${list.join(',')}];`;
}

/** An expression for a value, given another value that stands under a name. */
function changes(value: unknown, other: unknown, name: string): string {
  const text = JSON.stringify(value);
  if (text === JSON.stringify(other)) return name;
  if (!isRecord(value) || !isRecord(other) || Object.keys(other).some((key) => !(key in value))) return text;
  const changed = Object.entries(value)
    .filter(([key, inner]) => JSON.stringify(inner) !== JSON.stringify(other[key]))
    .map(([key, inner]) => {
      const quoted = JSON.stringify(key);
      return `${quoted}:${changes(inner, other[key], `${name}[${quoted}]`)}`;
    });
  const delta = `{...${name},${changed.join(',')}}`;
  return delta.length < text.length ? delta : text;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
