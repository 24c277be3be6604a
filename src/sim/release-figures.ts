/** Figures of what operators do: packages, aliases, deployments, alarms, provisioned concurrency, networks. */
import type { FigureSite } from './figure-site.ts';
import { functionPath, qualifierOf } from './function-named.ts';
import { changesInOrder, presetNamed } from './release-plan.ts';
import type { StepFigure } from './step-figure.ts';

/** Figures of a step of one of these kinds; empty for all others. */
export function releaseFigures(site: FigureSite): readonly StepFigure[] {
  switch (site.kind) {
    case 'alias':
      return [site.measured('share', site.amount / 100, 'percent')];
    case 'deployment':
      return deploymentFigures(site);
    case 'alarm':
      return alarmFigures(site);
    case 'allocation':
      return allocationFigures(site);
    case 'scaling':
      return scalingFigures(site);
    case 'creation':
      return creationFigures(site);
    case 'operation':
      return operationFigures(site);
    case 'interface':
      return interfaceFigures(site);
    case 'version':
    case 'stack':
      return site.from === '' || site.stayedUs === 0 ? [] : [site.measured('took', site.stayedUs)];
    default:
      return [];
  }
}

function deploymentFigures(site: FigureSite): readonly StepFigure[] {
  const share = site.measured('share', site.amount / 100, 'percent');
  if (site.reason === 'hook: no answer')
    return [
      site.ruled('limit', {
        value: site.rules.releases.deployments?.hookLimitUs ?? 0,
        fact: 'codedeploy-hooks',
        part: 'answerWithin',
      }),
      site.measured('waited', site.stayedUs),
    ];
  const change = changesInOrder(site.scenario).find(
    (one) => one.kind === 'create-deployment' && `${one.function ?? 'function'}:${one.alias}` === site.place,
  );
  const preset =
    change?.kind === 'create-deployment' ? presetNamed(change.configuration, site.rules) : undefined;
  if (preset === undefined || site.to !== 'shifting') return [share];
  const fact = 'codedeploy-presets';
  return [
    share,
    site.ruled('increment', { value: preset.percent, fact }, 'percent'),
    ...(Number.isFinite(preset.intervalUs) && preset.intervalUs > 0
      ? [site.ruled('every', { value: preset.intervalUs, fact })]
      : []),
  ];
}

function alarmFigures(site: FigureSite): readonly StepFigure[] {
  const place = site.trace.places[site.trace.place[site.step]!]?.name;
  const alarms = Object.entries(site.settings.alarms ?? {});
  // Alarms are begun in the order in which they are listed.
  const [id, alarm] = alarms[site.trace.actor[site.step]!] ?? alarms.find(([, { of }]) => of === place) ?? [];
  if (id === undefined || alarm === undefined || site.from === '') return [];
  const at = `settings.alarms.${id}`;
  return [
    site.measured('breaching', site.amount, 'count'),
    ...site.set(
      'datapoints',
      `${at}.${alarm.datapoints === undefined ? 'evaluationPeriods' : 'datapoints'}`,
      'count',
    ),
    ...site.set('above', `${at}.above`, 'count'),
  ];
}

function allocationFigures(site: FigureSite): readonly StepFigure[] {
  const asked = site.measured('provisioned', site.amount, 'count');
  const own = site.rules.provisioned;
  if (own === null || site.from === '') return [asked];
  const at = 'settings.provisioning';
  if (site.from === 'in progress.starting') return [asked, site.measured('took', site.stayedUs)];
  if (site.to === 'in progress.allocating')
    return [
      asked,
      ...site.set('more', `${at}.rate.perPeriod`, 'count', {
        value: own.allocation.perPeriod,
        fact: 'provisioned-allocation',
        part: 'perMinute',
      }),
    ];
  return site.stayedUs > 0 && site.to === 'ready' ? [asked, site.measured('took', site.stayedUs)] : [asked];
}

function scalingFigures(site: FigureSite): readonly StepFigure[] {
  const qualifier = qualifierOf(site.place);
  const fn = functionPath(site.place);
  const named = qualifier !== null && /^\d+$/.test(qualifier) ? 'versions' : 'aliases';
  const at = `${fn}.${named}.${qualifier ?? ''}.provisioned.autoScaling`;
  const bounds = [
    ...site.set('minimum', `${at}.minimum`, 'count'),
    ...site.set('maximum', `${at}.maximum`, 'count'),
  ];
  if (site.reason.startsWith('scaling: '))
    return [
      ...(site.reason === 'scaling: bounds set' ? [] : [site.measured('provisioned', site.amount, 'count')]),
      ...site.set('target', `${at}.target`, 'percent'),
      ...(site.reason === 'scaling: scheduled' || site.reason === 'scaling: bounds set' ? [] : bounds),
    ];
  if (!site.to.startsWith('tracking.') || site.to === 'tracking.insufficient data' || site.from === 'scaling')
    return [];
  return [
    site.measured('utilization', site.amount / 100, 'percent'),
    ...site.set('target', `${at}.target`, 'percent'),
  ];
}

