/** The command line without its process: arguments in, text out, an exit code at the end. */
import { checkClaims } from '../sim/claims.ts';
import { readScenario } from '../sim/read-scenario.ts';
import { RulesError } from '../sim/rules/fact-reader.ts';
import { logLines } from '../sim/log.ts';
import { ScenarioError } from '../sim/problem.ts';
import { simulate } from '../sim/run.ts';
import { Model, type Scenario } from '../sim/scenario.ts';
import { summarize } from '../sim/summary.ts';
import { hashTrace } from '../sim/trace-hash.ts';
import type { Trace } from '../sim/trace.ts';
import { usageOf } from '../sim/usage.ts';
import { HELP, readCommand, type RunCommand } from './command.ts';
import { readWords, scenarios, simplificationTitles } from './library.ts';
import { InputError, prepare, type Files, type Prepared } from './prepare.ts';
import { cloudwatchLines, metricLines } from './cloudwatch.ts';
import { recordLines } from './records.ts';
import { endName, toJson, toText, traceLines, unmarked } from './report.ts';
import { sweepJson, sweepText, type SweepRun } from './sweep.ts';

/** Where answers and messages go. */
export interface Terminal {
  /** Standard output; false: nobody reads on, stop. */
  write(text: string): Promise<boolean>;
  /** Standard error, a line. */
  complain(line: string): void;
}

