import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import reasonFacts from '../content/reason-facts.json';
import simplifications from '../content/simplifications.json';
import { readFactRef, type Rest } from '../src/sim/reason-facts.ts';
import { textsOf } from './fact-texts.ts';
import { factsIn } from './json-folder.ts';

const facts = factsIn(new URL('../content/facts', import.meta.url).pathname);
const texts = textsOf(facts, simplifications, reasonFacts);

describe('facts in a few words', () => {
  it('have title, values with their days, and whether the feature came with the first', () => {
    expect(texts.facts['init-limit']).toMatchObject({ title: 'Longest Init phase on demand' });
    expect(texts.facts['init-limit']!.texts.at(-1)![1]).toBe('10\u202fs');
    expect(texts.facts['async-retries.default']!.texts.at(-1)![1]).toBe('unless set 2');
    expect(texts.simplifications['keep-rules-measured']).toBe('How long environments are kept');
  });

  it('are there for all that reasons rest on, and for all that figures come from', () => {
    const rests: readonly Rest[] = Object.values(reasonFacts.rests);
    const refs = rests.flatMap((rest) => rest.facts ?? []);
    expect(refs.filter((ref) => !(ref in texts.facts))).toEqual([]);
    const code = ['invocation', 'source', 'release', 'delay']
      .map((name) => readFileSync(new URL(`../src/sim/${name}-figures.ts`, import.meta.url), 'utf8'))
      .join('\n');
    const ids = new Set(facts.map(({ id }) => id));
    const named = [...code.matchAll(/'([a-z0-9-]+)'/g)].flatMap(([, id]) => (ids.has(id!) ? [id!] : []));
    expect(named.filter((id) => !(id in texts.facts))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
    expect(readFactRef('async-retries.default')).toEqual({ id: 'async-retries', part: 'default' });
  });
});
