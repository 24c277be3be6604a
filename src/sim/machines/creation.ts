/**
 * A function on the way to being created, or to other code: what is sent is checked, one thing after the
 * other. What is refused changes nothing: there is no function, or the old code goes on.
 * Amount of a step: MB unzipped so far, from `layers` on with the layers merged; where code is stored, MB of
 * the account with it; of a refusal the most (or least) that it could be, in the unit of what is refused: MB, layers,
 * bytes of environment variables, characters of inline source.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Lambda quotas", "Lambda function states", "Managing
 * Lambda dependencies with layers"; AWS Lambda API Reference, CreateFunction, UpdateFunctionCode (413
 * RequestEntityTooLargeException; 400 InvalidParameterValueException, CodeStorageExceededException). An image
 * is looked at while the function is pending: one that is too large makes it fail (issue 59 of
 * aws-samples/aws-genai-llm-chatbot: InvalidImage, SizeLimitExceeded). Before there were states
 * (2019-11-25), a function was there or was not.
 */
import { assign, setup } from 'xstate';
import { wholeMb } from '../package-plan.ts';
import type { Draft } from '../package-plan.ts';
import type { PackageRules } from '../rules/package-rules.ts';
import type { Reason } from '../vocabulary.ts';

export interface CreationContext {
  readonly limits: PackageRules;
  readonly draft: Draft;
  /** Its role was passed to Lambda, which may assume it and make of it what the function needs. */
  readonly hasRole: boolean;
  /** What the account stores besides, and what this would take. */
  readonly storedBytes: number;
  readonly storesBytes: number;
  /** The package unzipped, with the layers merged so far. */
  unzippedBytes: number;
  merged: number;
  amount: number;
}

export interface CreationEvent {
  type: 'check';
}

type Scope = { context: CreationContext };

/** Unzipped with one more layer. */
const withNext = ({ context: { unzippedBytes, draft, merged } }: Scope) =>
  unzippedBytes + draft.layerBytes[merged]!;

const refuse = (reason: Reason, most: (limits: PackageRules) => number, target = 'refused') =>
  ({
    target,
    actions: [
      assign<CreationContext, CreationEvent, undefined, CreationEvent, never>({
        amount: ({ context }) => most(context.limits),
      }),
      { type: 'note', params: { reason } },
      'turnDown',
    ],
  }) as const;

const merge = assign<CreationContext, CreationEvent, undefined, CreationEvent, never>({
  amount: (scope) => wholeMb(withNext(scope)),
  unzippedBytes: withNext,
  merged: ({ context }) => context.merged + 1,
});
const unzip = assign<CreationContext, CreationEvent, undefined, CreationEvent, never>({
  amount: ({ context }) => wholeMb(context.draft.unzippedBytes),
  unzippedBytes: ({ context }) => context.draft.unzippedBytes,
});
const store = assign<CreationContext, CreationEvent, undefined, CreationEvent, never>({
  amount: ({ context }) => wholeMb(context.storedBytes + context.storesBytes),
});