export const EXIT = { answered: 0, badInput: 1, brokenLaw: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A law of the engine broke: a defect, with what is needed to see it again. */
class BrokenLaw extends Error {}

const MAX_SEED = 4_294_967_295;

/**
 * Does what the arguments ask for. Only the answer goes to standard output.
 * @returns 0, 1 when the input is wrong, 2 when a law of the engine broke.
 */
export async function program(args: readonly string[], files: Files, terminal: Terminal): Promise<ExitCode> {
  const command = readCommand(args);
  try {
    switch (command.kind) {
      case 'wrong':
        throw new InputError([command.message]);
      case 'help':
        await terminal.write(HELP);
        return EXIT.answered;
      case 'list':
        await terminal.write(listScenarios(command.json));
        return EXIT.answered;
      case 'run':
        await run(command, prepare(command, files), terminal);
        return EXIT.answered;
    }
  } catch (error) {
    if (error instanceof BrokenLaw) {
      terminal.complain(error.message);
      return EXIT.brokenLaw;
    }
    const messages = messagesOf(error);
    if (messages === undefined) throw error;
    for (const message of messages) terminal.complain(message);
    return EXIT.badInput;
  }
}

function messagesOf(error: unknown): readonly string[] | undefined {
  if (error instanceof InputError) return error.messages;
  if (error instanceof ScenarioError) return error.problems.map(({ message }) => message);
  return error instanceof RulesError ? [error.message] : undefined;
}

/** The headings of the list. */
const MODELS: Readonly<Record<Model, string>> = {
  direct: 'Direct: a program calls the function',
  'push-synchronous': 'Push, synchronous: a service calls the function and waits',
  'push-asynchronous': 'Push, asynchronous: events wait in Lambda’s own queue',
  stream: 'Pull, streams: Lambda reads shards',
  queue: 'Pull, queues: Lambda receives messages',
};

function listScenarios(json: boolean): string {
  const rows = [...scenarios].flatMap(([id, content]) => {
    const result = readScenario(content, `${id}.json`);
    if ('problems' in result) throw new InputError(result.problems.map(({ message }) => message));
    const { title, question, model, family } = result.scenario;
    return [{ id, title, question, model, family }];
  });
  if (json) return `${JSON.stringify(rows, null, 2)}\n`;
  const width = Math.max(...rows.map(({ id }) => id.length));
  const groups = Model.options.map((model) => {
    const lines = rows
      .filter((row) => row.model === model)
      .map(({ id, question }) => `  ${id.padEnd(width)}  ${unmarked(question)}\n`);
    return lines.length === 0 ? '' : `${MODELS[model]}\n${lines.join('')}\n`;
  });
  return `${groups.join('').trimEnd()}\n`;
}

function usageJson(trace: Trace, { scenario, rules }: Prepared): string {
  return `${JSON.stringify({ scenario: scenario.id, ...usageOf(trace, scenario, rules) }, null, 2)}\n`;
}

function runOnce({ scenario, rules }: Prepared, command: RunCommand): Trace {
  return simulate(scenario, rules, { interpreter: command.interpreter });
}

/** @throws BrokenLaw when a law broke in the run. */
function checkLaws(trace: Trace, scenario: Scenario): void {
  const { end } = trace;
  if (end.kind !== 'law') return;
  throw new BrokenLaw(
    `${scenario.id}: a law of the engine broke: ${end.law}, at step ${end.step} with seed ${end.seed}. This is a defect; please report the command.`,
  );
}

async function run(command: RunCommand, prepared: Prepared, terminal: Terminal): Promise<void> {
  if (command.runs !== undefined) return runMany(command.runs, command, prepared, terminal);
  const { scenario } = prepared;
  const trace = runOnce(prepared, command);
  const words = readWords();
  if (command.output === 'trace') await writeAll(traceLines(trace, words), terminal);
  else if (command.output === 'log') await writeAll(logLines(trace, words), terminal);
  else if (command.output === 'cloudwatch') await writeAll(cloudwatchLines(trace, prepared), terminal);
  else if (command.output === 'metrics') await writeAll(metricLines(trace, prepared), terminal);
  else if (command.output === 'records') await writeAll(recordLines(trace, prepared), terminal);
  else if (command.output === 'usage') await terminal.write(usageJson(trace, prepared));
  else {
    const summary = summarize(trace, { series: command.series });
    const report = {
      prepared,
      trace,
      hash: hashTrace(trace),
      summary,
      claims: checkClaims(scenario, summary),
    };
    const text =
      command.output === 'json'
        ? `${JSON.stringify(toJson(report), null, 2)}\n`
        : toText(report, simplificationTitles, words);
    await terminal.write(text);
  }
  if (trace.end.kind === 'bound') {
    terminal.complain(
      `${scenario.id}: the run was cut at a bound (${endName(trace.end)}, ${trace.end.limit}); the answer covers what came before it.`,
    );
  }
  checkLaws(trace, scenario);
}

async function runMany(
  runs: number,
  command: RunCommand,
  prepared: Prepared,
  terminal: Terminal,
): Promise<void> {
  const { scenario } = prepared;
  if (scenario.seed + runs - 1 > MAX_SEED) {
    throw new InputError([
      `--runs: found seeds up to ${scenario.seed + runs - 1}, expected at most ${MAX_SEED}`,
    ]);
  }
  const done: SweepRun[] = [];
  let engineVersion = '';
  for (let index = 0; index < runs; index += 1) {
    const seeded = { ...scenario, seed: scenario.seed + index };
    const trace = runOnce({ ...prepared, scenario: seeded }, command);
    checkLaws(trace, seeded);
    const summary = summarize(trace);
    done.push({ hash: hashTrace(trace), summary, claims: checkClaims(seeded, summary) });
    ({ engineVersion } = trace);
  }
  const text =
    command.output === 'json'
      ? `${JSON.stringify(sweepJson(prepared, engineVersion, done), null, 2)}\n`
      : sweepText(prepared, engineVersion, done, simplificationTitles);
  await terminal.write(text);
}

/** Lines in pieces large enough to be quick and small enough to stop soon when nobody reads on. */
async function writeAll(lines: Iterable<string>, terminal: Terminal): Promise<void> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < 65_536) continue;
    if (!(await terminal.write(piece))) return;
    piece = '';
  }
  if (piece !== '') await terminal.write(piece);
}
