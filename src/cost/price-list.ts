/** What AWS asks for each component of a bill at a date, in a Region: from the facts, or a price of the user's own. */
import { compareDates, type Day } from './as-of.ts';
import type { ComponentId, PriceFact } from './bill.ts';
import { COMPONENT_INFO, type PriceSource } from './component-info.ts';
import { isComposite } from './composite.ts';
import { Decimal } from './decimal.ts';
import type { FactValue } from './fact.ts';
import type { PricedFact } from './priced-fact.ts';
import { valueAt } from './value-at.ts';

/** A price up to some quantity of a month. */
export interface Step {
  /** Null: without end. */
  readonly upTo: Decimal | null;
  readonly price: Decimal;
  readonly fact: PriceFact | null;
}

export interface Rate {
  readonly steps: readonly Step[];
  /** What is to be known of the price. */
  readonly notes: readonly string[];
}

/** There is no price: since when there will be one, or null if none is known. */
export interface NoPrice {
  readonly since: string | null;
}

/** A figure of a fact and where it stands. */
export interface Figure {
  readonly value: Decimal;
  readonly fact: PriceFact;
}

const HOME = 'us-east-1';
const TABLE = 'price-region-table';
const X86_BY_REGION = 'price-regions';

export class PriceList {
  readonly #facts: ReadonlyMap<string, PricedFact>;
  readonly #day: Day;
  readonly #region: string;
  readonly #own: Readonly<Partial<Record<ComponentId, Decimal>>>;

  constructor(
    facts: readonly PricedFact[],
    day: Day,
    region: string,
    own: Readonly<Partial<Record<ComponentId, Decimal>>> = {},
  ) {
    this.#facts = new Map(facts.map((fact) => [fact.id, fact]));
    this.#day = day;
    this.#region = region;
    this.#own = own;
  }

  /** The price of a component. @throws Error when the facts lack what a price is made of */
  rate(component: ComponentId): Rate | NoPrice {
    const { source } = COMPONENT_INFO[component];
    const listed = source && this.figure(source.fact, source.part);
    if (source && listed === null) return { since: this.since(source.fact, source.part) };
    const own = this.#own[component];
    if (own) return { steps: [{ upTo: null, price: own, fact: null }], notes: ['A price of your own.'] };
    if (!source || !listed) return { since: null };
    const here = this.#inRegion(source, listed);
    const steps = source.tiers === undefined ? null : this.#tiers(source.tiers, here.figure, listed);
    const notes = here.notes;
    if (!steps) return { steps: [{ upTo: null, price: here.figure.value, fact: here.figure.fact }], notes };
    return { steps: steps.steps, notes: [...notes, ...steps.notes] };
  }

  /** A figure in force; null: there is none at the date. */
  figure(id: string, part?: string): Figure | null {
    const found = this.#entry(id);
    const value = found && partOf(found.value, part);
    return typeof value === 'number' ? { value: new Decimal(value), fact: found!.fact } : null;
  }

  /** A yes or no in force; null: there is none at the date. */
  flag(id: string, part?: string): { readonly value: boolean; readonly fact: PriceFact } | null {
    const found = this.#entry(id);
    const value = found && partOf(found.value, part);
    return typeof value === 'boolean' ? { value, fact: found!.fact } : null;
  }

  /**
   * Since when a figure exists that is not in force yet; null: it is never to be.
   *
   * @param wanted of a yes or no: since when it is so
   */
  since(id: string, part?: string, wanted?: boolean): string | null {
    const fact = this.#facts.get(id);
    const later = fact?.history.find(({ from, value }) => {
      const found = partOf(value, part);
      return (
        compareDates(from, this.#day) > 0 && (wanted === undefined ? found !== undefined : found === wanted)
      );
    });
    return later?.from ?? null;
  }

  #entry(id: string): { readonly value: FactValue; readonly fact: PriceFact } | null {
    const fact = this.#facts.get(id);
    if (!fact) throw new Error(`There is no fact ${id}.`);
    const { status, entry } = valueAt(fact, this.#day);
    if (status === 'beforeIntroduction') return null;
    const { from, datePrecision } = entry;
    const isBeforeFirstRead = status === 'beforeFirstRead';
    return { value: entry.value, fact: { id, title: fact.title, from, datePrecision, isBeforeFirstRead } };
  }

  /** The price in the Region: facts are of us-east-1 where they do not name Regions. */
  #inRegion(
    source: PriceSource,
    home: Figure,
  ): { readonly figure: Figure; readonly notes: readonly string[] } {
    if (this.#region === HOME || source.isEverywhere) return { figure: home, notes: [] };
    const read = this.#regionPrice(source.inRegions);
    if (!read) return { figure: home, notes: [`The price of ${HOME}: none is known for ${this.#region}.`] };
    // A Region with today's price of us-east-1 is taken to have had its price at every date.
    const isHome = source.inRegions !== undefined && this.#homePrices(source.inRegions, read.value);
    const doubt = `The price of ${this.#region} is second-hand: see the fact ${read.fact.id}.`;
    return { figure: isHome ? home : read, notes: [doubt] };
  }

  #regionPrice(column: string | undefined): Figure | null {
    if (column === undefined) return null;
    if (column === 'x86') {
      const named = this.#entry(X86_BY_REGION);
      const value = named && partOf(named.value, this.#region);
      if (typeof value === 'number') return { value: new Decimal(value), fact: named!.fact };
    }
    const table = this.#entry(TABLE);
    const row = table && isComposite(table.value) ? table.value[this.#region] : undefined;
    const value = typeof row === 'object' && row !== null && !Array.isArray(row) ? row[column] : undefined;
    return typeof value === 'number' ? { value: new Decimal(value), fact: table!.fact } : null;
  }

  #homePrices(column: string, price: Decimal): boolean {
    const table = this.#entry(TABLE);
    const row = table && isComposite(table.value) ? table.value[HOME] : undefined;
    const value = typeof row === 'object' && row !== null && !Array.isArray(row) ? row[column] : undefined;
    return typeof value === 'number' && price.eq(value);
  }

  /** Prices of tiers, or null where there is one price at the date. */
  #tiers(id: string, here: Figure, home: Figure): Rate | null {
    const [firstUpTo, secondUpTo] = [this.figure(id, 'firstUpTo'), this.figure(id, 'secondUpTo')];
    const [second, third] = [this.figure(id, 'second'), this.figure(id, 'third')];
    if (!firstUpTo || !secondUpTo || !second || !third) return null;
    const isHome = here.value.eq(home.value);
    const of = (tier: Figure, part: string): Decimal => (isHome ? tier.value : here.value.times(part));
    return {
      steps: [
        { upTo: firstUpTo.value, price: here.value, fact: here.fact },
        { upTo: secondUpTo.value, price: of(second, '0.9'), fact: second.fact },
        { upTo: null, price: of(third, '0.8'), fact: third.fact },
      ],
      notes: isHome
        ? []
        : ['Where tiers begin, and that they are a tenth and a fifth off, is taken from us-east-1.'],
    };
  }
}

function partOf(value: FactValue, part: string | undefined): unknown {
  if (part === undefined) return value;
  return isComposite(value) ? value[part] : undefined;
}
