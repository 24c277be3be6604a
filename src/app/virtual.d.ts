/** Modules that `build/rule-periods.ts` makes. */
declare module 'virtual:rule-periods' {
  const periods: readonly import('../sim/rules.ts').RulePeriod[];
  export default periods;
}
