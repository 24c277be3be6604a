/** For tests: a worker whose answers the test gives. */
import type { FromWorker, ToWorker } from '../run-messages.ts';
import type { WorkerLike } from '../worker-link.ts';

export class HandWorker implements WorkerLike {
  heard: ToWorker[] = [];
  terminated = false;
  #listeners = new Map<string, ((event: never) => void)[]>();

  postMessage(message: ToWorker): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }
  say(data: FromWorker): void {
    for (const listener of this.#listeners.get('message') ?? [])
      (listener as (event: { data: FromWorker }) => void)({ data });
  }
  die(message: string): void {
    for (const listener of this.#listeners.get('error') ?? [])
      (listener as (event: { message: string }) => void)({ message });
  }
}

/** Makes workers and keeps them, for a client that is handed `make`. */
export function handWorkers(): { readonly workers: HandWorker[]; readonly make: () => HandWorker } {
  const workers: HandWorker[] = [];
  return {
    workers,
    make() {
      const worker = new HandWorker();
      workers.push(worker);
      return worker;
    },
  };
}
