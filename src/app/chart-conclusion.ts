/** The sentence beside a chart, computed from the stretches on show: what surprises, with numbers and moments. */
import { formatUsd } from '../cost/money.ts';
import { formatDuration } from '../sim/format-time.ts';
import { binAt, figuresOver, type RangeFigures } from '../view/bins.ts';
import {
  lineOf,
  peakOf,
  totalOf,
  type BinRange,
  type ChartLine,
  type ChartModel,
} from '../view/chart-model.ts';
import { binText, valueText } from '../view/chart-text.ts';
import { EXTRA } from '../view/extra-samples.ts';
import { percent } from '../view/percent.ts';
import type { RunSamples } from '../view/run-samples.ts';
import { atStart, counted, inWords } from './number-words.ts';

export interface Conclusion {
  readonly text: string;
  /** The step it speaks of; -1: none. */
  readonly step: number;
}

export interface Concluding {
  readonly model: ChartModel;
  readonly samples: RunSamples;
  readonly scope: number;
  /** The stretches it is about. */
  readonly range: BinRange;
}

const only = (text: string): Conclusion => ({ text, step: -1 });

/** `twice`, `six times`, `24 times`. */
function times(ratio: number): string {
  const whole = Math.round(ratio);
  return whole === 2 ? 'twice' : `${inWords(whole)} times`;
}

/** `4 %`; what is there but rounds to none is told in words. */
function roughly(share: number): string {
  const whole = Math.round(share * 100);
  return whole === 0 && share > 0 ? 'nearly nothing' : percent(whole / 100);
}

interface Figures extends RangeFigures {
  /** The step of the greatest. */
  readonly step: number;
}

/** Figures of the samples of the stretch; null: there are none. */
function figuresOf({ model, range }: Concluding): Figures | null {
  const figures = figuresOver(model.sorted!, range[0], range[1]);
  if (!figures) return null;
  const most = lineOf(model, 'max')!;
  return { ...figures, step: most.steps[peakOf(most.values, range)]! };
}

const ms = (value: number) => formatDuration(value * 1000);

/** How much of it is cold starts, where there are any. */
function coldWords({ model, samples, scope }: Concluding, bin: number): string {
  const colds = samples
    .within(EXTRA.cold, scope)
    .atUs.filter((atUs) => binAt(model.bins, atUs) === bin).length;
  return colds === 0 ? '' : `: ${counted(colds, 'cold start')}`;
}

/** Of so few a percentile says nothing. */
const FEW = 3;

/** Of percentiles: where p99 stands highest, beside the median of all. */
function spreadSentence(about: Concluding, what: string, none: string): Conclusion {
  const { model, range } = about;
  const figures = figuresOf(about);
  if (!figures) return only(none);
  const { count, least, median, most, step } = figures;
  if (count === 1) return { text: `One ${what} takes ${ms(most)}.`, step };
  if (ms(least) === ms(most)) return { text: `Each of ${inWords(count)} ${what}s takes ${ms(most)}.`, step };
  if (count <= FEW)
    return {
      text: `The slowest of ${inWords(count)} ${what}s takes ${ms(most)}, the fastest ${ms(least)}.`,
      step,
    };
  const tail = lineOf(model, 'p99')!;
  const peak = peakOf(tail.values, range);
  const high = tail.values[peak]!;
  const ratio = median > 0 ? high / median : 0;
  if (ratio < 1.75)
    return {
      text:
        ms(median) === ms(most)
          ? `Most of ${inWords(count)} ${what}s take ${ms(most)}, the fastest ${ms(least)}.`
          : `Half of ${inWords(count)} ${what}s take ${ms(median)} or less, the slowest ${ms(most)}.`,
      step,
    };
  const cause = model.id === 'latency' ? coldWords(about, peak) : '';
  return {
    text: `p99 is ${ms(high)} from ${binText(model.bins, peak)}, ${times(ratio)} the median of ${ms(median)}${cause}.`,
    step: tail.steps[peak]!,
  };
}

/** The lane in which a line comes highest; undefined: none has a value. */
function highest(
  lines: readonly ChartLine[],
  range: BinRange,
): { line: ChartLine; peak: number } | undefined {
  let best: { line: ChartLine; peak: number } | undefined;
  for (const line of lines) {
    const peak = peakOf(line.values, range);
    if (peak >= 0 && (!best || line.values[peak]! > best.line.values[best.peak]!)) best = { line, peak };
  }
  return best;
}

