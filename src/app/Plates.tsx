/** The scenarios that come first as a row of still pictures, each a way into the lab. */
import { Link } from '@tanstack/react-router';
import { exampleText } from './example-text.ts';
import { homeScenarios } from './home-scenarios.ts';
import { ScenarioPlate } from './ScenarioPlate.tsx';

export function Plates() {
  return (
    <ul className="plates">
      {homeScenarios.map((scenario) => (
        <li key={scenario.id}>
          <Link to="/lab/$scenario" params={{ scenario: scenario.id }} className="plate">
            <ScenarioPlate scenario={scenario} />
            <b>{exampleText(scenario.title)}</b>
            <span>{exampleText(scenario.question)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
