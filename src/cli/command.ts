/** The command line as a value: what was asked, or what is wrong with the way it was asked. */
import { parseArgs } from 'node:util';
import { nearestWord } from '../sim/nearest-word.ts';

export type Output = 'text' | 'json' | 'log' | 'trace' | 'cloudwatch' | 'metrics' | 'records' | 'usage';

/** A run that was asked for. */
export interface RunCommand {
  readonly kind: 'run';
  /** An id of the content, or a file. */
  readonly scenario: string;
  readonly asOf: string | undefined;
  /** A CSV of real arrivals. */
  readonly arrivals: string | undefined;
  /** Changed settings, in the order given. */
  readonly set: Readonly<Record<string, string>>;
  readonly seed: number | undefined;
  /** Number of seeds; undefined: one run. */
  readonly runs: number | undefined;
  readonly series: boolean;
  readonly interpreter: 'compiled' | 'reference';
  readonly output: Output;
}

export type Command =
  | RunCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly json: boolean }
  | { readonly kind: 'wrong'; readonly message: string };

const MAX_SEED = 4_294_967_295;
const MAX_RUNS = 10_000;

const OPTIONS = {
  'as-of': { type: 'string' },
  arrivals: { type: 'string' },
  set: { type: 'string', multiple: true },
  seed: { type: 'string' },
  runs: { type: 'string' },
  series: { type: 'boolean' },
  interpreter: { type: 'string' },
  json: { type: 'boolean' },
  log: { type: 'boolean' },
  trace: { type: 'boolean' },
  cloudwatch: { type: 'boolean' },
  metrics: { type: 'boolean' },
  records: { type: 'boolean' },
  usage: { type: 'boolean' },
  list: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const HELP = `Runs a scenario and prints what happened.

  npm run --silent sim -- SCENARIO [options]

SCENARIO is the id of a scenario of the content (--list prints them) or a JSON file.

  --as-of DATE         the rules in force then: 2020, 2020-12, 2020-12-01 or today
                       (else the scenario's own date, else today)
  --arrivals FILE.csv  real requests instead of the scenario's: a header line with the columns
                       at_ms and, if you like, duration_ms; a run that would end too early for
                       them goes on until a minute and a function timeout after the last
  --set KEY=VALUE …    other settings: KEY is a control of the scenario, in the control's unit
                       (idle=10 where the unit is min), or a path, as the file stores it
                       (settings.function.timeoutMs=3000, or timeoutMs=3000 for short,
                       faults.timeout.on=true); a list or an object is written as JSON
                       (settings.keep={"preset":"2020"})
  --seed N             another seed, 0 to ${MAX_SEED}
  --runs N             N runs with the seeds from the seed on: means and 95 % intervals
  --interpreter NAME   compiled (the default) or reference (XState itself; slow)

  --json               the figures as one JSON document
  --series             with --json: a row a minute as well
  --log                every step as a sentence
  --trace              every step as a line of JSON
  --cloudwatch         what Lambda writes into the functions' logs: START, END, REPORT and their kin
  --metrics            CloudWatch's metrics, a row of CSV for each minute in which there are any
  --records            what destinations and dead-letter queues get: a line of JSON for each
  --usage              what was used of all that AWS bills, by function and version, as one JSON document
  --list               the scenarios by model; with --json as JSON
  --help               this

Exit code: 0, 1 when the input is wrong (standard error says where), 2 when a law of the engine broke.
`;

const wrong = (message: string): Command => ({ kind: 'wrong', message });

/** A whole number, or the message that says what it should have been. */
function readWhole(name: string, text: string, low: number, high: number): number | string {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (value >= low && value <= high) return value;
  return `--${name}: found "${text.slice(0, 40)}", expected a whole number from ${low} to ${high}`;
}

/**
 * Reads the arguments after the program's name. Settings may follow one --set or stand behind
 * several: a word with an equals sign that is not the scenario is one.
 */
export function readCommand(args: readonly string[]): Command {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return wrong(argumentMessage(args, error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.list) return { kind: 'list', json: values.json ?? false };

  const isSetting = (word: string): boolean => /^[A-Za-z][\w.-]*=/.test(word);
  const names = positionals.filter((word) => !isSetting(word));
  const [scenario, extra] = names;
  if (scenario === undefined)
    return wrong('no scenario given: an id (--list prints them) or a JSON file; --help says more');
  if (extra !== undefined)
    return wrong(
      `found a second scenario, "${extra.slice(0, 40)}", expected one; settings are written KEY=VALUE`,
    );

  const outputs = (['json', 'log', 'trace', 'cloudwatch', 'metrics', 'records', 'usage'] as const).filter(
    (name) => values[name],
  );
  if (outputs.length > 1)
    return wrong(`found ${outputs.map((name) => `--${name}`).join(' and ')}, expected one of them`);
  const output: Output = outputs[0] ?? 'text';

  const set: Record<string, string> = {};
  for (const setting of [...(values.set ?? []), ...positionals.filter(isSetting)]) {
    const at = setting.indexOf('=');
    if (at < 1) return wrong(`--set: found "${setting.slice(0, 40)}", expected KEY=VALUE`);
    const key = setting.slice(0, at);
    if (Object.hasOwn(set, key)) return wrong(`--set: found ${key} a second time, expected each key once`);
    set[key] = setting.slice(at + 1);
  }

  const seed = values.seed === undefined ? undefined : readWhole('seed', values.seed, 0, MAX_SEED);
  if (typeof seed === 'string') return wrong(seed);
  const runs = values.runs === undefined ? undefined : readWhole('runs', values.runs, 1, MAX_RUNS);
  if (typeof runs === 'string') return wrong(runs);
  if (runs !== undefined && output !== 'json' && output !== 'text') {
    return wrong(`--runs: found --${output} beside it, which shows one run; expected --json or nothing`);
  }
  if (values.series && (output !== 'json' || runs !== undefined)) {
    return wrong('--series: expected --json and a single run beside it');
  }
  const { interpreter = 'compiled' } = values;
  if (interpreter !== 'compiled' && interpreter !== 'reference') {
    return wrong(`--interpreter: found "${interpreter.slice(0, 40)}", expected compiled or reference`);
  }
  return {
    kind: 'run',
    scenario,
    asOf: values['as-of'],
    arrivals: values.arrivals,
    set,
    seed,
    runs,
    series: values.series ?? false,
    interpreter,
    output,
  };
}

/** Node's own message for an unknown option, with the nearest known one. */
function argumentMessage(args: readonly string[], error: unknown): string {
  const known = Object.keys(OPTIONS);
  const unknown = args.find(
    (arg) =>
      /^--?[A-Za-z]/.test(arg) && arg !== '-h' && !known.includes(arg.replace(/^-+/, '').split('=')[0]!),
  );
  if (unknown !== undefined) {
    const name = unknown.replace(/^-+/, '').split('=')[0]!;
    const near = nearestWord(name, known);
    return `found the unknown option ${unknown.split('=')[0]!.slice(0, 40)}, expected ${near === undefined ? 'one that --help names' : `--${near}`}`;
  }
  return error instanceof Error ? error.message.split('. ')[0]! : String(error);
}