/** `in orders`, where there are several and it is not the first, which the others are of. */
function laneWords({ lanes }: ChartModel, { lane }: ChartLine): string {
  if (lanes.length < 2 || (lane === 0 && lanes[0] !== 'Account')) return '';
  const name = lanes[lane]!;
  return ` in ${name === 'Account' ? 'the account' : name}`;
}

function trafficSentence({ model, range }: Concluding): Conclusion {
  const [good, bad, throttled] = ['Invocations', 'Errors', 'Throttles'].map((key) => lineOf(model, key)!);
  const count = (line: ChartLine) => totalOf(line.values, range);
  const [invoked, failed, turned] = [count(good!), count(bad!), count(throttled!)];
  if (invoked + turned === 0) return only('Nothing is invoked.');
  const turnedWords = `${inWords(turned)} ${turned === 1 ? 'request is' : 'requests are'} throttled`;
  if (failed === 0 && turned === 0)
    return only(
      invoked === 1
        ? 'The one invocation does not fail, and nothing is throttled.'
        : `None of ${inWords(invoked)} invocations fails, and nothing is throttled.`,
    );
  const line = failed > 0 ? bad! : throttled!;
  const peak = peakOf(line.values, range);
  const where = `most from ${binText(model.bins, peak)}`;
  const step = line.steps[peak]!;
  if (failed === 0) return { text: `No invocation fails, but ${turnedWords}, ${where}.`, step };
  const failedWords = `Of ${counted(invoked, 'invocation')} ${inWords(failed)} ${failed === 1 ? 'fails' : 'fail'}`;
  return { text: `${failedWords}, ${where}${turned > 0 ? `, and ${turnedWords}` : ''}.`, step };
}

function concurrencySentence({ model, range }: Concluding): Conclusion {
  const running = highest(
    model.lines.filter(({ look }) => look === 'area'),
    range,
  );
  if (!running || running.line.values[running.peak] === 0) return only('Nothing runs.');
  const { line, peak } = running;
  const most = line.values[peak]!;
  const limit = model.lines.find(
    ({ look, lane, values }) =>
      look === 'limit' && lane === line.lane && values[peak]! > 0 && most >= values[peak]!,
  );
  const met = limit ? `: all that is ${limit.name === 'limit of the account' ? 'allowed' : limit.name}` : '';
  const what = most === 1 ? 'Never more than one request runs' : `Up to ${inWords(most)} requests run`;
  return {
    text: `${what} at once${laneWords(model, line)}, first from ${binText(model.bins, peak)}${met}.`,
    step: line.steps[peak]!,
  };
}

function levelSentence(
  { model, range }: Concluding,
  what: (count: number) => string,
  none: string,
): Conclusion {
  const areas = model.lines.filter(({ look }) => look === 'area');
  const best = highest(areas, range);
  if (!best || best.line.values[best.peak] === 0) return only(none);
  const { line, peak } = best;
  const last = line.values[range[1] - 1]!;
  const end = last > 0 ? `${inWords(last)} at the end` : 'none at the end';
  return {
    text: `Up to ${what(line.values[peak]!)}${laneWords(model, line)} from ${binText(model.bins, peak)}; ${end}.`,
    step: line.steps[peak]!,
  };
}

function ageSentence({ model, range }: Concluding, what: string, none: string): Conclusion {
  const best = highest(model.lines, range);
  if (!best) return only(none);
  const { line, peak } = best;
  const age = valueText(line.values[peak]!, model.unit);
  let last = range[1] - 1;
  while (last > peak && Number.isNaN(line.values[last]!)) last -= 1;
  const after = last > peak ? `, and ${valueText(line.values[last]!, model.unit)} old at the end` : '';
  return {
    text: `${what} is up to ${age} old${laneWords(model, line)}, from ${binText(model.bins, peak)}${after}.`,
    step: line.steps[peak]!,
  };
}

