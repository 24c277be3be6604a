/** One scenario: predict, run, take apart; or met broken, to be mended. */
import { useParams, useSearch } from '@tanstack/react-router';
import { repairedBase } from '../sim/repaired-base.ts';
import { useMemo } from 'react';
import { LabPage } from './LabPage.tsx';
import { NotFound } from './NotFound.tsx';
import { loadedRepair } from './loaded-repairs.ts';
import { loadedScenario } from './scenario-files.ts';
import { onlyText } from './search-text.ts';

export function Lab() {
  const { scenario: id } = useParams({ from: '/lab/$scenario' });
  const scenario = loadedScenario(id);
  const isBroken = useSearch({ strict: false, select: (search) => onlyText(search)['repair'] === 'on' });
  const repair = isBroken ? loadedRepair(id) : undefined;
  const broken = useMemo(
    () => (scenario && repair ? repairedBase(scenario, repair) : undefined),
    [scenario, repair],
  );
  if (!scenario) return <NotFound />;
  if (repair && broken) return <LabPage key={`${id} broken`} base={broken} repair={repair} />;
  return <LabPage key={id} base={scenario} />;
}
