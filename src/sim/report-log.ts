/**
 * What Lambda itself writes into a function's log, in AWS's text format, read off a trace: INIT_START,
 * INIT_REPORT, RESTORE_START, RESTORE_REPORT, START, what ended an invocation badly, END and REPORT, by the rules
 * of the date.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Using CloudWatch Logs", "Understanding the Lambda
 * execution environment lifecycle", "Monitoring for Lambda SnapStart" and their earlier texts; logs that people published (facts log-lines,
 * report-line, billing-granularity, init-billing). Three things are told by them and not by AWS: the lines
 * about an exit or a timeout stood behind REPORT until about 2024 and stand before END since; a repeated
 * Init comes before START and counts in Duration; an event keeps its request id through all attempts.
 */
import { billedDurationMs, billedRestoreMs, type Served } from './billed-duration.ts';
import { functionNamed, qualifierOf } from './function-named.ts';
import { isInit, isInvoke } from './phase.ts';
import { requestId, runtimeId, streamId } from './request-id.ts';
import { revisionAt, withRevision } from './revision.ts';
import type { LogRules } from './rules/log-rules.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { scenarioIn } from './settings-in-run.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import { NONE, type Trace } from './trace.ts';
import { isoTime, utcTime } from './utc-time.ts';

export interface LogEvent {
  readonly atUs: number;
  /** Number of the function. */
  readonly place: number;
  /** Log stream: `2026/11/20/[$LATEST]5f0c…`, or with the number of the version, one for each environment. */
  readonly stream: string;
  /** One line, or several with an empty last one, as AWS writes it. */
  readonly message: string;
  /** The step it tells of. */
  readonly step: number;
}

/** What an environment has gone through since it last began something. */
interface Life {
  initFromUs: number;
  /** Length of its Init phase, told on the first REPORT; -1: it has none to tell. The same of its Restore phase. */
  initUs: number;
  restoreUs: number;
  /** It is made for the snapshot of a version. */
  readonly isForSnapshot: boolean;
  /** Position of the revision it was made by among those of its function, from 1; 0: the function's own settings. */
  readonly revision: number;
  /** Its first step. */
  readonly bornAt: number;
  /** It was there before the run, or is kept ready: its Init is not part of a request. */
  isKept: boolean;
  invokeFromUs: number;
  repeatFromUs: number;
  hasStarted: boolean;
  mayLog: boolean;
  stream: string;
}

/** How an invocation ended badly. */
interface Failure {
  readonly status: 'error' | 'timeout';
  /** As newer lines name it; empty: none is named. */
  readonly errorType: string;
}

/** Reasons by which an environment ends Init or an invocation badly. */
export const FAILURES: Readonly<Record<string, Failure>> = {
  'handler: error': { status: 'error', errorType: '' },
  'handler: exception': { status: 'error', errorType: '' },
  'handler: call failed': { status: 'error', errorType: '' },
  'handler: uncaught exception': { status: 'error', errorType: 'Runtime.ExitError' },
  'handler: crashed': { status: 'error', errorType: 'Runtime.ExitError' },
  'killed: by a fault': { status: 'error', errorType: 'Runtime.ExitError' },
  'killed: in restore': { status: 'error', errorType: 'Runtime.ExitError' },
  'handler: out of memory': { status: 'error', errorType: 'Runtime.OutOfMemory' },
  'init: failed': { status: 'error', errorType: 'Runtime.ExitError' },
  'init: failed again': { status: 'error', errorType: 'Runtime.ExitError' },
  'init: over the limit': { status: 'timeout', errorType: '' },
  'restore: over the limit': { status: 'timeout', errorType: '' },
  'timeout: function': { status: 'timeout', errorType: '' },
  'timeout: init': { status: 'timeout', errorType: '' },
};

const ms = (us: number): string => `${(us / 1000).toFixed(2)} ms`;

