/** One scenario: predict, run, take apart. */
import { useParams } from '@tanstack/react-router';
import { LabPage } from './LabPage.tsx';
import { NotFound } from './NotFound.tsx';
import { loadedScenario } from './scenario-files.ts';

export function Lab() {
  const { scenario: id } = useParams({ from: '/lab/$scenario' });
  const scenario = loadedScenario(id);
  return scenario ? <LabPage key={id} base={scenario} /> : <NotFound />;
}
