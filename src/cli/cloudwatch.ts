/** What CloudWatch holds of a run: log lines as `aws logs tail` prints them, and metrics as CSV. */
import { functionIdOf, functionNamed } from '../sim/function-named.ts';
import type { MetricOf } from '../sim/metric.ts';
import { metricsOf } from '../sim/metrics.ts';
import { reportLog } from '../sim/report-log.ts';
import type { Trace } from '../sim/trace.ts';
import { isoTime, utcTime } from '../sim/utc-time.ts';
import type { Prepared } from './prepare.ts';

/** Time, log stream, message; with several functions also the log group. */
export function* cloudwatchLines(trace: Trace, { scenario, rules }: Prepared): Generator<string> {
  const { settings } = scenario;
  const several = trace.places.filter(({ type }) => type === 'function').length > 1;
  for (const { atUs, place, stream, message } of reportLog(trace, scenario, rules)) {
    const { day, clock, fraction } = utcTime(rules.asOf, atUs);
    const id = trace.places[place]!.name;
    const name = functionNamed(settings, id)!.name ?? functionIdOf(id);
    const group = several ? `/aws/lambda/${name} ` : '';
    yield `${day}T${clock}.${fraction}+00:00 ${group}${stream} ${message}`;
  }
}

/** Metrics of Lambda itself; other services had theirs before. */
const OF_LAMBDA: readonly MetricOf[] = ['account', 'function', 'mapping'];

/** A header, then a row for each metric of each place and minute in which it has a value, as far as they existed at the date. */
export function* metricLines(trace: Trace, { rules }: Prepared): Generator<string> {
  yield 'minute,of,place,metric,unit,count,sum,maximum';
  for (const { metric, place, minutes } of metricsOf(trace)) {
    if (OF_LAMBDA.includes(metric.of) && !rules.logs.metrics.includes(metric.name)) continue;
    const { name = '', type = '' } = trace.places[place] ?? {};
    // What AWS tells of a function it tells of its versions and aliases too.
    const of = place < 0 ? 'account' : metric.of === 'function' ? type : metric.of;
    for (const { minute, count, sum, maximum } of minutes) {
      const time = isoTime(rules.asOf, minute * 60_000_000);
      yield `${time},${of},${name},${metric.name},${metric.unit},${count},${sum},${maximum}`;
    }
  }
}
