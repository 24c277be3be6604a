/** The scenarios as a row of still pictures, each a way into the lab. */
import { Link } from '@tanstack/react-router';
import { scenarios } from './catalogue.ts';
import { exampleText } from './example-text.ts';
import { ScenarioPlate } from './ScenarioPlate.tsx';

export function Plates() {
  return (
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
  );
}
