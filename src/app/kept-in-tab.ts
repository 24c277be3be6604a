/** How an address names a scenario that only its own tab keeps. */
export const KEPT_MARK = 'tab.';

/** Whether an address leads to what only its own tab keeps. */
export function isKeptInTab(file: string | undefined): boolean {
  return file?.startsWith(KEPT_MARK) ?? false;
}
