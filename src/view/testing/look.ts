/** Ways for a test to look at a picture: a run at a moment, the marks with their names, the words in it. */
import { simulate } from '../../sim/run.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { realRules } from '../../sim/testing/real-rules.ts';
import type { Trace } from '../../sim/trace.ts';
import { worldAt } from '../../sim/world.ts';
import type { Mark } from '../mark.ts';
import type { SceneInput } from '../scene-input.ts';

/** A scenario's run by the rules of a date, to be looked at. */
export interface Look {
  readonly trace: Trace;
  /** What a scene is made from at a moment, ms. */
  readonly at: (ms: number, over?: Partial<SceneInput>) => SceneInput;
}

/** @param day the date whose rules are in force */
export function lookAt(scenario: Scenario, day = '2026-11-20'): Look {
  const rules = realRules(day);
  const trace = simulate(scenario, rules);
  return {
    trace,
    at: (ms, over = {}) => {
      const atUs = ms * 1000;
      return { trace, scenario, rules, world: worldAt(trace, atUs), atUs, width: 958, flightUs: 0, ...over };
    },
  };
}

/** Every mark, those in others after them. */
function everyMark(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => [mark, ...everyMark(mark.parts ?? [])]);
}

/** Every mark whose key begins so. */
export function marksNamed(marks: readonly Mark[], key: string): Mark[] {
  return everyMark(marks).filter((mark) => mark.key.startsWith(key));
}

/** The words in a picture, titles left out, with ordinary spaces. */
export function wordsIn(marks: readonly Mark[]): string[] {
  return everyMark(marks).flatMap(({ tag, text }) =>
    text === undefined || tag === 'title' ? [] : [text.replaceAll('\u202f', ' ')],
  );
}

/** The names of marks, with ordinary spaces. */
export function namesIn(marks: readonly Mark[]): string[] {
  return everyMark(marks).flatMap(({ label }) =>
    label === undefined ? [] : [label.replaceAll('\u202f', ' ')],
  );
}
