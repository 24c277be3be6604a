/**
 * The scenarios' schema as JSON Schema, for people's editors and other tools: `public/scenario.schema.json`, made by
 * `npm run schema` from the one schema there is, so that it cannot say anything else.
 */
import { Scenario } from '../src/sim/scenario.ts';
import { z } from '../src/sim/zod.ts';

export const SCHEMA_FILE = 'public/scenario.schema.json';

/** What a place in a scenario means, by path; `*` is any entry of a list, `|kind` the member of that kind. */
const MEANINGS: Readonly<Record<string, string>> = {
  $schema: 'Where this schema lies: lets an editor complete and check the file.',
  id: 'Permanent name; part of the address.',
  title: 'What it is called, in a few words.',
  question: 'The one question it asks, shown under the title.',
  summary: 'One or two sentences: what happens here.',
  model: 'How requests reach the function; direct: the caller waits for the answer.',
  family: 'Scenarios of one subject have the same family.',
  asOf: 'The date its claims are stated for; without one it runs by the rules of the date chosen in the app.',
  seed: 'Where chance begins: the same seed gives the same run.',
  horizonMs: 'Simulated time after which the run ends, ms.',
  settings: 'The function, the service and the caller.',
  'settings.function': 'The function as it is configured, and how long its parts take.',
  'settings.function.name': 'Its name.',
  'settings.function.memoryMb': 'Memory, MB. It does not change the durations given here.',
  'settings.function.timeoutMs': 'Function timeout, ms.',
  'settings.function.handlerMs': 'Time inside the handler: milliseconds or a distribution.',
  'settings.function.createMs':
    'Placing an environment and downloading the code, before Init: milliseconds or a distribution.',
  'settings.function.init': 'The Init phase, part by part.',
  'settings.function.init.extensionsMs': 'Starting the extensions: milliseconds or a distribution.',
  'settings.function.init.runtimeMs': 'Starting the runtime: milliseconds or a distribution.',
  'settings.function.init.functionMs': 'Code outside the handler: milliseconds or a distribution.',
  'settings.function.connections':
    'Connections opened outside the handler: kept and lost with the environment.',
  'settings.function.shutdownMs': 'Time an environment takes to shut down, ms.',
  'settings.keep': 'How long environments are kept: a dated measurement, or figures of your own.',
  'settings.keep.preset': 'Id of a dated measurement such as 2020, or as-of: the one in force at the date.',
  'settings.keep.functionIdleMs':
    'The whole function may idle this long; then every idle environment goes. null: for ever. Two numbers: drawn evenly between them.',
  'settings.keep.environmentIdleMs':
    'One environment may idle this long while others work. null: for ever. Two numbers: drawn evenly between them.',
  'settings.keep.maxAgeMs':
    'An older environment goes as soon as it is idle. null: never. Two numbers: drawn evenly between them.',
  'settings.routing':
    'Which idle environment serves the next request; AWS was measured to take the most recently used.',
  'settings.concurrencyLimit':
    'Requests in environments at once; absent: the default of an account, null: no limit.',
  'settings.readyEnvironments': 'Environments made ready at the start and kept ready.',
  'settings.warmEnvironments': 'Environments that are frozen already when the run begins.',
  'settings.caller': 'Who invokes the function, and how.',
  'settings.caller.invocationType':
    'RequestResponse runs the function; DryRun only checks permission and parameters.',
  'settings.caller.permitted': 'Whether the caller has lambda:InvokeFunction.',
  arrivals: 'When requests arrive.',
  'arrivals.everyMs': 'Time between two requests, ms.',
  'arrivals.ratePerSec': 'Requests a second on average; they come independently of each other.',
  'arrivals.fromPerSec': 'Requests a second at the start of the ramp.',
  'arrivals.toPerSec': 'Requests a second at its end, and from then on.',
  'arrivals.overMs': 'How long the ramp takes, ms.',
  'arrivals.startMs': 'Nothing arrives before, ms.',
  'arrivals.untilMs': 'Nothing arrives from here on, ms.',
  'arrivals.count': 'Number of requests: at most, or of one burst.',
  'arrivals.atMs': 'When the first burst comes, ms.',
  'arrivals.withinMs': 'From the first to the last request of a burst, ms; 0 or absent: at the same moment.',
  'arrivals.repeatEveryMs': 'Time from one burst to the next, ms; absent: one burst only.',
  'arrivals.repeats': 'Bursts after the first; absent: without end.',
  'arrivals.parts': 'Patterns laid on top of each other.',
  'arrivals.requests': 'The requests one by one.',
  'arrivals.requests.*.atMs': 'When it arrives, ms.',
  'arrivals.requests.*.durationMs': 'How long its handler runs, ms; absent: as the function says.',
  'arrivals.file': 'A CSV beside this file with the columns at_ms and, if known, duration_ms.',
  faults: 'What can go wrong, each to be switched on.',
  'faults.*.id': 'Its name in paths: faults.<id>.on.',
  'faults.*.title': 'What it is called.',
  'faults.*.on': 'Whether it strikes.',
  'faults.*.kind': 'What happens to those it strikes.',
  'faults.*.which': 'Numbers, from 1, of the requests it strikes; of the environments for init-error.',
  'faults.*.share': 'Or the chance, 0 to 1, that it strikes any of them.',
  tunable: 'Settings that become controls, keys of the address and of --set.',
  'tunable.*.control': 'What kind of control.',
  'tunable.*.key': 'Its name in the address and for --set.',
  'tunable.*.path':
    'The setting: settings.function.timeoutMs, arrivals.count, faults.<id>.on. It must have a value.',
  'tunable.*.label': 'What stands beside the control.',
  'tunable.*.unit': 'Unit of the value shown.',
  'tunable.*.at': 'Where the control stands in the picture.',
  'tunable.*.min': 'Smallest value, in the unit of the stored value.',
  'tunable.*.max': 'Largest value, in the unit of the stored value.',
  'tunable.*.step': 'Distance between two values of the control, in the unit of the stored value.',
  'tunable.*.scale': 'log: equal steps of the control multiply.',
  'tunable.*.per': 'Value shown = stored value / per: 60000 with the unit min for milliseconds.',
  'tunable.*.options': 'The values to choose from; the scenario’s own must be one of them.',
  'tunable.*.options.*.value': 'What is stored.',
  'tunable.*.options.*.label': 'What is shown.',
  claims: 'What will happen, checked on every run.',
  'claims.*.id': 'Its name.',
  'claims.*.says': 'The claim in one sentence.',
  'claims.*.measure': 'Which figure of the run it is about: counts.cold, latencyMs.max.',
  'claims.*.is': 'What the figure is: equal, atLeast, atMost, or about with within.',
  'claims.*.is.equal': 'Exactly this.',
  'claims.*.is.atLeast': 'This or more.',
  'claims.*.is.atMost': 'This or less.',
  'claims.*.is.about': 'Near this.',
  'claims.*.is.within': 'How far from it at most.',
  'claims.*.from': 'Where the expected value comes from; never from a run.',
  'claims.*.from.kind': 'A fact of the content, a reference case, or a derivation.',
  'claims.*.from.fact': 'Id of the fact.',
  'claims.*.from.case': 'Id of the case.',
  'claims.*.from.text': 'How it follows, in a sentence.',
  loadBearing: 'What each switch is for: flipped alone, it makes these claims fail and no others.',
  'loadBearing.*.flip': 'Key of a control, or a path such as faults.<id>.on.',
  'loadBearing.*.to':
    'What it is set to, as the scenario stores it; absent: the opposite of true or false.',
  'loadBearing.*.breaks': 'Ids of the claims that then fail.',
  simplifications: 'Ids of what this scenario leaves out or assumes.',
};

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts the meanings where they belong; returns the paths met. */
function describeBelow(node: Node, path: string, used: Set<string>): void {
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const) {
    const members = node[key];
    if (Array.isArray(members))
      for (const member of members) if (isNode(member)) describeBelow(member, path, used);
  }
  if (isNode(node['items']))
    describeBelow(node['items'], path === 'arrivals.parts' ? 'arrivals' : `${path}.*`, used);
  const properties = node['properties'];
  if (!isNode(properties)) return;
  for (const [key, inner] of Object.entries(properties)) {
    if (!isNode(inner)) continue;
    const at = path === '' ? key : `${path}.${key}`;
    const meaning = MEANINGS[at];
    if (meaning !== undefined) {
      const { description } = inner;
      inner['description'] = typeof description === 'string' ? `${meaning} Write ${description}.` : meaning;
      used.add(at);
    }
    describeBelow(inner, at, used);
  }
}

function build(): { schema: Node; used: ReadonlySet<string> } {
  const { $schema, ...rest } = z.toJSONSchema(Scenario, { io: 'input' }) as Node;
  const used = new Set<string>();
  describeBelow(rest, '', used);
  const description = 'Settings, arrivals, faults, a seed and claims: everything a run follows from.';
  return { schema: { $schema, title: 'Lambdarium scenario', description, ...rest }, used };
}

/** The text of the file. */
export function scenarioSchema(): string {
  return `${JSON.stringify(build().schema, null, 2)}\n`;
}

/** Paths that have a meaning here and no place in the schema. */
export function strayMeanings(): string[] {
  const { used } = build();
  return Object.keys(MEANINGS).filter((path) => !used.has(path));
}
