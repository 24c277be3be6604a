/** What the verdicts of a configuration come to, in a sentence. */
import { formatNumber } from '../cost/format-value.ts';
import type { Verdict } from '../cost/check-rule.ts';

function counted(count: number, one: string, more: string): string {
  return `${formatNumber(count)} ${count === 1 ? one : more}`;
}

/** `Refused by 2 of 14 rules, with 1 warning. 6 more have nothing to judge yet.` */
export function verdictSentence(counts: Readonly<Record<Verdict, number>>): string {
  const against = counts.refused + counts['did-not-exist'];
  const judged = against + counts.warning + counts.ok;
  const rules = counted(judged, 'rule', 'rules');
  const warnings = counts.warning > 0 ? counted(counts.warning, 'warning', 'warnings') : '';
  const parts: string[] = [];
  if (judged === 0) parts.push('Nothing is given yet that a rule could judge.');
  else if (against > 0) {
    parts.push(
      `Refused by ${formatNumber(against)} of ${rules}${warnings === '' ? '' : `, with ${warnings}`}.`,
    );
  } else if (warnings !== '')
    parts.push(`Allowed, with ${warnings}: ${formatNumber(counts.ok)} of ${rules} hold.`);
  else parts.push(judged === 1 ? 'Allowed: the one rule holds.' : `Allowed: all ${rules} hold.`);
  if (counts.unknown > 0) parts.push(`On ${formatNumber(counts.unknown)} nothing is documented.`);
  if (judged > 0 && counts['not-given'] > 0) {
    parts.push(`${counted(counts['not-given'], 'more has', 'more have')} nothing to judge yet.`);
  }
  return parts.join(' ');
}
