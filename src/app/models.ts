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

/** Families of scenarios that stand under a heading of their own where a model has many, in the order of the list. */
const FAMILIES: Readonly<Record<string, string>> = {
  'cold-start': 'Cold starts',
  outcomes: 'What becomes of a request',
  callers: 'Callers that try again',
  downstream: 'What functions call',
  permissions: 'Permissions',
  concurrency: 'Concurrency of the account',
  scaling: 'How fast it scales',
  provisioned: 'Provisioned concurrency',
  releases: 'Versions, aliases, deployments',
  creation: 'Packages and how functions are made',
  network: 'Networks',
};

/** A model with more scenarios than these has headings. */
const MANY = 20;

export interface FamilyOfCards<Card> {
  readonly family: string;
  /** Empty: there is no need for one. */
  readonly title: string;
  readonly cards: readonly Card[];
}

/** A model's scenarios by family; all in one where they are few. */
export function familiesOf<Card extends { readonly family: string }>(
  cards: readonly Card[],
): readonly FamilyOfCards<Card>[] {
  if (cards.length <= MANY) return [{ family: '', title: '', cards }];
  const known = Object.keys(FAMILIES);
  const place = (family: string) => (known.includes(family) ? known.indexOf(family) : known.length);
  const found = [...new Set(cards.map(({ family }) => family))].toSorted((a, b) => place(a) - place(b));
  return found.map((family) => ({
    family,
    title: FAMILIES[family] ?? `${family.charAt(0).toUpperCase()}${family.slice(1).replaceAll('-', ' ')}`,
    cards: cards.filter((card) => card.family === family),
  }));
}
