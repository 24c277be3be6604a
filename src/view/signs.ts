/**
 * The signs of the pictures: every posture a thing can be drawn in, by the name that the legend, its filter and an
 * address know it by. A mark that stands for a thing is of exactly one of them.
 */

interface SignWords {
  /** What the legend says beside it. */
  readonly word: string;
  /** The same in a sentence, for who asks. */
  readonly title: string;
}

/** In the order in which units pass: who sends, what moves, who reads, what runs, what comes of it, what lies behind. */
export const SIGNS = {
  caller: { word: 'caller', title: 'A caller that waits: its face fills towards its limit.' },
  'tries-again': {
    word: 'tries again',
    title: 'A caller between two tries: dashed, its face fills until the next one.',
  },
  request: { word: 'request', title: 'A solid circle moves: an invocation on its way to an environment.' },
  waiting: { word: 'waiting', title: 'A hollow circle waits: for an environment, a connection, its turn.' },
  event: {
    word: 'event',
    title: 'A ring with a core: an asynchronous event. Nobody waits for it; blue while it runs.',
  },
  duplicate: {
    word: 'delivered twice',
    title: 'A second rim: the same event, notification or message came once more.',
  },
  retry: {
    word: 'retry',
    title: 'It has failed and is tried again: its face fills until the next attempt.',
  },
  message: { word: 'message', title: 'A pill: a message that any poller can receive.' },
  'in-flight': {
    word: 'in flight',
    title: 'A dashed pill: received and hidden from others; the pie is the visibility timeout.',
  },
  'received-again': {
    word: 'received again',
    title: 'A red rim and a number: it has come back, and how often it was received.',
  },
  record: {
    word: 'record',
    title: 'A square with its partition key, in the order of its shard.',
  },
  'in-batch': { word: 'in a batch', title: 'A blue square over a bracket: a record of the batch under way.' },
  batch: { word: 'batch', title: 'A pill with its units: a batch on its way to an environment.' },
  bisected: {
    word: 'split batch',
    title: 'Two brackets: the half that is tried now, and, dashed, the half that waits its turn.',
  },
  'bad-record': {
    word: 'bad record',
    title: 'A square on its tip; red with a cross once its batch has failed.',
  },
  read: { word: 'read', title: 'A faint square: a record that every reader has left behind.' },
  blocked: {
    word: 'blocked',
    title: 'Red rails: nothing behind the first passes until it succeeds or is given up.',
  },
  fuse: {
    word: 'age limit',
    title: 'A fuse burns from the reader towards the age at which units are given up.',
  },
  polling: { word: 'polling', title: 'A disc with a clock’s hand: a reader or poller looks for work.' },
  invoking: {
    word: 'invoking',
    title: 'A solid disc with an arrow: a reader or poller invokes.',
  },
  'backing-off': {
    word: 'backing off',
    title: 'A dashed ring whose pie fills: a reader or poller waits before it tries its batch again.',
  },
  init: { word: 'init', title: 'A jar whose hatch rises: an environment starts.' },
  restore: {
    word: 'restore',
    title: 'Crossed hatch rises: an environment starts from a snapshot.',
  },
  invoke: { word: 'invoke', title: 'A solid jar: an environment serves one request.' },
  frozen: { word: 'frozen', title: 'A dotted jar, λ in outline: an environment is idle and kept.' },
  'kept-ready': {
    word: 'kept ready',
    title: 'A double ground line: provisioned, kept ready whatever happens.',
  },
  retired: { word: 'shut down', title: 'A dashed, empty jar: an environment is shut down.' },
  crashed: {
    word: 'reset',
    title: 'A jar whose λ has fallen: an environment timed out or died, and starts over.',
  },
  'free-place': {
    word: 'free place',
    title: 'A dashed jar on a bench: nothing runs in that place of the limit.',
  },
  succeeded: { word: 'succeeded', title: 'A tick: it succeeded.' },
  failed: { word: 'failed', title: 'A cross, a block below its line: it failed.' },
  throttled: {
    word: 'throttled, 429',
    title: 'A disc with two bars: turned away because too many run at once.',
  },
  denied: { word: 'not taken', title: 'A pill with a status: Lambda or IAM refused it, and nothing ran.' },
  dropped: {
    word: 'dropped',
    title: 'Struck through: it ended without having succeeded, and nothing keeps it.',
  },
  'dead-letter': {
    word: 'dead letter, destination',
    title: 'A solid square in a tray: the record of an end, sent to where you asked for it.',
  },
  call: {
    word: 'call',
    title: 'A blue disc at a resource: a call that a function waits for.',
  },
  'cached-object': {
    word: 'cached',
    title: 'A square as full as it is fresh: an object the cache holds.',
  },
  said: {
    word: 'expected, happened',
    title: 'Dashed is what was said, solid is what happened.',
  },
  change: {
    word: 'change',
    title: 'A triangle on the time axis: an operator changed something.',
  },
  interface: { word: 'network interface', title: 'A plug: an address of a subnet that is taken.' },
} as const satisfies Readonly<Record<string, SignWords>>;

/** The name of a sign, as addresses have it. */
export type Sign = keyof typeof SIGNS;

/** All of them, in the legend's order. */
export const ALL_SIGNS = Object.keys(SIGNS) as readonly Sign[];
