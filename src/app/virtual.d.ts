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