/** Every line of every function's log, in the order of time. */
export function* reportLog(trace: Trace, scenario: Scenario, rules: Rules): Generator<LogEvent> {
  const kind = trace.kinds.findIndex(({ name }) => name === 'environment');
  const { states } = trace.kinds[kind]!;
  const isInitialising = states.map(isInit);
  const isInvoked = states.map(isInvoke);
  const repeated = states.indexOf('invoke.init');
  const restoring = states.indexOf('restore');
  const writer = new Writer(trace, scenario, rules);
  const lives: Life[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const environment = trace.actor[step]!;
    const atUs = trace.at[step]!;
    const place = trace.place[step]!;
    const from = trace.from[step]!;
    const to = trace.to[step]!;
    const reason = trace.reasons[trace.reason[step]!]!;
    if (from === NONE) {
      lives[environment] = {
        initFromUs: -1,
        initUs: -1,
        restoreUs: -1,
        isForSnapshot: reason === 'created: for a snapshot',
        revision: trace.amount[step]!,
        bornAt: step,
        isKept: reason.startsWith('ready:'),
        invokeFromUs: -1,
        repeatFromUs: -1,
        hasStarted: false,
        mayLog: writer.mayLog(place, atUs),
        stream: `${utcTime(rules.asOf, atUs).day.replaceAll('-', '/')}/${streamId(trace.seed, environment, writer.versionOf(place))}`,
      };
    }
    const life = lives[environment]!;
    const told = (message: string): LogEvent => ({ atUs, place, stream: life.stream, message, step });
    const wasInit = from !== NONE && isInitialising[from]!;
    const wasInvoke = from !== NONE && isInvoked[from]!;
    if (isInitialising[to]! && !wasInit) {
      life.initFromUs = atUs;
      if (rules.logs.initStart && life.mayLog) yield told(writer.starts('INIT', place, life));
    }
    if (to === restoring && from !== restoring) {
      life.initFromUs = atUs;
      if (life.mayLog) yield told(writer.starts('RESTORE', place, life));
    }
    if (from === restoring && to !== restoring) {
      const failure = FAILURES[reason];
      if (failure === undefined) life.restoreUs = atUs - life.initFromUs;
      if (life.mayLog) yield told(writer.restoreReport(atUs - life.initFromUs, failure));
    }
    if (wasInit && !isInitialising[to]!) {
      const failure = FAILURES[reason];
      if (failure === undefined) life.initUs = atUs - life.initFromUs;
      if (life.isForSnapshot && failure === undefined) {
        if (life.mayLog) yield told(`INIT_REPORT Init Duration: ${ms(life.initUs)}`);
      } else if (failure !== undefined && life.mayLog)
        yield* writer.initReport(told, 'init', atUs - life.initFromUs, failure);
    }
    if (isInvoked[to]! && !wasInvoke) {
      life.invokeFromUs = atUs;
      life.hasStarted = false;
      life.mayLog = writer.mayLog(place, atUs);
      writer.begin(step);
    }
    if (to === repeated && from !== repeated) life.repeatFromUs = atUs;
    const failure = FAILURES[reason];
    if (from === repeated && to !== repeated && failure !== undefined && life.mayLog) {
      yield* writer.initReport(told, 'invoke', atUs - life.repeatFromUs, failure);
    }
    if (isInvoked[to]! && to !== repeated && !life.hasStarted) {
      life.hasStarted = true;
      if (life.mayLog) yield told(writer.start(step));
    }
    if (wasInvoke && !isInvoked[to]!) {
      if (life.mayLog) yield* writer.end(told, step, life, failure);
      life.initUs = -1;
      life.restoreUs = -1;
    }
  }
}

type Told = (message: string) => LogEvent;

/** The words of the lines. */
class Writer {
  readonly #trace: Trace;
  /** As it was at a step: settings may change while it runs. */
  readonly #scenarioAt: (step: number) => Scenario;
  readonly #asOf: string;
  readonly #rules: LogRules;
  readonly #eventKind: number;
  readonly #requestKind: number;
  /** By request: its id, found at its first step. */
  readonly #causes: number[] = [];
  #seen = 0;

  constructor(trace: Trace, scenario: Scenario, rules: Rules) {
    this.#trace = trace;
    this.#scenarioAt = scenarioIn(trace, scenario);
    this.#asOf = rules.asOf;
    this.#rules = rules.logs;
    this.#eventKind = trace.kinds.findIndex(({ name }) => name === 'event');
    this.#requestKind = trace.kinds.findIndex(({ name }) => name === 'request');
  }

  /** Without logs:PutLogEvents nothing of the function's is written. */
  mayLog(place: number, atUs: number): boolean {
    const { silentUs = [] } = this.#trace.places[place]!;
    return !silentUs.some(([fromUs, untilUs]) => atUs >= fromUs && atUs < untilUs);
  }

