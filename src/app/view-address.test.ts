import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PANELS, PLAIN_VIEW, type LabView } from './lab-view.ts';
import { printView, readView } from './view-address.ts';

const us = fc.nat(4_000_000_000);
const word = fc.stringMatching(/^[a-z][a-z-]{0,8}$/);
const span = fc.option(
  fc
    .tuple(
      us,
      us.map((length) => length + 1),
    )
    .map(([from, length]) => [from, from + length] as const),
);
const view: fc.Arbitrary<LabView> = fc.record({
  stretchUs: span,
  windowUs: span,
  looping: fc.boolean(),
  follow: fc.option(fc.record({ kind: word, number: fc.nat(100_000) })),
  hidden: fc.array(word, { maxLength: 4 }),
  by: fc.oneof(fc.constant(''), word),
  bookmarks: fc
    .array(
      fc.record({ atUs: us, name: fc.string({ maxLength: 60 }).map((name) => name.replaceAll(',', ' ')) }),
      {
        maxLength: 5,
      },
    )
    .map((list) => list.toSorted((a, b) => a.atUs - b.atUs)),
  panel: fc.option(fc.constantFrom(...PANELS)),
});

describe('what the reader looks at, in an address', () => {
  it('is nothing where nothing is marked', () => {
    expect(printView(PLAIN_VIEW)).toEqual({});
    expect(readView({}, [])).toEqual(PLAIN_VIEW);
  });

  it('can be read by a person', () => {
    const [from, until] = [12_500_000, 20_000_000];
    expect(
      printView({
        stretchUs: [from, until],
        windowUs: [10_000_000, 30_000_000],
        looping: true,
        follow: { kind: 'event', number: 3 },
        hidden: ['retry', 'dead-letter'],
        by: 'problem',
        bookmarks: [{ atUs: from, name: 'first error' }],
        panel: 'logs',
      }),
    ).toEqual({
      stretch: '12.5-20',
      zoom: '10-30',
      looping: 'on',
      follow: 'event.4',
      hide: 'retry.dead-letter',
      step: 'problem',
      marks: '12.5:first error',
      panel: 'logs',
    });
  });

  it('printed and read again is the same', () => {
    fc.assert(
      fc.property(view, (looked) => {
        const problems: string[] = [];
        expect(readView(printView(looked), problems)).toEqual(looked);
        expect(problems).toEqual([]);
      }),
    );
  });

  it('names what it cannot use, and keeps the rest', () => {
    const problems: string[] = [];
    const search = {
      stretch: '20-12',
      zoom: '5',
      looping: 'yes',
      follow: 'event.0',
      hide: 'Retry',
      step: '1',
      marks: '5:here,x',
      panel: 'kitchen',
    };
    expect(readView(search, problems)).toEqual({
      ...PLAIN_VIEW,
      bookmarks: [{ atUs: 5_000_000, name: 'here' }],
    });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(Object.keys(search));
  });
});
