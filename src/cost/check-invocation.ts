/** Rules about payloads and asynchronous events. */
import {
  leftOut,
  noFact,
  notGiven,
  notYet,
  ok,
  quantity,
  refused,
  suggest,
  within,
  type Finding,
  type Reading,
  type Rule,
} from './check-rule.ts';
import { fieldOf, type Configuration, type FieldKey } from './check-fields.ts';
import { BYTES_IN_KB } from './check-package.ts';

const payload: Rule = {
  id: 'payload-sync',
  group: 'invocation',
  title: 'Synchronous payload',
  inputs: ['payloadMb', 'caller'],
  check({ payloadMb, caller }, read) {
    if (payloadMb === undefined) return notGiven('Not given.');
    const max = read.number('payload-sync');
    if (max === undefined) return noFact('how large a payload may be');
    if (caller === 'alb') {
      const kb = Math.min(
        read.number('caller-alb', 'requestKB') ?? Infinity,
        read.number('caller-alb', 'responseKB') ?? Infinity,
      );
      const least = Math.min(max, kb / BYTES_IN_KB);
      return within('payloadMb', payloadMb, {
        max: least,
        because: least < max ? ' through the load balancer' : '',
      });
    }
    return within('payloadMb', payloadMb, { max });
  },
};

const streamed: Rule = {
  id: 'payload-streamed',
  group: 'invocation',
  title: 'Streamed answer',
  inputs: ['streamedMb'],
  check({ streamedMb }, read) {
    if (streamedMb === undefined) return null;
    const absent = notYet(read, 'payload-streamed', 'Streaming an answer');
    if (absent) return absent;
    const max = read.number('payload-streamed');
    return max === undefined
      ? noFact('how large a streamed answer may be')
      : within('streamedMb', streamedMb, { max });
  },
};

const asyncPayload: Rule = {
  id: 'payload-async',
  group: 'invocation',
  title: 'Asynchronous event',
  inputs: ['asyncKb'],
  check({ asyncKb }, read) {
    if (asyncKb === undefined) return null;
    const max = read.number('payload-async');
    return max === undefined ? noFact('how large an event may be') : within('asyncKb', asyncKb, { max });
  },
};

/** A setting of the asynchronous queue: a range since it can be set, one fixed value before. */
function asyncSetting(
  id: string,
  fact: string,
  field: FieldKey & ('asyncRetries' | 'asyncAgeS'),
  title: string,
): Rule {
  return {
    id,
    group: 'invocation',
    title,
    inputs: [field],
    check(configuration, read) {
      const given = configuration[field];
      if (given === undefined) return null;
      const fixed = read.number(fact, 'default');
      const absent = notYet(read, 'async-settings', 'Setting this');
      if (absent) {
        if (fixed === undefined) return absent;
        if (given === fixed) return ok(`${quantity(field, given)} is what it always is.`);
        const reason = `${absent.reason.slice(0, -1)}; before it is always ${quantity(field, fixed)}.`;
        return { ...absent, reason, nearest: suggest(field, fixed) };
      }
      return within(field, given, { min: read.number(fact, 'min'), max: read.number(fact, 'max') });
    },
  };
}

/** A place where records or events can be sent, if its kind is among those that a fact lists. */
export function target(
  read: Reading,
  field: FieldKey,
  given: string,
  at: { readonly fact: string; readonly part?: string; readonly feature: string },
): Finding {
  const absent = notYet(read, at.fact, at.feature, leftOut(field));
  if (absent) return absent;
  const known = read.words(at.fact, at.part);
  if (known.length === 0) return noFact(`where ${fieldOf(field).label.toLowerCase()} may go`);
  if (known.includes(given)) return ok(`${given} is one of ${known.join(', ')}.`);
  return refused(`${given} is none of ${known.join(', ')}.`, suggest(field, known[0]!));
}

function targetRule(
  id: string,
  field: FieldKey & ('deadLetter' | 'onSuccess' | 'onFailure'),
  title: string,
  at: { readonly fact: string; readonly part?: string; readonly feature: string },
): Rule {
  return {
    id,
    group: 'invocation',
    title,
    inputs: [field],
    check(configuration: Configuration, read) {
      const given = configuration[field];
      return given === undefined ? null : target(read, field, given, at);
    },
  };
}

export const INVOCATION_RULES: readonly Rule[] = [
  payload,
  streamed,
  asyncPayload,
  asyncSetting('async-retries', 'async-retries', 'asyncRetries', 'Retries of asynchronous events'),
  asyncSetting('async-age', 'async-event-age', 'asyncAgeS', 'Age of asynchronous events'),
  targetRule('dead-letter', 'deadLetter', 'Dead-letter queue', {
    fact: 'dlq',
    part: 'targets',
    feature: 'Dead-letter queues',
  }),
  targetRule('on-success', 'onSuccess', 'Destination on success', {
    fact: 'destinations',
    part: 'onSuccess',
    feature: 'Destinations',
  }),
  targetRule('on-failure', 'onFailure', 'Destination on failure', {
    fact: 'destinations',
    part: 'onFailure',
    feature: 'Destinations',
  }),
];
