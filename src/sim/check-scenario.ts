/** What a scenario must fulfil beyond the types of its parts: its parts, controls and claims must fit each other. */
import { checkUnique, partProblems } from './check-changed.ts';
import type { Report } from './problem.ts';
import { describeSchema, explain, problemAt, shorten } from './explain.ts';
import { measureExpected } from './known-measure.ts';
import { FAMILIES } from './measure.ts';
import { nearestWord } from './nearest-word.ts';
import { placesOf } from './plan.ts';
import type { Problem } from './problem.ts';
import { CHANGEABLE, placeAt } from './scenario-path.ts';
import { Scenario, type Tunable } from './scenario.ts';
import { measures } from './summary.ts';

/** Keys the address and the command line use for themselves. */
const RESERVED_KEYS = ['asof', 'at', 'hash', 'seed', 'speed', 't', 'v'];

/**
 * Checks a whole scenario: the schema, and how the parts fit.
 * @returns the scenario, or every problem found (20 at most). Quantities that depend on a date
 *   (timeout and memory limits, presets, the account's concurrency) are checked against the
 *   rules when it runs.
 */
export function checkScenario(input: unknown): { scenario: Scenario } | { problems: Problem[] } {
  const parsed = Scenario.safeParse(input);
  if (!parsed.success) return { problems: explain(Scenario, input).slice(0, 20) };
  const problems = [
    ...partProblems(parsed.data),
    ...claimProblems(parsed.data),
    ...tunableProblems(parsed.data),
  ];
  return problems.length > 0 ? { problems: problems.slice(0, 20) } : { scenario: parsed.data };
}

function claimProblems(scenario: Scenario): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, found, expected) => problems.push(problemAt(path, found, expected));
  checkClaims(scenario, report);
  checkLoadBearing(scenario, report);
  checkBets(scenario, report);
  return problems;
}

function checkClaims(scenario: Scenario, report: Report): void {
  const { claims } = scenario;
  checkUnique(
    claims.map((claim) => claim.id),
    (_, index) => `claims.${index}.id`,
    'id',
    report,
  );
  for (const [index, { measure, is }] of claims.entries()) {
    const wanted = measureExpected(measure, scenario);
    if (wanted !== null && FAMILIES.includes(measure.split(/[.@]/)[0]!)) {
      report(`claims.${index}.measure`, shorten(measure), wanted);
    } else if (wanted !== null) {
      const near =
        nearestWord(measure, measures) ??
        nearestWord(
          measure.split('.').at(-1)!,
          measures.map((name) => name.split('.')[1]!),
        );
      const meant = measures.find((name) => name === near || name.endsWith(`.${near}`));
      const expected =
        meant === undefined
          ? `one of ${measures.join(', ')}`
          : `a measure of the run; did you mean "${meant}"?`;
      report(`claims.${index}.measure`, shorten(measure), expected);
    }
    if ('within' in is && is.within < 0) report(`claims.${index}.is.within`, String(is.within), 'at least 0');
  }
}

/** Families whose figure is a moment of the run. */
const MOMENTS = ['firstMs', 'lastMs', 'drainedMs'];

function checkBets(scenario: Scenario, report: Report): void {
  const places = placesOf(scenario).map(({ name }) => name);
  for (const [index, bet] of (scenario.bets ?? []).entries()) {
    const at = `bets.${index}`;
    const check = (measure: string, path: string) => {
      const wanted = measureExpected(measure, scenario);
      if (wanted !== null) report(`${at}.${path}`, shorten(measure), wanted);
    };
    if (bet.kind === 'number') check(bet.measure, 'measure');
    else if (bet.kind === 'pick') {
      bet.options.forEach(({ when }, nth) => {
        check(when.measure, `options.${nth}.when.measure`);
      });
    } else if (bet.kind === 'order') {
      bet.things.forEach((thing, nth) => {
        if (MOMENTS.includes(thing.at.split(/[.@]/)[0]!)) check(thing.at, `things.${nth}.at`);
        else report(`${at}.things.${nth}.at`, shorten(thing.at), `a moment: ${MOMENTS.join(', ')}`);
      });
    } else if (bet.of !== undefined && !places.includes(bet.of)) {
      report(`${at}.of`, shorten(bet.of), `a place of the scenario: ${places.join(', ')}`);
    }
  }
}

