/** Random faults of every kind, each of a part that it can strike. */
import fc from 'fast-check';
import type { Fault } from '../scenario.ts';
import { FUNCTIONS, given, maybe, ms, rarely } from './any-part.ts';

/** Kinds of faults with the parts they can be of. */
const STRUCK: readonly (readonly [Fault['kind'], readonly string[]])[] = [
  ['function-error', FUNCTIONS],
  ['unhandled-exception', FUNCTIONS],
  ['timeout', FUNCTIONS],
  ['out-of-memory', FUNCTIONS],
  ['crash', FUNCTIONS],
  ['init-error', FUNCTIONS],
  ['environment-killed', FUNCTIONS],
  ['invalid-request', FUNCTIONS],
  ['service-error', [...FUNCTIONS, 'service']],
  ['malformed-answer', ['caller', 'second', 'third']],
  ['bad-item', [...FUNCTIONS, 'orders', 'line', 'clicks', 'orders-reader', 'clicks-reader']],
  ['duplicate', [...FUNCTIONS, 'orders', 'line', 'clicks', 'service']],
  [
    'permission-missing',
    [
      ...FUNCTIONS,
      'caller',
      'table',
      'bus',
      'topic',
      'letters',
      'orders-reader',
      'clicks-reader',
      'line-reader',
    ],
  ],
  ['temporary-failure', ['caller']],
  ['call-error', ['table', 'store', 'disk', 'second']],
  ['call-slow', ['table', 'store', 'disk']],
  ['unreachable', ['table', 'store']],
];

/** Faults of these parts, or of any when there are none. */
export const faultOf = (focus: readonly string[]): fc.Arbitrary<Omit<Fault, 'id' | 'title'>> => {
  const parts = focus.length > 0 ? focus : [...new Set(STRUCK.flatMap(([, of]) => of))];
  const kindsOf = (part: string) => STRUCK.filter(([, of]) => of.includes(part)).map(([kind]) => kind);
  return fc
    .constantFrom(...parts)
    .chain((of) => fc.tuple(fc.constant(of), fc.constantFrom(...kindsOf(of))))
    .chain(([of, kind]) =>
      fc.record({
        kind: fc.constant(kind),
        on: fc.constantFrom(true, true, true, true, true, false),
        of: fc.constant(of),
        which: fc.constantFrom(undefined, undefined, [1, 2, 3], [1, 4, 5, 9], [2]),
        share: fc.constantFrom(undefined, 0.1, 0.5, 1),
        fromMs: maybe(fc.oneof(ms(3000), ms(100_000))),
        forMs: maybe(fc.oneof(ms(5000), ms(100_000))),
        afterMs: kind === 'call-slow' ? fc.constant(500) : rarely(ms(200)),
        action:
          kind === 'permission-missing'
            ? rarely(fc.constantFrom('logs:PutLogEvents', 'iam:PassRole', 'sts:AssumeRole'))
            : fc.constant(undefined),
      }),
    )
    .map(({ which, share, fromMs, forMs, ...fields }) =>
      given({
        ...fields,
        fromMs,
        ...(forMs === undefined ? {} : { untilMs: (fromMs ?? 0) + forMs }),
        ...(which ? { which } : { share }),
      }),
    );
};