export const creationMachine = setup({
  types: {
    context: {} as CreationContext,
    events: {} as CreationEvent,
    input: {} as CreationContext,
  },
  delays: { activation: ({ context }) => context.draft.activationUs },
  guards: {
    hasNoRole: ({ context }) => !context.hasRole,
    isImage: ({ context: { draft } }) => draft.by === 'registry',
    isTooLargeForConsole: ({ context: { draft, limits } }) =>
      draft.by === 'console' && draft.bytes > limits.consoleBytes,
    isTooLargeForRequest: ({ context: { draft, limits } }) =>
      draft.by === 'upload' && draft.bytes > limits.zipBytes,
    isSourceTooLong: ({ context: { draft, limits } }) =>
      draft.by === 'inline' &&
      limits.inline.unit === 'characters' &&
      draft.sourceCharacters > limits.inline.most,
    isInlineTooLarge: ({ context: { draft, limits } }) =>
      draft.by === 'inline' && limits.inline.unit === 'bytes' && draft.bytes > limits.inline.most,
    isTooLargeUnzipped: ({ context: { draft, limits } }) => draft.unzippedBytes > limits.unzippedBytes,
    hasTooManyLayers: ({ context: { draft, limits } }) => draft.layerBytes.length > limits.layersMax!,
    hasLayers: ({ context: { draft } }) => draft.layerBytes.length > 0,
    breaksWithNext: (scope) => withNext(scope) > scope.context.limits.unzippedBytes,
    hasMoreLayers: ({ context: { draft, merged } }) => draft.layerBytes.length > merged + 1,
    hasTooManyVariables: ({ context: { draft, limits } }) =>
      limits.envVarsBytes !== null && draft.environmentVariablesBytes > limits.envVarsBytes,
    wantsTooLittleTmp: ({ context: { draft, limits } }) =>
      draft.tmpMb !== null && draft.tmpMb < limits.tmp.defaultMb,
    wantsTooMuchTmp: ({ context: { draft, limits } }) =>
      draft.tmpMb !== null && draft.tmpMb > limits.tmp.maxMb,
    isStorageFull: ({ context }) =>
      context.storedBytes + context.storesBytes > context.limits.codeStorageBytes,
    hasNoStates: ({ context }) => context.limits.functionStates === null,
    isImageTooLarge: ({ context: { draft, limits } }) =>
      draft.by === 'registry' && draft.bytes > limits.imageBytes!,
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    makePending: () => {},
    makeActive: () => {},
    turnDown: () => {},
  },
}).createMachine({
  id: 'creation',
  context: ({ input }) => input,
  initial: 'upload',
  states: {
    upload: {
      on: {
        check: [
          { guard: 'hasNoRole', ...refuse('refused: role', () => 0) },
          {
            guard: 'isTooLargeForConsole',
            ...refuse('refused: too large for the console', ({ consoleBytes }) => wholeMb(consoleBytes)),
          },
          {
            guard: 'isTooLargeForRequest',
            ...refuse('refused: too large to upload', ({ zipBytes }) => wholeMb(zipBytes)),
          },
          {
            guard: 'isSourceTooLong',
            ...refuse('refused: inline source too long', ({ inline }) => inline.most),
          },
          {
            guard: 'isInlineTooLarge',
            ...refuse('refused: too large inline', ({ inline }) => wholeMb(inline.most)),
          },
          { guard: 'isImage', target: 'configuration' },
          { target: 'unzip' },
        ],
      },
    },
    unzip: {
      on: {
        check: [
          {
            guard: 'isTooLargeUnzipped',
            ...refuse('refused: too large unzipped', ({ unzippedBytes }) => wholeMb(unzippedBytes)),
          },
          {
            guard: 'hasTooManyLayers',
            ...refuse('refused: too many layers', ({ layersMax }) => layersMax!),
          },
          { guard: 'hasLayers', target: 'layers', actions: unzip },
          { target: 'configuration', actions: unzip },
        ],
      },
    },
    layers: {
      on: {
        check: [
          {
            guard: 'breaksWithNext',
            ...refuse('refused: too large with this layer', ({ unzippedBytes }) => wholeMb(unzippedBytes)),
          },
          { guard: 'hasMoreLayers', target: 'layers', actions: merge },
          { target: 'configuration', actions: merge },
        ],
      },
    },
    configuration: {
      on: {
        check: [
          {
            guard: 'hasTooManyVariables',
            ...refuse('refused: environment variables too large', ({ envVarsBytes }) => envVarsBytes!),
          },
          { guard: 'wantsTooLittleTmp', ...refuse('refused: /tmp too small', ({ tmp }) => tmp.defaultMb) },
          { guard: 'wantsTooMuchTmp', ...refuse('refused: /tmp too large', ({ tmp }) => tmp.maxMb) },
          { target: 'storage' },
        ],
      },
    },
    storage: {
      on: {
        check: [
          {
            guard: 'isStorageFull',
            ...refuse('refused: code storage full', ({ codeStorageBytes }) => wholeMb(codeStorageBytes)),
          },
          { guard: 'hasNoStates', target: 'active', actions: [store, 'makeActive'] },
          { target: 'pending', actions: [store, 'makePending'] },
        ],
      },
    },
    pending: {
      after: {
        activation: [
          {
            guard: 'isImageTooLarge',
            ...refuse('refused: image too large', ({ imageBytes }) => wholeMb(imageBytes!), 'failed'),
          },
          { target: 'active', actions: 'makeActive' },
        ],
      },
    },
    active: { type: 'final' },
    refused: { type: 'final' },
    failed: { type: 'final' },
  },
});
