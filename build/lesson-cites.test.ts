import { expect, test } from 'vitest';
import type { Fact } from '../src/cost/fact.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import type { Term } from '../src/study/glossary.ts';
import { citesOf } from './lesson-cites.ts';

const fact = (id: string) => ({ id }) as Fact;
const scenario = (id: string) => ({ id }) as Scenario;
const term = (id: string, text = '') => ({ id, title: id, text }) as Term;

const facts = ['init-limit', 'init-limit-provisioned', 'tmp-size', 'init-billing', 'timeout-max'].map(fact);
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

test('a lesson cites what its text and its quiz name, and no more', () => {
  const cites = citesOf(
    [
      '<FactCard id="init-limit" /> and a <Term id="frozen">frozen</Term> one',
      '{"stem":"{fact:tmp-size.max}","scenario":"burst"}',
    ],
    facts,
    [term('frozen'), term('frozen-out')],
    [scenario('burst'), scenario('cold')],
  );
  expect(ids(cites.facts)).toEqual(['init-limit', 'tmp-size']);
  expect(ids(cites.terms)).toEqual(['frozen']);
  expect(ids(cites.scenarios)).toEqual(['burst']);
});

test('facts in the meaning of a cited word, and those a figure looks up, are cited too', () => {
  const cites = citesOf(
    ['<Term id="frozen" /><Figure show="wait" />'],
    facts,
    [term('frozen', 'At most {fact:timeout-max} or {fact:tmp-size@2020-01}.')],
    [],
  );
  expect(ids(cites.facts)).toEqual(['tmp-size', 'init-billing', 'timeout-max']);
});
