/** What the metrics of API Gateway, a load balancer and function URLs count: each request of theirs once it has ended. */
import type { MetricSink } from './metric.ts';
import type { Trace } from './trace.ts';

/**
 * The samples of one step of a caller.
 *
 * @param bornUs when it came: what AWS counts belongs to that minute.
 */
export function callerSamples(trace: Trace, step: number, bornUs: number, sink: MetricSink): void {
  const kind = trace.kind[step]!;
  const place = trace.place[step]!;
  if (trace.kinds[kind]!.isFinal[trace.to[step]!] !== true) return;
  const tookMs = (trace.at[step]! - bornUs) / 1000;
  const end = trace.kinds[kind]!.states[trace.to[step]!];
  const isGood = end === 'answered';
  switch (trace.places[place]!.service) {
    case 'api-gateway': {
      // Whatever goes wrong between it and Lambda is an answer of its own of 500, 502 or 504.
      sink.add('Count', place, bornUs, 1);
      sink.add('4XXError', place, bornUs, 0);
      sink.add('5XXError', place, bornUs, isGood ? 0 : 1);
      sink.add('Latency', place, bornUs, tookMs);
      break;
    }
    case 'alb': {
      const isUser = end === 'function error' || end === 'bad answer' || end === 'denied';
      sink.add('RequestCount', place, bornUs, 1);
      sink.add('HTTPCode_ELB_5XX_Count', place, bornUs, isGood ? 0 : 1);
      sink.add('LambdaUserError', place, bornUs, isUser ? 1 : 0);
      sink.add('LambdaInternalError', place, bornUs, end === 'service error' ? 1 : 0);
      sink.add('TargetResponseTime', place, bornUs, tookMs / 1000);
      break;
    }
    case 'function-url': {
      const isClient = end === 'throttled' || end === 'denied' || end === 'refused';
      sink.add('UrlRequestCount', place, bornUs, 1);
      sink.add('Url4xxCount', place, bornUs, isClient ? 1 : 0);
      sink.add('Url5xxCount', place, bornUs, isGood || isClient ? 0 : 1);
      sink.add('UrlRequestLatency', place, bornUs, tookMs);
      break;
    }
    default:
  }
}
