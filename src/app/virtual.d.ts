/** Modules that the plugins in `build/` make. */
declare module 'virtual:rule-periods' {
  const periods: readonly import('../sim/rules.ts').RulePeriod[];
  export default periods;
}

declare module 'virtual:named-facts' {
  const named: {
    readonly facts: readonly import('../cost/fact.ts').Fact[];
    readonly titles: Readonly<Record<string, string>>;
  };
  export default named;
}

declare module 'virtual:price-facts' {
  /** The facts that bills are made of, without notes and sources. */
  const facts: readonly import('../cost/priced-fact.ts').PricedFact[];
  export default facts;
}

declare module 'virtual:run-prices' {
  /** The facts that the spend of a run is reckoned by, without notes and sources. */
  const facts: readonly {
    readonly id: string;
    readonly start: import('../cost/fact.ts').Fact['start'];
    readonly history: readonly {
      readonly from: string;
      readonly value: import('../cost/fact.ts').FactValue;
    }[];
  }[];
  export default facts;
}

declare module 'virtual:fact-texts' {
  const texts: {
    /** By reference: `init-limit`, `async-retries.default`. */
    readonly facts: Readonly<
      Record<
        string,
        {
          readonly title: string;
          /** Oldest first. */
          readonly texts: readonly (readonly [from: string, text: string])[];
          readonly introduced: boolean;
        }
      >
    >;
    readonly simplifications: Readonly<Record<string, string>>;
  };
  export default texts;
}

declare module 'virtual:listed-facts' {
  /** Every fact with its values and dates, in the order of their files. */
  const facts: readonly import('../cost/listed-fact.ts').ListedFact[];
  export default facts;
}

declare module 'virtual:fact-notes' {
  /** What was noted beside the values of a fact and what the source notes said of it; nothing for most. */
  const notes: Readonly<Record<string, readonly { readonly of: string; readonly text: string }[]>>;
  export default notes;
}

declare module 'virtual:change-sources' {
  /** The first source of every value of a fact, oldest value first. */
  const sources: Readonly<Record<string, readonly (readonly [title: string, url: string])[]>>;
  export default sources;
}

declare module 'virtual:cited-sources' {
  const cited: {
    /** How many there are. */
    readonly facts: number;
    readonly sources: readonly import('../cost/sources.ts').CitedSource[];
  };
  export default cited;
}

declare module 'virtual:fact-uses' {
  const all: {
    /** Where a fact is shown, by its id; ids of lessons, scenarios, repairs, terms and simplifications. */
    readonly uses: Readonly<
      Record<
        string,
        {
          readonly lessons: readonly string[];
          readonly questions: readonly {
            readonly lesson: string;
            readonly id: string;
            readonly stem: string;
          }[];
          readonly claims: readonly string[];
          readonly runs: readonly string[];
          readonly rules: readonly string[];
          readonly repairs: readonly string[];
          readonly terms: readonly string[];
          readonly simplifications: readonly string[];
        }
      >
    >;
    /** Scenarios that a chapter of the rules is about. */
    readonly chapters: Readonly<Record<string, readonly string[]>>;
    /** Titles by id. */
    readonly terms: Readonly<Record<string, string>>;
    readonly simplifications: Readonly<Record<string, string>>;
  };
  export default all;
}

declare module 'virtual:picture-heights' {
  /** By scenario: px of its own run's picture on a phone and on a desk. */
  const heights: Readonly<Record<string, readonly [phone: number, desk: number]>>;
  export default heights;
}

/** A scenario to run and to name: nothing is said or asked of it. */
declare module '*.json?run' {
  const scenario: import('../sim/scenario.ts').Scenario;
  export default scenario;
}
