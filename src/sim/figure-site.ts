/** A step and where it took place: what figures are read from. */
import { bornUs, firstStepOf, stayedUs } from './actor-steps.ts';
import { settingsAt } from './eras.ts';
import { functionNamed, functionPath } from './function-named.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import type { StepFigure } from './step-figure.ts';
import { NONE, type Trace } from './trace.ts';
import { below } from './value-below.ts';
import { revisionAt } from './revision.ts';

/** A number that is set, or that the rules of the date say where nothing is. */
export interface Fallback {
  readonly value: number;
  /** Id of the fact it comes from, and the part of its value. */
  readonly fact: string;
  readonly part?: string;
}

/** A step with all that its figures are read from: the run, its settings and the rules of its date. */
export class FigureSite {
  readonly trace: Trace;
  readonly rules: Rules;
  readonly step: number;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  /** Name of the step's place. */
  readonly place: string;
  readonly amount: number;
  readonly scenario: Scenario;
  /** Those in force at the step. */
  readonly settings: Scenario['settings'];

  constructor(trace: Trace, scenario: Scenario, rules: Rules, step: number) {
    const { name, states } = trace.kinds[trace.kind[step]!]!;
    this.trace = trace;
    this.rules = rules;
    this.step = step;
    this.kind = name;
    this.from = trace.from[step] === NONE ? '' : (states[trace.from[step]!] ?? '');
    this.to = states[trace.to[step]!] ?? '';
    this.reason = trace.reasons[trace.reason[step]!] ?? '';
    this.place = trace.places[trace.place[step]!]?.name ?? '';
    this.amount = trace.amount[step]!;
    this.scenario = scenario;
    this.settings = settingsAt(scenario, trace.at[step]!);
  }

  /** How long its actor was in the state it leaves, and how old it is, µs. */
  get stayedUs(): number {
    return stayedUs(this.trace, this.step);
  }

  get ageUs(): number {
    return this.trace.at[this.step]! - bornUs(this.trace, this.step);
  }

  /** µs since its actor took the step that set the limit which ends here: the step's own cause. */
  get sinceCauseUs(): number {
    const cause = this.trace.cause[this.step]!;
    return cause < 0 ? this.stayedUs : this.trace.at[this.step]! - this.trace.at[cause]!;
  }

  measured(name: string, value: number, unit: StepFigure['unit'] = 'us'): StepFigure {
    return { name, value, unit, source: { kind: 'measured' } };
  }

  ruled(name: string, { value, fact, part }: Fallback, unit: StepFigure['unit'] = 'us'): StepFigure {
    return { name, value, unit, source: { kind: 'fact', id: fact, ...(part === undefined ? {} : { part }) } };
  }

  /**
   * The number at a path of the settings, in the unit it is stored in; where nothing is set that of the rules, and no
   * figure where they have none. A time is in ms in settings and in µs in figures.
   */
  set(
    name: string,
    path: string,
    unit: StepFigure['unit'],
    fallback: Fallback | null = null,
  ): readonly StepFigure[] {
    const value = path.split('.').slice(1).reduce<unknown>(below, this.settings);
    if (typeof value === 'number') {
      const shown = unit === 'us' ? value * 1000 : unit === 'percent' ? value * 100 : value;
      return [{ name, value: shown, unit, source: { kind: 'setting', path } }];
    }
    if (fallback === null || !Number.isFinite(fallback.value)) return [];
    return [this.ruled(name, fallback, unit)];
  }

  /** Settings of the function of the step's place, and where they stand; null: it is no function's. */
  get fn(): { readonly at: string; readonly settings: FunctionSettings } | null {
    const settings = functionNamed(this.settings, this.place);
    return settings === undefined ? null : { at: functionPath(this.place), settings };
  }

  /** Where something of the code that an environment runs is set: with a revision, if that has it. */
  codePath(key: string, environment: number): string {
    const { fn } = this;
    if (fn === null) return '';
    const kind = this.trace.kinds.findIndex(({ name }) => name === 'environment');
    const born = firstStepOf(this.trace, kind, environment);
    const revision = born < 0 ? null : revisionAt(fn.settings, this.trace.amount[born]!);
    const own = revision === null ? undefined : fn.settings.revisions?.[revision];
    return own !== undefined && key in own ? `${fn.at}.revisions.${revision}.${key}` : `${fn.at}.${key}`;
  }

  /** How many actors of a kind are in one of these states once the step is taken. @param place of which place alone; -1: of all. */
  standing(kindName: string, states: readonly string[], place = -1, until = this.step): number {
    const { trace } = this;
    const kind = trace.kinds.findIndex(({ name }) => name === kindName);
    const codes = trace.kinds[kind]?.states.map((state) => states.includes(state)) ?? [];
    let count = 0;
    for (let step = 0; step <= until; step += 1) {
      if (trace.kind[step] !== kind || (place >= 0 && trace.place[step] !== place)) continue;
      if (codes[trace.to[step]!]) count += 1;
      if (trace.from[step] !== NONE && codes[trace.from[step]!]) count -= 1;
    }
    return count;
  }
}
