/** Requests, lanes and figures over time, with the moment through all of them; the key to the marks. */
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useWidth } from './use-width.ts';
import type { LabTimeProps } from './LabTime.tsx';
import type { RunResult } from './run-client.ts';

/** Comes while the first run is under way. */
const loadTime = async () => import('./LabTime.tsx');
const LabTime = lazy(async () => {
  const { LabTime: component } = await loadTime();
  return { default: component };
});
const LabFoot = lazy(async () => {
  const { LabFoot: component } = await loadTime();
  return { default: component };
});

type LabTimeStackProps = Omit<LabTimeProps, 'result' | 'width'> & {
  readonly result: RunResult | null;
  /** How many simplifications the scenario names. */
  readonly simplifications: number;
};

export function LabTimeStack({ simplifications, result, ...props }: LabTimeStackProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  useEffect(() => {
    // Whoever leaves at once aborts it; where it is shown, it is asked for again.
    loadTime().catch(() => {});
  }, []);
  return (
    <section className="time-stack" aria-label="Timeline">
      <div ref={box} className="time-stack-box">
        {result && width !== null && width > 0 && (
          <Suspense fallback={null}>
            <LabTime {...props} result={result} width={width} />
          </Suspense>
        )}
      </div>
      {result && (
        <Suspense fallback={null}>
          <LabFoot watch={props.watch} result={result} simplifications={simplifications} />
        </Suspense>
      )}
    </section>
  );
}
