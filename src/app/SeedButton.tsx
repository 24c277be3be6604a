/** The seed of the run; pressed, another one. */
import { Icon } from './Icon.tsx';
import { rollSeed } from './roll-seed.ts';
import type { Lab } from './use-lab.ts';

export function SeedButton({ lab }: { readonly lab: Lab }) {
  const { seed } = lab.scenario;
  return (
    <button
      type="button"
      className="button quiet seed"
      aria-label={`Seed ${seed}, roll a new one`}
      onClick={() => {
        lab.setSeed(rollSeed(seed));
      }}
    >
      <Icon name="seed" size={14} />
      Seed {seed}
    </button>
  );
}
