import { describe, expect, it } from 'vitest';
import { LINK_FORM, LINK_MIGRATIONS, linkForm, migrateLink, type LinkMigration } from './link-migrations.ts';

/** As if a key had been renamed in form 3, and its unit changed in form 4. */
const later: readonly LinkMigration[] = [
  ...LINK_MIGRATIONS,
  {
    to: 3,
    migrate: ({ pause, ...rest }, scenario) =>
      pause === undefined || scenario !== 'cold-start'
        ? { ...rest, ...(pause && { pause }) }
        : { ...rest, gap: pause },
  },
  {
    to: 4,
    migrate: ({ gap, ...rest }) => (gap === undefined ? rest : { ...rest, gap: String(Number(gap) * 1000) }),
  },
];

describe('links of older forms', () => {
  it('say their form in their version; those that say none are of the first', () => {
    expect([
      linkForm('2026-11-20.2'),
      linkForm('2026-11-20.2.2'),
      linkForm('nonsense'),
      linkForm('a.b.c'),
    ]).toEqual([1, 2, 1, 1]);
    expect(linkForm(undefined)).toBe(LINK_FORM);
  });

  it('are renamed step by step from their own form on', () => {
    const of = (v: string) => migrateLink({ v, pause: '5' }, 'cold-start', later);
    expect(of('2026-11-20.2')).toEqual({ v: '2026-11-20.2', gap: '5000' });
    expect(of('2027-03-01.3.3')).toEqual({ v: '2027-03-01.3.3', pause: '5' });
    expect(of('2027-05-01.3.4')).toEqual({ v: '2027-05-01.3.4', pause: '5' });
    expect(migrateLink({ v: '2026-11-20.2', pause: '5' }, 'another', later)).toMatchObject({ pause: '5' });
  });

  it('lead up to the present form without a gap', () => {
    expect(LINK_MIGRATIONS.map(({ to }) => to)).toEqual(
      Array.from({ length: LINK_FORM - 1 }, (_, index) => index + 2),
    );
  });
});
