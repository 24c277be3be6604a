/** The invocation models: what the lab sorts its scenarios by, in words. */
import type { Scenario } from '../sim/scenario.ts';

export interface ModelWords {
  readonly id: Scenario['model'];
  readonly title: string;
  /** Who waits, who tries again: what sets it apart. */
  readonly says: string;
}

/** In the order of the list: from what is simplest to what has most parts. */
export const MODELS: readonly ModelWords[] = [
  {
    id: 'direct',
    title: 'Direct',
    says: 'A program calls the Invoke API and waits. Environments start, serve, idle and go.',
  },
  {
    id: 'push-synchronous',
    title: 'Push, synchronous',
    says: 'A service invokes and waits for the answer, no longer than its own limit. Lambda does not try again.',
  },
  {
    id: 'push-asynchronous',
    title: 'Push, asynchronous',
    says: 'A service hands the event over and goes. Lambda queues it, tries again, and may give up.',
  },
  {
    id: 'stream',
    title: 'Streams',
    says: 'Lambda reads each shard in order. What fails holds up everything behind it.',
  },
  {
    id: 'queue',
    title: 'Queues',
    says: 'Lambda receives messages and deletes what succeeded. The rest comes back after the visibility timeout.',
  },
];