/** What bars of things gone wrong say in a sentence. */
const WENT: Readonly<Record<string, string>> = {
  FailedInvokeEventCount: 'in failed batches, each time anew',
  DroppedEventCount: 'dropped',
  AsyncEventsDropped: 'dropped',
  'Records lost': 'lost',
  '4XXError': 'answered with a client’s error',
  '5XXError': 'answered with a server’s error',
  HTTPCode_ELB_5XX_Count: 'answered with a server’s error',
  Url4xxCount: 'answered with a client’s error',
  Url5xxCount: 'answered with a server’s error',
  'Messages moved to a dead-letter queue': 'messages moved to a dead-letter queue',
};

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** Of bars: what came, and what went wrong with it. @param came of one, and of several */
function lossSentence(
  { model, range }: Concluding,
  came: readonly [one: string, many: string],
  lost: string,
): Conclusion {
  const first = model.lines.find(({ look }) => look === 'up');
  const all = first ? totalOf(first.values, range) : 0;
  const bad = model.lines.filter((line) => line !== first && totalOf(line.values, range) > 0);
  const start = all === 0 ? `No ${came[0]}` : `${atStart(all)} ${came[all === 1 ? 0 : 1]}`;
  if (bad.length === 0) return only(all === 0 ? `${start}.` : `${start}; none is ${lost}.`);
  const peak = peakOf(bad[0]!.values, range);
  const parts = bad.map(({ name, values }) => `${inWords(totalOf(values, range))} ${WENT[name] ?? name}`);
  const said = all === 0 ? parts : [`${start}; ${parts[0]!}`, ...parts.slice(1)];
  return {
    text: `${capital(said.join(', '))}, most from ${binText(model.bins, peak)}.`,
    step: bad[0]!.steps[peak]!,
  };
}

function spendSentence({ model, range }: Concluding): Conclusion {
  const [first, end] = range;
  const spent = ({ values }: ChartLine) => (values[end - 1] ?? 0) - (first > 0 ? values[first - 1]! : 0);
  const total = spent(lineOf(model, 'total')!);
  if (total <= 0) return only('Nothing is charged.');
  const parts = model.lines.filter(({ key }) => key !== 'total');
  const most = parts.reduce((best, part) => (spent(part) > spent(best) ? part : best));
  const usd = formatUsd(BigInt(Math.round(total)));
  const share = spent(most) / total;
  return only(
    `${usd}${first > 0 ? ' in this stretch' : ''}: ${share > 0.995 ? 'nearly all' : roughly(share)} of it is ${inText(most.name)}.`,
  );
}

/** A name within a sentence. */
function inText(name: string): string {
  return /^[A-Z][a-z]+ ?[a-z]*/.test(name) && !/^(?:SnapStart|Lambda)/.test(name)
    ? name.charAt(0).toLowerCase() + name.slice(1)
    : name;
}

/** What a chart shows of the stretches in range. */
export function chartConclusion(about: Concluding): Conclusion {
  const { model, range } = about;
  if (range[1] <= range[0]) return only('Nothing of it has been seen yet.');
  switch (model.id) {
    case 'latency':
      return spreadSentence(about, 'request', 'No request ends.');
    case 'duration':
      return spreadSentence(about, 'invocation', 'Nothing is invoked.');
    case 'init':
      return spreadSentence(about, 'Init phase', 'No environment initialises.');
    case 'front-latency':
      return spreadSentence(about, 'answer', 'Nothing is answered.');
    case 'event-age': {
      const figures = figuresOf(about);
      if (!figures) return only('No event is invoked.');
      return {
        text: `The oldest event was queued for ${ms(figures.most)} when it was invoked; half of the attempts come within ${ms(figures.median)}.`,
        step: figures.step,
      };
    }
    case 'traffic':
      return trafficSentence(about);
    case 'concurrency':
      return concurrencySentence(about);
    case 'provisioned': {
      const best = highest(model.lines, range);
      const peak = best?.line.values[best.peak] ?? 0;
      if (!best || peak === 0) return only('None of it is used.');
      return {
        text: `${peak >= 1 ? 'All' : `At most ${roughly(peak)}`} of it is in use${laneWords(model, best.line)}, first from ${binText(model.bins, best.peak)}.`,
        step: best.line.steps[best.peak]!,
      };
    }
    case 'front':
      return lossSentence(about, ['request comes', 'requests come'], 'answered with an error');
    case 'mapping':
      return lossSentence(
        about,
        ['record or message is polled', 'records or messages are polled'],
        'dropped',
      );
    case 'events':
      return lossSentence(about, ['event is received', 'events are received'], 'dropped');
    case 'deliveries':
      return lossSentence(about, ['record arrives', 'records arrive'], 'lost');
    case 'iterator-age':
      return ageSentence(about, 'The last record of a batch', 'No batch is sent.');
    case 'oldest-message':
      return ageSentence(about, 'The oldest message', 'No message waits.');
    case 'queue':
      return levelSentence(
        about,
        (count) => `${counted(count, 'message')} ${count === 1 ? 'waits' : 'wait'}`,
        'No message waits.',
      );
    case 'event-queue':
      return levelSentence(
        about,
        (count) => `${counted(count, 'event')} ${count === 1 ? 'waits' : 'wait'}`,
        'No event waits.',
      );
    case 'spend':
      return spendSentence(about);
  }
}
