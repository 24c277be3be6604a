/** A month's bill, as data to be shown: every amount exact, and as AWS prints it. Money and quantities are decimal texts. */
import type { Day } from './as-of.ts';

/** What AWS bills apart, in the order of a bill. */
export const COMPONENTS = [
  'requests',
  'duration-x86',
  'duration-arm',
  'provisioned-x86',
  'provisioned-arm',
  'provisioned-duration-x86',
  'provisioned-duration-arm',
  'ephemeral-storage',
  'snapstart-cache',
  'snapstart-restore',
  'streaming',
  'async-payload',
  'pollers-sqs',
  'pollers-kafka',
  'durable-operations',
  'durable-written',
  'durable-retained',
  'tenant-environments',
  'managed-requests',
  'managed-instances',
  'managed-fee',
  'edge-requests',
  'edge-duration',
  'microvm-vcpu',
  'microvm-memory',
  'microvm-snapshots',
  'microvm-snapshots-read',
  'microvm-snapshots-written',
  'savings-plan',
] as const;
export type ComponentId = (typeof COMPONENTS)[number];

/** The entry of a fact that a price was taken from. */
export interface PriceFact {
  readonly id: string;
  readonly title: string;
  /** Since when it is in force, or since when it is known to be. */
  readonly from: string;
  /** As facts have it. */
  readonly datePrecision: 'as-sourced' | 'approximate' | 'unknown-start';
  /** The price is of an earlier date than the first one read. */
  readonly isBeforeFirstRead: boolean;
}

/** Quantity × price = amount: one of several where tiers have prices of their own. */
export interface BillLine {
  /** `first 6,000,000,000 GB-s`; of rented instances whose they are; empty: the only one. */
  readonly tier: string;
  readonly quantity: string;
  /** Of `per` units. */
  readonly unitPriceUsd: string;
  /** `1`, or `1000000` where AWS gives the price of a million. */
  readonly per: string;
  readonly amountUsd: string;
  /** Null: a price of the user's own. */
  readonly fact: PriceFact | null;
}

export interface BillComponent {
  readonly id: ComponentId;
  /** `Duration, x86_64`. */
  readonly title: string;
  /** All that was used, what is free included. */
  readonly quantity: string;
  /** `GB-s`, `requests`, … of quantities. */
  readonly unit: string;
  readonly freeQuantity: string;
  readonly lines: readonly BillLine[];
  /** Exact; below zero for a discount. */
  readonly amountUsd: string;
  /** To the cent: `$18.34`. */
  readonly printed: string;
  /** What is to be known about it: a rounding, a minimum, an assumption. */
  readonly notes: readonly string[];
}

/** What was asked for and has no price: it did not exist at the date, or nobody has looked its price up. */
export interface RefusedComponent {
  readonly id: ComponentId;
  readonly title: string;
  /** Since when there is such a price; null: none is known. */
  readonly since: string | null;
  readonly quantity: string;
  readonly unit: string;
  readonly message: string;
}

/** What one function makes of a bill; all together they are the bill, to the last digit. */
export interface FunctionShare {
  readonly name: string;
  readonly amountUsd: string;
  readonly printed: string;
  readonly components: readonly { readonly id: ComponentId; readonly amountUsd: string }[];
}

export interface Bill {
  readonly asOf: Day;
  readonly region: string;
  /** Those with a quantity, in the order of {@link COMPONENTS}. */
  readonly components: readonly BillComponent[];
  readonly refused: readonly RefusedComponent[];
  /** The exact sum. */
  readonly totalUsd: string;
  /** The sum of the amounts as printed: AWS adds what it has rounded. */
  readonly printedTotal: string;
  /** Facts that prices and rules came from, each once. */
  readonly facts: readonly PriceFact[];
  readonly notes: readonly string[];
  /** In the order they were given; MicroVMs, which are no function's, come last under their own name. */
  readonly functions: readonly FunctionShare[];
}
