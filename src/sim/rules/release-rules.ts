/** Versions, aliases, and how traffic is moved from one version to the next. */
import { RulesError, shown, type FactReader } from './fact-reader.ts';

export type DeploymentKind = 'all-at-once' | 'canary' | 'linear';

/** A ready-made deployment of CodeDeploy; its full name begins with `CodeDeployDefault.`. */
export interface DeploymentPreset {
  readonly name: string;
  readonly kind: DeploymentKind;
  /** Traffic the new version gets in the first step and, if linear, in each one after it, %. 100: all at once. */
  readonly percent: number;
  /** Between two steps, µs; a canary takes the rest in its second one. 0: all at once. */
  readonly intervalUs: number;
}

/** Functions that are asked before the first step and after the last one. */
export const DEPLOYMENT_HOOKS = ['BeforeAllowTraffic', 'AfterAllowTraffic'] as const;
export type DeploymentHook = (typeof DEPLOYMENT_HOOKS)[number];

export interface DeploymentRules {
  readonly presets: readonly DeploymentPreset[];
  readonly hooks: readonly DeploymentHook[];
  /** Without an answer of a hook for so long the deployment has failed, µs. */
  readonly hookLimitUs: number;
  /** Longest way from the first step to the last, µs. */
  readonly shiftLimitUs: number;
}

/** Aliases that split their traffic (fact alias-routing). */
export interface WeightedAliasRules {
  /** Versions one alias can point to. */
  readonly versions: number;
  readonly latestAllowed: boolean;
  readonly sameRole: boolean;
  readonly sameDeadLetterQueue: boolean;
}

export interface ReleaseRules {
  /** Whether versions can be published, and aliases made (facts versions, aliases). */
  readonly versions: boolean;
  readonly aliases: boolean;
  /** Null: an alias points to one version only. */
  readonly weightedAliases: WeightedAliasRules | null;
  /** Gradual deployments by CodeDeploy (facts codedeploy-presets, codedeploy-hooks); null: not yet. */
  readonly deployments: DeploymentRules | null;
}

const PRESETS = 'codedeploy-presets';
const HOOKS = 'codedeploy-hooks';

export function resolveReleaseRules(facts: FactReader): ReleaseRules {
  return {
    versions: facts.exists('versions'),
    aliases: facts.exists('aliases'),
    weightedAliases: facts.exists('alias-routing')
      ? {
          versions: facts.figure('alias-routing', 'versions'),
          latestAllowed: facts.flag('alias-routing', 'latest'),
          sameRole: facts.flag('alias-routing', 'sameRole'),
          sameDeadLetterQueue: facts.flag('alias-routing', 'sameDeadLetterQueue'),
        }
      : null,
    deployments: facts.exists(PRESETS)
      ? {
          presets: facts.words(PRESETS).map(preset),
          hooks: facts.wordsOf(DEPLOYMENT_HOOKS, HOOKS, 'hooks'),
          hookLimitUs: facts.secondsUs(HOOKS, 'answerWithin'),
          shiftLimitUs: facts.secondsUs(HOOKS, 'shiftWithin') * 3600,
        }
      : null,
  };
}

/** What AWS's name of a deployment says: `LambdaCanary10Percent5Minutes`. */
function preset(name: string): DeploymentPreset {
  if (name === 'LambdaAllAtOnce') return { name, kind: 'all-at-once', percent: 100, intervalUs: 0 };
  const [, kind, percent, minutes] =
    /^Lambda(Canary|Linear)(\d+)Percent(?:Every)?(\d+)Minutes?$/.exec(name) ?? [];
  if (kind === undefined)
    throw new RulesError(PRESETS, `found ${shown(name)}; expected a name such as LambdaAllAtOnce`);
  return {
    name,
    kind: kind === 'Canary' ? 'canary' : 'linear',
    percent: Number(percent),
    intervalUs: Number(minutes) * 60_000_000,
  };
}
