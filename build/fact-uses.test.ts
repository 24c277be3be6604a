import { beforeAll, describe, expect, test } from 'vitest';
import { chapterFacts } from './fact-chapters.ts';
import { showingContent, usesOf, type AllUses, type ShowingContent } from './fact-uses.ts';

let content: ShowingContent;
let all: AllUses;

beforeAll(() => {
  content = showingContent(process.cwd());
  all = usesOf(content);
});

describe('where a fact is shown', () => {
  test('in the lesson and the questions that name it', () => {
    expect(all.uses['init-limit']!.lessons).toContain('cold-starts');
    expect(all.uses['tmp-size']!.questions.map(({ lesson }) => lesson)).toContain('cold-starts');
    // A word of the glossary with the same id is not the fact.
    const text = 'An <Term id="init-limit">environment</Term>, see <FactCard\n  id="tmp-size" />';
    const lessons = [{ id: 'only', text }];
    const small = { ...content, scenarios: [], repairs: [], quizzes: [], lessons };
    const { uses } = usesOf(small);
    expect(uses['tmp-size']!.lessons).toEqual(['only']);
    expect(uses['init-limit']?.lessons ?? []).toEqual([]);
  });

  test('in every scenario with a claim that comes from it', () => {
    const claimed = content.scenarios.flatMap(({ id, claims }) =>
      claims.flatMap(({ from }) => (from.kind === 'fact' ? [[id, from.fact] as const] : [])),
    );
    expect(claimed.length).toBeGreaterThan(20);
    expect(claimed.filter(([id, fact]) => all.uses[fact]?.claims.includes(id) !== true)).toEqual([]);
  });

  test('in a run with a step that rests on it, and no other', () => {
    const { runs } = all.uses['sqs-visibility']!;
    const models = new Map(content.scenarios.map(({ id, model }) => [id, model]));
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.map((id) => models.get(id))).not.toContain('stream');
  });

  test('in what the rules of a model read', () => {
    expect(chapterFacts(content.facts).streams).toContain('kinesis-retention');
    expect(all.uses['kinesis-retention']!.rules).toEqual(['streams']);
    const streams = content.scenarios.filter(({ model }) => model === 'stream').map(({ id }) => id);
    expect(all.chapters.streams).toEqual(expect.arrayContaining(streams));
  });

  test('what is linked to is there', () => {
    const scenarios = new Set(content.scenarios.map(({ id }) => id));
    for (const uses of Object.values(all.uses)) {
      for (const id of [...uses.claims, ...uses.runs, ...uses.repairs]) expect(scenarios).toContain(id);
      for (const id of uses.terms) expect(all.terms).toHaveProperty([id]);
      for (const id of uses.simplifications) expect(all.simplifications).toHaveProperty([id]);
    }
  });
});