/** What a package may be, by the reason it is refused for: the fact, its part, and the unit of the step's amount. */
const PACKAGE_LIMITS: Readonly<
  Record<string, readonly [fact: string, part: string | undefined, unit: StepFigure['unit']]>
> = {
  'refused: too large for the console': ['package-console', undefined, 'MB'],
  'refused: too large to upload': ['package-zip', undefined, 'MB'],
  'refused: inline source too long': ['cfn-inline', undefined, 'count'],
  'refused: too large inline': ['cfn-inline', undefined, 'MB'],
  'refused: too large unzipped': ['package-unzipped', undefined, 'MB'],
  'refused: too many layers': ['layers-per-function', undefined, 'count'],
  'refused: too large with this layer': ['package-unzipped', undefined, 'MB'],
  'refused: environment variables too large': ['env-vars-size', undefined, 'bytes'],
  'refused: /tmp too small': ['tmp-size', 'default', 'MB'],
  'refused: /tmp too large': ['tmp-size', 'max', 'MB'],
  'refused: code storage full': ['code-storage', undefined, 'MB'],
  'refused: image too large': ['container-image', undefined, 'MB'],
};

/** What of the settings of a package is held against which limit. */
const PACKAGE_SIZES: Readonly<Record<string, readonly [key: string, unit: StepFigure['unit']]>> = {
  'refused: too large for the console': ['sizeMb', 'MB'],
  'refused: too large to upload': ['sizeMb', 'MB'],
  'refused: inline source too long': ['sourceCharacters', 'count'],
  'refused: too large inline': ['sizeMb', 'MB'],
  'refused: too large unzipped': ['unzippedMb', 'MB'],
  'refused: environment variables too large': ['environmentVariablesBytes', 'bytes'],
  'refused: /tmp too small': ['tmpMb', 'MB'],
  'refused: /tmp too large': ['tmpMb', 'MB'],
  'refused: image too large': ['sizeMb', 'MB'],
};

function creationFigures(site: FigureSite): readonly StepFigure[] {
  const limit = PACKAGE_LIMITS[site.reason];
  if (limit !== undefined) {
    const [fact, part, unit] = limit;
    const held = PACKAGE_SIZES[site.reason];
    const size =
      held === undefined || site.fn === null
        ? []
        : site.set('size', `${site.fn.at}.package.${held[0]}`, held[1]);
    return [
      ...size.filter(({ value }) =>
        site.reason === 'refused: /tmp too small' ? value < site.amount : value > site.amount,
      ),
      site.ruled('limit', { value: site.amount, fact, ...(part === undefined ? {} : { part }) }, unit),
    ];
  }
  if (site.from === 'unzip' || site.from === 'layers')
    return [
      site.measured('unzipped', site.amount, 'MB'),
      site.ruled(
        'limit',
        { value: site.rules.packages.unzippedBytes / 1024 / 1024, fact: 'package-unzipped' },
        'MB',
      ),
    ];
  if (site.from === 'storage')
    return [
      site.measured('stored', site.amount, 'MB'),
      site.ruled(
        'limit',
        { value: site.rules.packages.codeStorageBytes / 1024 / 1024, fact: 'code-storage' },
        'MB',
      ),
    ];
  return site.from === 'pending' ? [site.measured('took', site.stayedUs)] : [];
}

function operationFigures(site: FigureSite): readonly StepFigure[] {
  const change = changesInOrder(site.scenario)[site.trace.actor[site.step]!];
  const path = change === undefined ? '' : `changes.${change.id}`;
  switch (site.reason) {
    case 'refused: too little left unreserved':
      return [
        site.from === ''
          ? site.measured('asked', site.amount, 'count')
          : fromChange(site, 'asked', path, 'reserved'),
        site.ruled(
          'unreserved',
          { value: site.rules.unreservedMinimum ?? 0, fact: 'unreserved-minimum' },
          'count',
        ),
        ...site.set('accountLimit', 'settings.concurrencyLimit', 'count', {
          value: site.rules.accountConcurrency,
          fact: 'account-concurrency',
        }),
      ];
    case 'refused: more than reserved':
    case 'refused: less than provisioned':
      return [
        fromChange(
          site,
          'asked',
          path,
          change?.kind === 'put-provisioned-concurrency' ? 'concurrency' : 'reserved',
        ),
        ...(site.fn === null ? [] : site.set('reserved', `${site.fn.at}.reservedConcurrency`, 'count')),
      ];
    default:
      return [];
  }
}

function fromChange(site: FigureSite, name: string, path: string, key: string): StepFigure {
  return { name, value: site.amount, unit: 'count', source: { kind: 'setting', path: `${path}.${key}` } };
}

function interfaceFigures(site: FigureSite): readonly StepFigure[] {
  if (site.from === '') return [];
  if (site.from === 'creating' && site.to !== 'creating') return [site.measured('took', site.stayedUs)];
  if (site.to === 'deleted') return [site.measured('idle', site.stayedUs)];
  return [site.measured('carries', site.amount, 'count')];
}
