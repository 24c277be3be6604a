/** What is said of those who call and wait: who they are, how long they will wait, and what they do now. */
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { ActorView } from '../sim/world.ts';
import { callerHabits } from '../sim/caller-plan.ts';
import { ageText } from './environment-marks.ts';
import { untilNext } from './ledger.ts';
import type { SceneInput } from './scene-input.ts';
import { serviceName } from './service-names.ts';

/** How the scenario's caller behaves: how long it waits (Infinity: as long as the function may run), how often it tries. */
export interface Habits {
  readonly timeoutUs: number;
  readonly tries: number;
}

/** The caller's habits under the rules of the run. */
export function habitsOf({ scenario, rules }: Pick<SceneInput, 'scenario' | 'rules'>): Habits {
  const { caller } = scenario.settings;
  if (!caller) return { timeoutUs: Infinity, tries: 1 };
  const { timeoutUs, retries } = callerHabits(scenario, caller, rules);
  return { timeoutUs, tries: retries + 1 };
}

/** `API Gateway`. */
export function callerName({ scenario }: Pick<SceneInput, 'scenario'>): string {
  const service = scenario.settings.caller?.service;
  return service === undefined ? 'Caller' : serviceName(service);
}

/** Who is behind the caller and sees what comes of it, by service; else the program that calls. */
const BEHIND: Readonly<Record<string, string>> = {
  'api-gateway': 'End users saw',
  alb: 'End users saw',
  'function-url': 'End users saw',
  cognito: 'Users who sign in saw',
  lex: 'Users of the bot got',
  alexa: 'Users of the skill got',
  'step-functions': 'The execution got',
  firehose: 'The stream got',
  's3-batch': 'The job got',
};

/** The head over what they saw. */
export function seenHead({ scenario }: Pick<SceneInput, 'scenario'>): string {
  return BEHIND[scenario.settings.caller?.service ?? ''] ?? 'The program got';
}

/** Why it waits before it tries again. */
const AFTER: Readonly<Record<string, string>> = {
  'retry: throttled': 'turned away',
  'retry: service error': 'failed in Lambda',
  'retry: function error': 'failed',
  'retry: no answer in time': 'took too long',
};

/** What a caller does, in two short lines. */
export function callerWords(caller: ActorView, input: SceneInput, habits: Habits): readonly [string, string] {
  const { trace, atUs } = input;
  const tries =
    habits.tries > 1 ? `try ${formatCount(Math.max(1, caller.amount))} of ${formatCount(habits.tries)}` : '';
  if (caller.state === 'waiting') {
    const again = untilNext(trace, caller.step, atUs);
    const why = AFTER[trace.reasons[trace.reason[caller.step]!]!] ?? 'failed';
    return [
      `try ${formatCount(Math.max(1, caller.amount))} of ${formatCount(habits.tries)} ${why}`,
      again === null ? 'not again within this run' : `again in ${ageText(again)}`,
    ];
  }
  const waited = `waits ${ageText(atUs - caller.sinceUs)}`;
  const of = habits.timeoutUs === Infinity ? '' : ` of ${formatDuration(habits.timeoutUs)}`;
  return [`${waited}${of}`, tries];
}

/** Whether a caller that waits to try again was turned away; else its try failed. */
export function waitsAfter(caller: ActorView, { trace }: Pick<SceneInput, 'trace'>): 'throttled' | 'failed' {
  return trace.reasons[trace.reason[caller.step]!] === 'retry: throttled' ? 'throttled' : 'failed';
}
