/** Where a fact is shown, found when the app is built (`build/fact-uses.ts`), as links. */
import all from 'virtual:fact-uses';
import { lessonMeta } from './catalogue.ts';
import { exampleText } from './example-text.ts';
import { repairs } from './repair-cards.ts';
import { scenarios } from './scenario-cards.ts';

/** A link to where a fact is shown; the address is without the site's base and the date. */
export interface Use {
  readonly key: string;
  readonly title: string;
  readonly to:
    | { readonly kind: 'lesson'; readonly lesson: string }
    | { readonly kind: 'scenario'; readonly scenario: string; readonly broken: boolean }
    | { readonly kind: 'term' | 'simplification'; readonly id: string };
}

export interface UseGroup {
  /** What they have to do with it. */
  readonly says: string;
  readonly uses: readonly Use[];
}

const scenarioUse = (id: string): readonly Use[] => {
  const card = scenarios.find((scenario) => scenario.id === id);
  if (!card) return [];
  return [{ key: id, title: exampleText(card.title), to: { kind: 'scenario', scenario: id, broken: false } }];
};

/** Where a fact is shown, what shows it best first; groups with nothing in them are left out. */
export function groupsOfUses(id: string): readonly UseGroup[] {
  const uses = all.uses[id];
  if (!uses) return [];
  const told = new Set(uses.claims);
  const run = uses.runs.filter((scenario) => !told.has(scenario));
  const shown = new Set([...told, ...run]);
  const asked = new Map<string, number>();
  for (const { lesson } of uses.questions) asked.set(lesson, (asked.get(lesson) ?? 0) + 1);
  const groups: UseGroup[] = [
    {
      says: 'Lessons',
      uses: uses.lessons.map((lesson) => ({
        key: lesson,
        title: lessonMeta(lesson).title,
        to: { kind: 'lesson', lesson },
      })),
    },
    {
      says: 'Questions',
      uses: [...asked].map(([lesson, count]) => ({
        key: lesson,
        title: `${count} of “${lessonMeta(lesson).title}”`,
        to: { kind: 'lesson', lesson },
      })),
    },
    { says: 'Scenarios that say it', uses: uses.claims.flatMap(scenarioUse) },
    { says: 'Scenarios in whose run it decides a step', uses: run.flatMap(scenarioUse) },
    {
      says: 'To repair',
      uses: repairs
        .filter(({ scenario }) => uses.repairs.includes(scenario))
        .map(({ scenario, title }) => ({
          key: scenario,
          title: exampleText(title),
          to: { kind: 'scenario', scenario, broken: true },
        })),
    },
    ...uses.rules.map((chapter): UseGroup => {
      const others = (all.chapters[chapter] ?? []).filter((scenario) => !shown.has(scenario));
      return {
        says: `Scenarios under the rules of ${chapter}, which are made from it`,
        uses: others.flatMap(scenarioUse),
      };
    }),
    {
      says: 'Words',
      uses: uses.terms.map((term) => ({
        key: term,
        title: all.terms[term] ?? term,
        to: { kind: 'term', id: term },
      })),
    },
    {
      says: 'What the simulator assumes beside it',
      uses: uses.simplifications.map((simplification) => ({
        key: simplification,
        title: all.simplifications[simplification] ?? simplification,
        to: { kind: 'simplification', id: simplification },
      })),
    },
  ];
  return groups.filter((group) => group.uses.length > 0);
}
