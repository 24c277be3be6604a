/** How long a request of a function takes on average, however that is told. */
import { sum } from './decimal.ts';
import { logNormal } from './log-normal.ts';
import { requestsOf, type FunctionInput, type Usage } from './usage.ts';

/** How long a request takes on average, ms; what is billed in all, shared out, where only that is known. */
export function meanMs(
  { duration, requests }: Pick<FunctionInput, 'duration' | 'requests'>,
  { daysInMonth }: Usage,
): number {
  switch (duration.kind) {
    case 'mean':
      return duration.ms.toNumber();
    case 'percentiles':
      return logNormal(duration.p50Ms.toNumber(), duration.p95Ms.toNumber()).mean;
    case 'list':
      return sum(duration.ms).div(duration.ms.length).toNumber();
    case 'billed': {
      const count = requestsOf({ requests }, daysInMonth);
      return count.eq(0) ? 0 : duration.totalMs.div(count).toNumber();
    }
  }
}
