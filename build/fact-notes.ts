import type { Fact } from '../src/cost/fact.ts';

/** A text about a fact besides its title and values, for who searches. */
export interface FactNote {
  /** Whose words they are: `note 3`, or the day of the value it was noted beside. */
  readonly of: string;
  readonly text: string;
}

/** What was noted beside the values of each fact, and what the source notes said of it; nothing for most. */
export function notesOf(facts: readonly Fact[]): Readonly<Record<string, readonly FactNote[]>> {
  return Object.fromEntries(
    facts.flatMap(({ id, history, noteClaims }) => {
      const texts = [
        ...noteClaims.flatMap(({ note, claim, comment }): FactNote[] => [
          { of: `note ${note}`, text: claim },
          ...(comment === undefined ? [] : [{ of: `note ${note}`, text: comment }]),
        ]),
        ...history.flatMap(({ from, note, doubt }): FactNote[] =>
          [note, doubt].flatMap((text) => (text === undefined ? [] : [{ of: from, text }])),
        ),
      ];
      return texts.length === 0 ? [] : [[id, texts]];
    }),
  );
}
