/** Bills for tests, from the facts of the content. */
import { readFileSync } from 'node:fs';
import { billOf } from '../bill-of.ts';
import type { Bill } from '../bill.ts';
import { readFacts } from '../fact.ts';
import { readUsage, type TypedUsage, type Usage } from '../usage.ts';

export const facts = ['pricing', 'configuration'].flatMap((topic) => {
  const file = `content/facts/${topic}.json`;
  return readFacts(JSON.parse(readFileSync(file, 'utf8')), file);
});

export const TODAY = '2026-11-20';

/** A usage that is expected to be sound. */
export function soundUsage(typed: unknown): Usage {
  const result = readUsage(typed, TODAY);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.usage;
}

export function bill(typed: TypedUsage): Bill {
  return billOf(soundUsage(typed), facts);
}

type TypedFunction = TypedUsage['functions'][number];

/** A function that does nothing, but for what is said. */
export function typedFunction(changes: Partial<TypedFunction> = {}): TypedFunction {
  return {
    name: 'function',
    memoryMb: 1024,
    requests: { per: 'month', count: 0 },
    duration: { kind: 'mean', ms: 0 },
    ...changes,
  };
}
