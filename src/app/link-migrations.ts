/**
 * Links outlive the app they were made in. A link says with which form of address it was made (the last part of its
 * `v`); what has been renamed since is renamed in it when it is read, step by step, as stored progress is.
 */
import type { SearchText } from './search-text.ts';

/** One more whenever a key of an address, a control or a setting's path gets another name or another unit. */
export const LINK_FORM = 2;

export interface LinkMigration {
  /** The form of address it makes, from the one before. */
  readonly to: number;
  /** What the search part of a link to this scenario is called now. */
  readonly migrate: (search: SearchText, scenario: string) => SearchText;
}

/**
 * In the order of the forms. Form 1 had no `made`, no view and nothing packed, and named no form: all its keys mean what
 * they meant.
 */
export const LINK_MIGRATIONS: readonly LinkMigration[] = [{ to: 2, migrate: (search) => search }];

/** The form a link was made with, by its `v`: `2026-11-20.2.2`; without one the present form. */
export function linkForm(version: string | undefined): number {
  if (version === undefined) return LINK_FORM;
  const form = Number(version.split('.')[2] ?? 1);
  return Number.isInteger(form) && form >= 1 ? form : 1;
}

/** A link's search as it would be written today. One of a later form is handed back as it is. */
export function migrateLink(
  search: SearchText,
  scenario: string,
  migrations: readonly LinkMigration[] = LINK_MIGRATIONS,
): SearchText {
  const form = linkForm(search['v']);
  return migrations
    .filter(({ to }) => to > form)
    .reduce<SearchText>((migrated, { migrate }) => migrate(migrated, scenario), search);
}
