/** The sign of a verdict, in ink: cross, dashed ring, bar, question, tick, empty ring. */
import type { Verdict } from '../cost/check-rule.ts';

const PATHS: Readonly<Record<Verdict, string>> = {
  refused: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  'did-not-exist': 'M8 5v3.2l2 1.6',
  warning: 'M8 3v6.2M8 12.2v.8',
  unknown: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.7M8 12.4v.6',
  ok: 'M2.6 8.2l3.6 3.8 7.2-8',
  'not-given': '',
};

export function VerdictSign({ verdict }: { readonly verdict: Verdict }) {
  const ring = verdict === 'not-given' || verdict === 'did-not-exist';
  return (
    <svg
      className="check-sign"
      data-verdict={verdict}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      {ring && <circle cx="8" cy="8" r="5.5" />}
      {PATHS[verdict] !== '' && <path d={PATHS[verdict]} />}
    </svg>
  );
}
