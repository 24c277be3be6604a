/** The scenarios there are, each with a still picture of its own run. */
import { Link } from '@tanstack/react-router';
import { scenarios } from './catalogue.ts';
import { exampleText } from './example-text.ts';
import { PageHead } from './PageHead.tsx';
import { PAGES } from './pages.ts';
import { ScenarioPlate } from './ScenarioPlate.tsx';

export function LabIndex() {
  return (
    <div className="page">
      <PageHead meta={PAGES.lab} />
      <h1 className="page-title">Lab</h1>
      <p className="lead">
        Each scenario asks one question. Predict, run it, and take it apart: every setting can be changed, and
        every step says why it happened.
      </p>
      <ul className="plates">
        {scenarios.map((scenario) => (
          <li key={scenario.id}>
            <Link to="/lab/$scenario" params={{ scenario: scenario.id }} className="plate">
              <ScenarioPlate scenario={scenario} />
              <b>{exampleText(scenario.title)}</b>
              <span>{exampleText(scenario.question)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
