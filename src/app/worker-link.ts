/**
 * The page's hold on a worker that runs scenarios: makes it with the first question, hears it on the last question
 * alone, and lets go of one that has died, so that the next question goes to another.
 */
import type { FromWorker, ToWorker } from './run-messages.ts';

/** The part of `Worker` that is used; tests hand in their own. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromWorker }) => void): void;
  addEventListener(
    type: 'error' | 'messageerror',
    listener: (event: { readonly message?: string }) => void,
  ): void;
}

/** What a worker says of the last question while it lives. */
export type Answer = Exclude<FromWorker, { kind: 'failed' }>;

/** A message without its number. */
type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;
type Question = Unnumbered<Exclude<ToWorker, { kind: 'cancel' }>>;

export interface WorkerLink {
  /** Asks; nothing more is heard of what was asked before. */
  readonly ask: (question: Question) => void;
  /** Gives up what was asked; nothing more is heard of it. */
  readonly cancel: () => void;
  /** Ends the worker; a later question starts another. */
  readonly end: () => void;
}

/** Starts a worker that runs scenarios. */
export function spawn(): WorkerLike {
  return new Worker(new URL('./run.worker.ts', import.meta.url), { type: 'module' });
}

/**
 * Links to a worker that `makeWorker` makes. `crash` is told what it said when it died, when a message could not be
 * read, or when none could be made.
 */
export function linkWorker(
  makeWorker: () => WorkerLike,
  hear: (answer: Answer) => void,
  crash: (message: string) => void,
): WorkerLink {
  let worker: WorkerLike | null = null;
  let id = 0;

  function end(): void {
    worker?.terminate();
    worker = null;
  }

  function die(message: string): void {
    end();
    crash(message);
  }

  function living(): WorkerLike {
    if (worker) return worker;
    const made = makeWorker();
    made.addEventListener('message', ({ data }) => {
      if (made !== worker || data.id !== id) return;
      if (data.kind === 'failed') die(data.message);
      else hear(data);
    });
    made.addEventListener('error', ({ message }) => {
      if (made === worker) die(message ?? '');
    });
    made.addEventListener('messageerror', () => {
      if (made === worker) die('a message could not be read');
    });
    worker = made;
    return made;
  }

  return {
    ask(question) {
      id += 1;
      try {
        living().postMessage({ ...question, id });
      } catch (error) {
        die(error instanceof Error ? error.message : String(error));
      }
    },
    cancel() {
      worker?.postMessage({ kind: 'cancel', id });
      id += 1;
    },
    end,
  };
}