  /** Remembers what caused the requests up to a step. */
  begin(step: number): void {
    const { kind, actor, from, cause } = this.#trace;
    for (; this.#seen <= step; this.#seen += 1) {
      if (kind[this.#seen] === this.#requestKind && from[this.#seen] === NONE) {
        this.#causes[actor[this.#seen]!] = cause[this.#seen]!;
      }
    }
  }

  #id(step: number): string {
    const { seed, kind, actor, other } = this.#trace;
    const request = other[step]!;
    const cause = this.#causes[request] ?? -1;
    return cause >= 0 && kind[cause] === this.#eventKind
      ? requestId(seed, this.#eventKind, actor[cause]!)
      : requestId(seed, this.#requestKind, request);
  }

  /** `$LATEST`, or the number of the version. */
  versionOf(place: number): string {
    return qualifierOf(this.#trace.places[place]!.name) ?? '$LATEST';
  }

  /** The settings that an environment runs by. */
  #settings(place: number, { revision, bornAt }: Life): FunctionSettings {
    const { name } = this.#trace.places[place]!;
    const own = functionNamed(this.#scenarioAt(bornAt).settings, name)!;
    return withRevision(own, revisionAt(own, revision));
  }

  /** The line before Init or Restore. */
  starts(phase: 'INIT' | 'RESTORE', place: number, life: Life): string {
    const { node, snapStart } = this.#settings(place, life);
    const [, language = 'nodejs', version = `${node?.version ?? 24}`] =
      /^(\D+)([\d.]+)/.exec(snapStart?.runtime ?? '') ?? [];
    const arn = `arn:aws:lambda:us-east-1::runtime:${runtimeId(Number(version))}`;
    return `${phase}_START Runtime Version: ${language}:${version}.v1\tRuntime Version ARN: ${arn}`;
  }

  restoreReport(us: number, failure: Failure | undefined): string {
    const end = failure ? ` Status: ${failure.status}` : '';
    return `RESTORE_REPORT Restore Duration: ${ms(us)}${end}`;
  }

  *initReport(told: Told, phase: 'init' | 'invoke', us: number, failure: Failure): Generator<LogEvent> {
    if (!this.#rules.initReport) return;
    const type = failure.status === 'error' ? `\tError Type: ${failure.errorType}` : '';
    yield told(`INIT_REPORT Init Duration: ${ms(us)}\tPhase: ${phase}\tStatus: ${failure.status}${type}`);
  }

  start(step: number): string {
    return `START RequestId: ${this.#id(step)} Version: ${this.versionOf(this.#trace.place[step]!)}`;
  }

  *end(told: Told, step: number, life: Life, failure: Failure | undefined): Generator<LogEvent> {
    const id = this.#id(step);
    if (!life.hasStarted) yield told(this.start(step));
    const bad = this.#badEnd(step, id, life);
    if (bad !== null && this.#rules.initReport) yield told(bad);
    yield told(`END RequestId: ${id}`);
    yield told(this.#report(step, id, life, failure));
    if (bad !== null && !this.#rules.initReport) yield told(bad);
  }

  /** What stands in the log when the handler did not return; the runtime's own line for an error. */
  #badEnd(step: number, id: string, life: Life): string | null {
    const { trace, time } = { trace: this.#trace, time: isoTime(this.#asOf, this.#trace.at[step]!) };
    switch (trace.reasons[trace.reason[step]!]) {
      case 'timeout: function':
      case 'timeout: init': {
        const seconds = (trace.at[step]! - life.invokeFromUs) / 1_000_000;
        return `${time} ${id} Task timed out after ${seconds.toFixed(2)} seconds\n`;
      }
      case 'handler: out of memory':
        return `RequestId: ${id} Error: Runtime exited with error: signal: killed\nRuntime.ExitError`;
      case 'handler: crashed':
      case 'killed: by a fault':
      case 'handler: uncaught exception':
      case 'init: failed again':
        return `RequestId: ${id} Error: Runtime exited with error: exit status 1\nRuntime.ExitError`;
      case 'handler: error':
      case 'handler: exception':
      case 'handler: call failed':
        return `${time}\t${id}\tERROR\tInvoke Error \t{"errorType":"Error","errorMessage":"the handler ended with an error","stack":["Error: the handler ended with an error"]}`;
      default:
        return null;
    }
  }

  #report(step: number, id: string, life: Life, failure: Failure | undefined): string {
    const { logs, place } = { logs: this.#rules, place: this.#trace.place[step]! };
    const settings = this.#settings(place, life);
    const { memoryMb, memoryUsedMb } = settings;
    const served: Served = {
      durationUs: this.#trace.at[step]! - life.invokeFromUs,
      initUs: life.initUs,
      restoreUs: life.restoreUs,
      isKept: life.isKept,
      isImage: settings.package?.type === 'image',
    };
    const isFirst = life.initUs >= 0;
    const isRestored = life.restoreUs >= 0;
    const isOutOfMemory = failure?.errorType === 'Runtime.OutOfMemory';
    const usedMb = isOutOfMemory ? memoryMb : Math.min(memoryMb, memoryUsedMb ?? USED_MB);
    const fields: Readonly<Record<string, string>> = {
      RequestId: `REPORT RequestId: ${id}`,
      Duration: `Duration: ${ms(served.durationUs)}`,
      // Lines of the time when it was rounded to 100 ms have a space before the tab.
      'Billed Duration': `Billed Duration: ${billedDurationMs(served, logs)} ms${logs.billedUnitMs > 1 ? ' ' : ''}`,
      'Memory Size': `Memory Size: ${memoryMb} MB`,
      'Max Memory Used': `Max Memory Used: ${usedMb} MB`,
      'Init Duration': isFirst ? `Init Duration: ${ms(life.initUs)}` : '',
      'Restore Duration': isRestored ? `Restore Duration: ${ms(life.restoreUs)}` : '',
      'Billed Restore Duration': isRestored
        ? `Billed Restore Duration: ${billedRestoreMs(served, logs)} ms`
        : '',
      Status: failure ? `Status: ${failure.status}` : '',
      'Error Type': failure?.errorType ? `Error Type: ${failure.errorType}` : '',
    };
    const line = logs.reportFields.map((field) => fields[field] ?? '').filter((field) => field !== '');
    const hasStatus = failure !== undefined && logs.reportFields.includes('Status');
    return `${line.join('\t')}${hasStatus ? '' : '\t'}`;
  }
}

/** What a function uses that does not say so (simplification memory-used). */
const USED_MB = 64;