function checkLoadBearing(scenario: Scenario, report: Report): void {
  const known = scenario.claims.map((claim) => claim.id);
  for (const [index, { flip, to, breaks }] of (scenario.loadBearing ?? []).entries()) {
    const at = `loadBearing.${index}`;
    const path = scenario.tunable.find(({ key }) => key === flip)?.path ?? flip;
    const place = placeAt(scenario, path);
    if ('known' in place) {
      report(`${at}.flip`, shorten(flip), 'the key of a control, or a path of the scenario');
    } else if (to === undefined && typeof place.value !== 'boolean') {
      report(`${at}.to`, 'nothing', `a value to set ${path} to`);
    }
    for (const [nth, claim] of breaks.entries()) {
      if (!known.includes(claim))
        report(`${at}.breaks.${nth}`, shorten(claim), `the id of a claim: ${known.join(', ')}`);
    }
  }
}

function tunableProblems(scenario: Scenario): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, found, expected) => problems.push(problemAt(path, found, expected));
  const { tunable } = scenario;
  checkUnique(
    tunable.map(({ key }) => key),
    (_, index) => `tunable.${index}.key`,
    'key',
    report,
  );
  checkUnique(
    tunable.map(({ path }) => path),
    (_, index) => `tunable.${index}.path`,
    'place',
    report,
  );
  for (const [index, control] of tunable.entries()) {
    const at = `tunable.${index}`;
    if (RESERVED_KEYS.includes(control.key)) {
      report(
        `${at}.key`,
        shorten(control.key),
        `another key: the address uses ${RESERVED_KEYS.join(', ')} itself`,
      );
    }
    checkControl(scenario, control, at, report);
  }
  return problems;
}

function checkControl(scenario: Scenario, control: Tunable, at: string, report: Report): void {
  if (!CHANGEABLE.includes(control.path.split('.')[0]!)) {
    report(`${at}.path`, shorten(control.path), `a path that begins with ${CHANGEABLE.join(', ')}`);
    return;
  }
  const place = placeAt(scenario, control.path);
  if ('known' in place) {
    const near = nearestWord(place.key, place.known);
    const hint = near === undefined ? `: ${place.known.join(', ')}` : `; did you mean "${near}"?`;
    report(`${at}.path`, shorten(control.path), `a place in ${place.at}${hint}`);
    return;
  }
  if (place.value === undefined) {
    report(`${at}.path`, shorten(control.path), 'a place where this scenario has a value');
    return;
  }
  const fits = (value: unknown) => place.schemas.some((schema) => explain(schema, value).length === 0);
  const accepted = place.schemas.map(describeSchema).join(' or ');
  if (control.control === 'switch') {
    if (typeof place.value !== 'boolean')
      report(`${at}.path`, `${shorten(place.value)} at ${control.path}`, 'true or false there, for a switch');
    return;
  }
  if (control.control === 'choice') {
    for (const [index, option] of control.options.entries()) {
      if (!fits(option.value))
        report(
          `${at}.options.${index}.value`,
          shorten(option.value),
          `what ${control.path} accepts: ${accepted}`,
        );
    }
    const values = control.options.map((option) => option.value);
    checkUnique(values.map(String), (_, index) => `${at}.options.${index}.value`, 'value', report);
    if (!values.some((value) => value === place.value)) {
      report(
        `${at}.options`,
        values.map(shorten).join(', '),
        `the scenario's own value among them: ${shorten(place.value)}`,
      );
    }
    return;
  }
  if (typeof place.value !== 'number') {
    report(
      `${at}.path`,
      `${shorten(place.value)} at ${control.path}`,
      'a number there, for a control of numbers',
    );
    return;
  }
  if (control.min >= control.max) {
    report(`${at}.min`, String(control.min), `less than max, ${control.max}`);
    return;
  }
  for (const end of ['min', 'max'] as const) {
    if (!fits(control[end]))
      report(`${at}.${end}`, String(control[end]), `what ${control.path} accepts: ${accepted}`);
  }
  if (control.scale === 'log' && control.min <= 0)
    report(`${at}.min`, String(control.min), 'above 0 on a log scale');
  if (place.value < control.min || place.value > control.max) {
    report(
      control.path,
      String(place.value),
      `${control.min} to ${control.max}, the range of its control "${control.key}"`,
    );
  }
}
