/** Under the first screen: instruments to look closer with, one open at a time, each fetched when it is opened. */
import {
  lazy,
  Suspense,
  useEffect,
  useId,
  useRef,
  type ComponentType,
  type LazyExoticComponent,
} from 'react';
import { useStore } from 'zustand';
import type { Panel } from './lab-view.ts';
import type { PanelProps } from './panel-props.ts';
import './lab-desk.css';

interface Instrument {
  readonly panel: Panel;
  readonly title: string;
  readonly component: LazyExoticComponent<ComponentType<PanelProps>>;
}

const INSTRUMENTS: readonly Instrument[] = [
  {
    panel: 'metrics',
    title: 'Metrics',
    component: lazy(async () => {
      const { MetricsPanel: component } = await import('./MetricsPanel.tsx');
      return { default: component };
    }),
  },
  {
    panel: 'logs',
    title: 'Logs',
    component: lazy(async () => {
      const { LogsPanel: component } = await import('./LogsPanel.tsx');
      return { default: component };
    }),
  },
  {
    panel: 'unit',
    title: 'One request',
    component: lazy(async () => {
      const { RequestPanel: component } = await import('./RequestPanel.tsx');
      return { default: component };
    }),
  },
  {
    panel: 'world',
    title: 'In words',
    component: lazy(async () => {
      const { WorldPanel: component } = await import('./WorldPanel.tsx');
      return { default: component };
    }),
  },
  {
    panel: 'compare',
    title: 'What if',
    component: lazy(async () => {
      const { ComparePanel: component } = await import('./ComparePanel.tsx');
      return { default: component };
    }),
  },
];

/** px of it that are seen at least where it is on show. */
const LOWEST_PX = 160;

export function LabDesk(props: PanelProps) {
  const { view } = props.lab;
  const open = useStore(view, (state) => state.panel);
  const id = useId();
  const shown = INSTRUMENTS.find(({ panel }) => panel === open);
  const root = useRef<HTMLElement>(null);

  // Opened from elsewhere, it may stand below what is on screen.
  useEffect(
    () =>
      view.subscribe(({ panel }, before) => {
        const top = root.current?.getBoundingClientRect().top ?? 0;
        if (panel !== null && panel !== before.panel && top > window.innerHeight - LOWEST_PX)
          root.current?.scrollIntoView();
      }),
    [view],
  );

  function toggle(panel: Panel): void {
    view.setState({ panel: panel === open ? null : panel });
  }

  return (
    <section ref={root} className="desk" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Look closer</h2>
      <div className="desk-tabs" role="group" aria-label="Instruments">
        {INSTRUMENTS.map(({ panel, title }) => (
          <button
            key={panel}
            type="button"
            aria-expanded={panel === open}
            aria-controls={`${id}-panel`}
            onClick={() => {
              toggle(panel);
            }}
          >
            {title}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} className="desk-panel">
        {shown && (
          <Suspense fallback={<p className="empty">On its way.</p>}>
            <shown.component {...props} />
          </Suspense>
        )}
      </div>
    </section>
  );
}
