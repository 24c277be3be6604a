/** How the settings, arrivals and faults of a scenario must fit each other, whatever it claims of its runs. */
import { checkForks } from './check-forks.ts';
import { checkReferences } from './check-references.ts';
import { explain, problemAt, shorten } from './explain.ts';
import type { Problem, Report } from './problem.ts';
import { Scenario, type Fault } from './scenario.ts';

/**
 * Checks a scenario some of whose settings were changed by their path: the schema, and how the parts fit. What the
 * scenario says of itself (controls, claims) is as it was.
 */
export function checkChanged(input: Scenario): { scenario: Scenario } | { problems: Problem[] } {
  const parsed = Scenario.safeParse(input);
  if (!parsed.success) return { problems: explain(Scenario, input).slice(0, 20) };
  const problems = partProblems(parsed.data);
  return problems.length > 0 ? { problems: problems.slice(0, 20) } : { scenario: parsed.data };
}

/** Every problem in how the parts of a scenario fit each other, its controls and claims aside. */
export function partProblems(scenario: Scenario): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, found, expected) => problems.push(problemAt(path, found, expected));
  checkDate(scenario, report);
  checkSettings(scenario, report);
  checkReferences(scenario, report);
  checkArrivals(scenario, report);
  checkFaults(scenario.faults, report);
  checkUnique(
    (scenario.changes ?? []).map(({ id }) => id),
    (_, index) => `changes.${index}.id`,
    'id',
    report,
  );
  checkUnique(scenario.simplifications, (_, index) => `simplifications.${index}`, 'simplification', report);
  if (problems.length === 0) checkForks(scenario, report, partProblems);
  return problems;
}

/** Reports every name that stands a second time. */
export function checkUnique(
  names: readonly string[],
  pathOf: (name: string, index: number) => string,
  noun: string,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) report(pathOf(name, index), `${shorten(name)} a second time`, `each ${noun} once`);
    seen.add(name);
  }
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether `YYYY`, `YYYY-MM` or `YYYY-MM-DD` names a day of the calendar. */
function isCalendarDate(text: string): boolean {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return false;
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

function checkDate(scenario: Scenario, report: Report): void {
  const { asOf } = scenario;
  if (asOf !== undefined && !isCalendarDate(asOf)) report('asOf', shorten(asOf), 'a day of the calendar');
}

/** Pairs and distributions anywhere in the settings: the lower end must not be above the upper. */
function checkSpans(value: unknown, path: string, report: Report): void {
  if (Array.isArray(value)) {
    const [low, high] = value as unknown[];
    if (typeof low === 'number' && typeof high === 'number' && low > high) {
      report(path, shorten(value), `the smaller first: ${shorten([high, low])}`);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const record = value as Record<string, unknown>;
  if (record['kind'] === 'uniform' && Number(record['minMs']) > Number(record['maxMs'])) {
    report(`${path}.minMs`, shorten(record['minMs']), `at most maxMs, ${shorten(record['maxMs'])}`);
  }
  if (record['kind'] !== undefined) return;
  for (const [key, inner] of Object.entries(record)) {
    // Waits after the first, the second, … failure are a list and no span.
    if (key !== 'retryWaitsMs') checkSpans(inner, `${path}.${key}`, report);
  }
}

function checkSettings(scenario: Scenario, report: Report): void {
  const { settings } = scenario;
  checkSpans(settings, 'settings', report);
  const { concurrencyLimit, readyEnvironments } = settings;
  if (
    typeof concurrencyLimit === 'number' &&
    readyEnvironments !== undefined &&
    readyEnvironments > concurrencyLimit
  ) {
    report(
      'settings.readyEnvironments',
      String(readyEnvironments),
      `at most the concurrency limit, ${concurrencyLimit}`,
    );
  }
}

function checkArrivals({ arrivals }: Scenario, report: Report): void {
  const parts = arrivals.kind === 'schedule' ? arrivals.parts : [arrivals];
  for (const [index, part] of parts.entries()) {
    const path = arrivals.kind === 'schedule' ? `arrivals.parts.${index}` : 'arrivals';
    if ('untilMs' in part && part.untilMs !== undefined && part.untilMs < (part.startMs ?? 0)) {
      report(`${path}.untilMs`, String(part.untilMs), `at least startMs, ${part.startMs ?? 0}`);
    }
    if (part.kind === 'burst' && part.repeats !== undefined && part.repeatEveryMs === undefined) {
      report(`${path}.repeats`, String(part.repeats), 'repeatEveryMs beside it: how long between two bursts');
    }
  }
}

function checkFaults(faults: readonly Fault[], report: Report): void {
  checkUnique(
    faults.map((fault) => fault.id),
    (_, index) => `faults.${index}.id`,
    'id',
    report,
  );
  for (const [index, { which, share }] of faults.entries()) {
    // Neither of the two: it strikes everybody.
    if (which !== undefined && share !== undefined)
      report(`faults.${index}`, 'both which and share', 'one of the two, or neither: it strikes everybody');
  }
}
