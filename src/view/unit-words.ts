/** What the stretches of a life are called: on a bar, and in the sentence that says where the time went. */
import { isInit } from '../sim/phase.ts';

interface Said {
  /** On the bar; `{n}`: the number of the try. */
  readonly bar: string;
  /** After a length of time: `2 s it waits in the queue`. */
  readonly sentence: string;
}

const said = (bar: string, sentence: string): Said => ({ bar, sentence });

const SAID: Readonly<Record<string, Readonly<Record<string, Said>>>> = {
  event: {
    queued: said('in the queue', 'it stands in the event queue'),
    trying: said('attempt {n}', 'an attempt is under way'),
    waiting: said('waits for attempt {n}', 'it waits for attempt {n}'),
    'backing off': said('back in the queue', 'it is back in the queue before attempt {n}'),
  },
  caller: {
    calling: said('try {n}', 'its caller waits for the answer'),
    waiting: said('waits before try {n}', 'its caller waits before try {n}'),
  },
  viewer: {
    'viewer request': said('viewer request', 'the viewer request is looked at'),
    'origin request': said('origin request', 'the origin request is looked at'),
    origin: said('origin', 'the origin works'),
    'origin response': said('origin response', 'the origin response is looked at'),
    'viewer response': said('viewer response', 'the viewer response is looked at'),
  },
  notification: {
    sending: said('attempt {n}', 'it is being handed over'),
    waiting: said('waits for attempt {n}', 'it waits for attempt {n}'),
  },
  record: {
    waiting: said('waits in the stream', 'it waits in the stream'),
    'in batch': said('in a batch', 'it stands in a batch'),
  },
  message: {
    visible: said('waits in the queue', 'it waits in the queue'),
    'in flight': said(
      'receive {n}, hidden',
      'it is hidden and nobody works on it: the visibility timeout runs',
    ),
  },
  reader: {
    'gathering.open': said('gathers a batch', 'its reader gathers a batch'),
    'gathering.enough': said('gathers a batch', 'its reader gathers a batch'),
    invoking: said('attempt {n}', 'its reader waits for the answer'),
    behind: said('another part of the batch', 'another part of its batch goes first'),
    'backing off': said('waits for attempt {n}', 'its batch waits for attempt {n}'),
    throttled: said('waits for a place', 'its batch waits for a place'),
    waiting: said('waits', 'its reader waits'),
  },
  poller: {
    receiving: said('receives', 'its poller receives'),
    gathering: said('gathers a batch', 'its poller gathers a batch'),
    lingering: said('poll still open', 'its poller waits for an open poll'),
    invoking: said('invokes', 'its poller waits for the answer'),
    throttled: said('waits for a place', 'its batch waits for a place'),
  },
  request: {
    waiting: said('waits for its environment', 'it waits for its environment'),
    running: said('runs', 'it runs'),
  },
  environment: {
    create: said('gets place and code', 'an environment is made'),
    init: said('Init', 'an environment initialises'),
    'init.extensions': said('Init: extensions', 'an environment initialises'),
    'init.runtime': said('Init: runtime', 'an environment initialises'),
    'init.function': said('Init: your code', 'an environment initialises'),
    restore: said('Restore', 'an environment is restored from its snapshot'),
    'invoke.init': said('Init again', 'an environment initialises again'),
    'invoke.handler': said('handler', 'the handler runs'),
    'invoke.calling': said('waits for its call', 'the handler waits for a call'),
    'invoke.leftover': said('event loop', 'the answer waits for the event loop'),
  },
  call: {
    connecting: said('connects', 'a call waits for its connection'),
    waiting: said('waits for its turn', 'a call waits for its turn'),
    working: said('works', 'what it calls works'),
    invoking: said('waits for the function', 'a call waits for its function'),
    hanging: said('no answer', 'a call hangs: nothing leads there'),
  },
};

const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

/** What a bar is called: `waits for attempt 2`. */
export function barText(kind: string, state: string, attempt: number): string {
  return (SAID[kind]?.[state]?.bar ?? state).replace('{n}', String(Math.max(1, attempt)));
}

/** What went on for so long: `it waits for its second attempt`. Of many tries the number is left out. */
export function spentText(kind: string, state: string, attempt: number): string {
  const { sentence } = SAID[kind]?.[isInit(state) ? 'init' : state] ?? said('', `${kind}: ${state}`);
  if (!sentence.includes('{n}')) return sentence;
  return attempt === 0
    ? sentence.replace(/(attempt|try) \{n\}/, 'its next $1')
    : sentence.replace(
        /(attempt|try) \{n\}/,
        (_, noun: string) => `its ${ORDINALS[attempt] ?? `${attempt}th`} ${noun}`,
      );
}

/** The kinds of stretches by what they look like. */
export type BarLook = 'wait' | 'retry' | 'work' | 'held' | 'init' | 'restore' | 'invoke';

const WORKS: Readonly<Record<string, readonly string[]>> = {
  event: ['trying'],
  caller: ['calling'],
  notification: ['sending'],
  reader: ['invoking'],
  poller: ['invoking'],
  request: ['running'],
  viewer: ['viewer request', 'origin request', 'origin response', 'viewer response'],
};

const RETRIES: Readonly<Record<string, readonly string[]>> = {
  event: ['waiting', 'backing off'],
  caller: ['waiting'],
  notification: ['waiting'],
  reader: ['backing off', 'throttled'],
  poller: ['throttled'],
};

/** How a stretch is drawn: hollow while something waits, dotted before the next try, solid where a function works. */
export function barLook(kind: string, state: string): BarLook {
  if (kind === 'environment') {
    if (state === 'restore') return 'restore';
    return state === 'create' || isInit(state) || state === 'invoke.init' ? 'init' : 'invoke';
  }
  if (RETRIES[kind]?.includes(state) === true) return 'retry';
  if (WORKS[kind]?.includes(state) === true) return 'work';
  if (kind === 'call' || state === 'origin')
    return state === 'waiting' || state === 'connecting' ? 'wait' : 'held';
  return state === 'in batch' || state === 'in flight' ? 'held' : 'wait';
}
