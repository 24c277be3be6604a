/** Requests, lanes and figures over time, with the moment through all of them; the key to the marks. */
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useWidth } from './lesson-figures/use-width.ts';
import type { LabTimeStackProps } from './LabTime.tsx';

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

export function LabTimeStack(props: LabTimeStackProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { result } = props.lab.run;
  useEffect(() => {
    void loadTime();
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
          <LabFoot lab={props.lab} result={result} />
        </Suspense>
      )}
    </section>
  );
}
