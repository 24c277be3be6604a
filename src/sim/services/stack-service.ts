/**
 * CloudFormation and the buckets that its templates take code from: what lies under each key, what each
 * stack's template says, and the update of the function that follows when it says something else.
 */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { stackMachine } from '../machines/stack.ts';
import type { StackContext, StackEvent } from '../machines/stack.ts';
import type { Refusal } from '../machines/operation.ts';
import { usFromMs } from '../microseconds.ts';
import type { Plan } from '../plan.ts';
import { revisionNamed } from '../revision.ts';
import type { CodeProperty } from '../rules/package-rules.ts';
import type { TemplateCode } from '../settings/package-settings.ts';
import { NONE } from '../trace.ts';
import { REASONS } from '../vocabulary.ts';
import { effectNumber } from '../effects.ts';
import { isCreatedIn } from './creation-service.ts';
import type { CreationService, Creator } from './creation-service.ts';
import type { OperationService } from './operation-service.ts';

const UPDATE = eventCode('update');
const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');
const DEPLOY = effectNumber('deploy');

/** What lies under a key: each version of it, and the one that is the latest. Code is the name of a revision; null: the function's own. */
interface StoredObject {
  latest: string | null;
  readonly versions: Map<string, string | null>;
}

/** A stack, by the number of its function. */
interface Stack {
  readonly slot: number;
  /** What its function was last brought from, and what it is being brought from. */
  code: TemplateCode;
  asked: TemplateCode;
}

export class StackService implements Creator {
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #creations: CreationService;
  readonly #cast: Cast<StackContext, StackEvent>;
  readonly #stacks: (Stack | undefined)[] = [];
  readonly #objects = new Map<string, StoredObject>();

  constructor(plan: Plan, engine: Engine, creations: CreationService, operations: OperationService | null) {
    this.#plan = plan;
    this.#engine = engine;
    this.#creations = creations;
    this.#cast = engine.cast('stack', stackMachine, (slot, timer) => {
      this.#cast.fire(slot, timer, NONE, -1, 0);
    });
    operations?.handle('put-object', (object) => {
      this.#put(object, revisionNamed(object.revision));
      return null;
    });
    operations?.handle('update-stack', ({ code }, { step, kind, number, place }) =>
      this.#update(place, code, step, kind, number),
    );
  }

  /** The stacks create their functions. */
  start(): void {
    this.#plan.functions.forEach(({ of, settings }, fn) => {
      if (of !== fn || settings.stack === undefined) return;
      const { code, cleanUpMs } = settings.stack;
      if ('key' in code) this.#put(code, null);
      const wasThere = !isCreatedIn(this.#plan, fn);
      const context = { wasThere, cleanUpUs: usFromMs(cleanUpMs ?? 0) };
      const slot = this.#cast.begin(context, fn, -1, NONE, -1, 0);
      this.#stacks[fn] = { slot, code, asked: code };
      if (this.#cast.taken!.effects[0] === DEPLOY) this.#deploy(fn);
    });
  }

  created(fn: number, cause: number): void {
    const stack = this.#stacks[fn]!;
    stack.code = stack.asked;
    this.#cast.deliver(stack.slot, SUCCEED, { type: 'succeed' }, cause, NONE, -1, 0);
  }

  refused(fn: number, cause: number): void {
    this.#cast.deliver(this.#stacks[fn]!.slot, FAIL, { type: 'fail', isMissing: false }, cause, NONE, -1, 0);
  }

  #put({ bucket, key, objectVersion }: PutObject, revision: string | null): void {
    const at = `${bucket}/${key}`;
    const stored = this.#objects.get(at) ?? { latest: null, versions: new Map<string, string | null>() };
    // A bucket without versions has one object under a key, without a number.
    const version = objectVersion ?? 'null';
    stored.latest = version;
    stored.versions.set(version, revision);
    this.#objects.set(at, stored);
  }

  #update(fn: number, code: TemplateCode, cause: number, otherKind: number, other: number): Refusal | null {
    const stack = this.#stacks[fn]!;
    const { codeChange } = this.#plan.rules.packages;
    const unchanged = isSame(stack.code, code, codeChange);
    const cast = this.#cast;
    const message: StackEvent = { type: 'update', unchanged };
    const taken = cast.deliver(stack.slot, UPDATE, message, cause, otherKind, other, 0)!;
    if (taken.effects[0] !== DEPLOY) return REASONS[this.#engine.recorder.reason[cast.step]!]! as Refusal;
    stack.asked = code;
    this.#deploy(fn);
    return null;
  }

  /** Brings the function what the template asks for. */
  #deploy(fn: number): void {
    const { slot, asked } = this.#stacks[fn]!;
    const cast = this.#cast;
    const { step } = cast;
    const found = this.#find(asked);
    if (found === undefined) {
      cast.deliver(slot, FAIL, { type: 'fail', isMissing: true }, step, NONE, -1, 0);
      return;
    }
    const sentBy = 'key' in asked ? 's3' : 'inline';
    this.#creations.hand(
      { fn, revision: found, sentBy, creator: this },
      step,
      cast.kind,
      cast.numberOf(slot),
    );
  }

  /** The code that a template asks for; undefined: there is nothing of the kind. */
  #find(code: TemplateCode): string | null | undefined {
    if ('zipFile' in code) return revisionNamed(code.zipFile);
    const stored = this.#objects.get(`${code.bucket}/${code.key}`);
    return stored?.versions.get(code.objectVersion ?? stored.latest!);
  }
}

type PutObject = {
  readonly bucket: string;
  readonly key: string;
  readonly objectVersion?: string | undefined;
};

/** Properties of a template by CloudFormation's names. */
const PROPERTY: Readonly<Record<CodeProperty, keyof PutObject>> = {
  S3Bucket: 'bucket',
  S3Key: 'key',
  S3ObjectVersion: 'objectVersion',
};

/** Whether two templates say the same of their code; what lies in S3 is not looked at. */
function isSame(one: TemplateCode, other: TemplateCode, properties: readonly CodeProperty[]): boolean {
  if ('zipFile' in one || 'zipFile' in other)
    return 'zipFile' in one && 'zipFile' in other && one.zipFile === other.zipFile;
  return properties.every((name) => one[PROPERTY[name]] === other[PROPERTY[name]]);
}
