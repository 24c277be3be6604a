/** What the reader must know about their address and their data. The part about data comes once the page stands. */
import { lazy, Suspense } from 'react';
import { useAsOf } from './as-of.ts';
import { useMounted } from './use-mounted.ts';

const ProgressNotices = lazy(async () => {
  const { ProgressNotices: component } = await import('./ProgressNotices.tsx');
  return { default: component };
});

export function Notices() {
  const asOf = useAsOf();
  const mounted = useMounted();
  return (
    <div className="notices" role="status">
      {asOf.problem !== '' && <p className="notice">asof: {asOf.problem} The rules of today are used.</p>}
      {mounted && (
        <Suspense fallback={null}>
          <ProgressNotices />
        </Suspense>
      )}
    </div>
  );
}
