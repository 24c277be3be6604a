/** The sentence under a picture, computed from the run: first what surprises, then why. */
import { formatDuration } from '../sim/format-time.ts';
import type { Summary } from '../sim/summary.ts';
import type { UserCounts } from '../view/user-requests.ts';
import { whyDenied } from './denied-words.ts';
import { atStart, inWords } from './number-words.ts';

function requests(count: number): string {
  return count === 1 ? 'request' : 'requests';
}

const noneInWords = (count: number) => (count === 0 ? 'none' : inWords(count));

/** What of a run has been seen, without what is still to come. */
export function soFar(counts: UserCounts, offered: number): string {
  if (counts.offered === 0) return 'No request has arrived yet.';
  const arrived = `${atStart(counts.offered)} of ${inWords(offered)} ${requests(offered)} ${counts.offered === 1 ? 'has' : 'have'} arrived`;
  const turned = counts.throttled + counts.denied + counts.refused;
  return `${[
    `${arrived}; ${noneInWords(counts.cold)} started cold`,
    ...(counts.failed > 0 ? [`${inWords(counts.failed)} failed`] : []),
    ...(turned > 0 ? [`${inWords(turned)} turned away`] : []),
  ].join(', ')}.`;
}

/** Which limit turns requests away, of one or of several. */
const LIMITS: readonly (readonly [reason: string, words: (count: number) => string])[] = [
  ['concurrency', (count) => `no environment may be made for ${them(count)}`],
  ['reserved concurrency', () => 'no place reserved for the function is free'],
  ['requests per second', () => 'more come in a second than the account may have'],
  ['reserved requests per second', () => 'more come in a second than the function may have'],
  ['scaling rate', (count) => `no environment may be made for ${them(count)} so soon`],
];

const them = (count: number) => (count === 1 ? 'it' : 'them');

function limitWords(summary: Summary): string {
  return LIMITS.flatMap(([reason, words]) => {
    const count = summary.figure(`reasons.request.throttled: ${reason}`) ?? 0;
    return count > 0 ? [words(count)] : [];
  }).join(', or ');
}

/** What the whole run comes to. */
export function conclusionOf(summary: Summary): string {
  const { counts, latencyMs, environments } = summary;
  const { offered, cold, warm } = counts;
  if (offered === 0) return 'No request arrives.';
  if (counts.checked === offered)
    return `Dry run: ${offered === 1 ? 'the request is' : `all ${inWords(offered)} requests are`} checked, and nothing runs.`;
  if (counts.denied === offered)
    return `All ${inWords(offered)} are denied: ${whyDenied(summary, 'request')}.`;
  const sentences: string[] = [];
  if (counts.denied > 0) {
    sentences.push(
      `${atStart(counts.denied)} of ${inWords(offered)} ${requests(offered)} ${counts.denied === 1 ? 'is' : 'are'} denied: ${whyDenied(summary, 'request')} then.`,
    );
  }
  if (counts.throttled > 0) {
    sentences.push(
      `${atStart(counts.throttled)} of ${inWords(offered)} ${requests(offered)} ${counts.throttled === 1 ? 'is' : 'are'} turned away: ${limitWords(summary)}.`,
    );
  }
  if (counts.initOverLimit > 0) {
    sentences.push(
      `Init is cut off ${counts.initOverLimit === 1 ? 'once' : `${inWords(counts.initOverLimit)} times`} and done again inside the invocation.`,
    );
  } else if (counts.initFailed > 0) {
    sentences.push(
      `Init fails ${counts.initFailed === 1 ? 'once' : `${inWords(counts.initFailed)} times`} and is done again inside the invocation.`,
    );
  }
  if (counts.failed > 0)
    sentences.push(
      `${atStart(counts.failed)} of ${inWords(offered)} ${counts.failed === 1 ? 'fails' : 'fail'}${counts.timedOut === counts.failed ? ' at the timeout' : ''}.`,
    );
  if (cold === 0 && warm > 0)
    sentences.push(
      `No request starts cold: each ${counts.throttled > 0 ? 'that is let in ' : ''}finds a free environment.`,
    );
  else if (cold > 0 && warm === 0)
    sentences.push(
      `${cold === 1 ? 'The one request that runs starts' : `${cold === 2 ? 'Both' : `All ${inWords(cold)}`} that run start`} cold.`,
    );
  else if (cold > 0) {
    sentences.push(
      `${atStart(cold)} of ${inWords(offered)} ${cold === 1 ? 'starts' : 'start'} cold${
        latencyMs.max !== null &&
        latencyMs.p50 !== null &&
        latencyMs.max > 1.2 * latencyMs.p50 &&
        cold * 2 <= offered
          ? `, and the slowest takes ${formatDuration(latencyMs.max * 1000)} instead of ${formatDuration(latencyMs.p50 * 1000)}`
          : latencyMs.max !== null
            ? `; the slowest takes ${formatDuration(latencyMs.max * 1000)}`
            : ''
      }.`,
    );
  }
  if (sentences.length < 2 && environments.created > 1 && environments.max === 1) {
    sentences.push(
      `${atStart(environments.created)} environments are made, though never more than one is needed.`,
    );
  }
  return sentences.slice(0, counts.denied > 0 ? 3 : 2).join(' ');
}
