/** The repairs there are, by invocation model, and which of them the reader has mended. */
import { Link } from '@tanstack/react-router';
import { useStore } from 'zustand';
import { own } from '../study/progress.ts';
import { exampleText } from './example-text.ts';
import { Icon } from './Icon.tsx';
import { ModelEmblem } from './ModelEmblem.tsx';
import { MODELS } from './models.ts';
import { progressStore } from './progress-store.ts';
import { repairs } from './repair-cards.ts';

export function BrokenOnPurpose() {
  const solved = useStore(progressStore.store, ({ progress }) => progress.repairs);
  const done = repairs.filter(({ scenario }) => own(solved, scenario) !== undefined).length;
  return (
    <section className="home-section" aria-labelledby="broken-title">
      <div className="section-head">
        <h2 id="broken-title">Broken on purpose</h2>
        <p>
          Find the setting that repairs it. The goal is checked by runs, so any repair that works is right.{' '}
          {done} of {repairs.length} mended.
        </p>
      </div>
      <ul className="broken">
        {MODELS.map((model) => (
          <li key={model.id}>
            <div className="broken-model">
              <ModelEmblem model={model.id} />
              <h3>{model.title}</h3>
            </div>
            <ul>
              {repairs
                .filter((repair) => repair.model === model.id)
                .map(({ scenario, title }) => {
                  const isMended = own(solved, scenario) !== undefined;
                  return (
                    <li key={scenario}>
                      <Link to="/lab/$scenario" params={{ scenario }} search={{ repair: 'on' }}>
                        {isMended ? (
                          <Icon name="tick" size={14} />
                        ) : (
                          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                            <rect x="1.5" y="1.5" width="11" height="11" rx="2" className="said" />
                          </svg>
                        )}
                        <span>
                          <b>{exampleText(title)}</b> {isMended && 'mended'}
                        </span>
                      </Link>
                    </li>
                  );
                })}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
