/** Brings a control of the shelf into view and gives it the focus. */
export function focusSetting(key: string): void {
  const setting = document.querySelector(`[data-setting="${CSS.escape(key)}"]`);
  const control = setting?.querySelector<HTMLElement>('input, select, button');
  if (!setting || !control) return;
  setting.scrollIntoView({ block: 'center' });
  control.focus({ preventScroll: true });
}
