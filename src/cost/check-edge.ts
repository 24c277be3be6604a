/** Rules about a function that CloudFront calls at its edge. */
import {
  leftOut,
  noFact,
  notGiven,
  notYet,
  ok,
  refused,
  suggest,
  within,
  type Nearest,
  type Reading,
  type Rule,
} from './check-rule.ts';
import { optionLabel, type Configuration, type EdgeEvent } from './check-fields.ts';

/** The kind of event, if the function is called at the edge and that could be at the date. */
function edgeThere({ edge }: Configuration, read: Reading): EdgeEvent | null {
  return edge === undefined || read.at.introducedOn('edge-events') !== undefined ? null : edge;
}

const there: Rule = {
  id: 'edge',
  group: 'edge',
  title: 'Lambda@Edge',
  inputs: ['edge'],
  check({ edge }, read) {
    if (edge === undefined) return null;
    const absent = notYet(read, 'edge-events', 'Lambda@Edge', leftOut('edge', 'Leave the edge out'));
    if (absent) return absent;
    return ok(`A function can be called by ${optionLabel('edge', edge)}.`);
  },
};

/** A size or a time that is smaller at the edge, by kind of event. */
function edgeMost(id: string, title: string, field: 'memoryMb' | 'timeoutS' | 'zipMb', fact: string): Rule {
  return {
    id,
    group: 'edge',
    title,
    inputs: [field, 'edge'],
    check(configuration, read) {
      const edge = edgeThere(configuration, read);
      if (edge === null) return null;
      const given = configuration[field];
      const max = read.number(fact, edge);
      if (given === undefined) return notGiven('Not given.');
      if (max !== undefined)
        return within(field, given, { max, because: ` with ${optionLabel('edge', edge)}` });
      if (fact === 'edge-memory') {
        return within(field, given, { max: read.number('memory-max'), because: ', as everywhere' });
      }
      return noFact('what holds at the edge');
    },
  };
}

interface Restriction {
  /** How the fact names it. */
  readonly phrase: string;
  readonly id: string;
  readonly clash: (configuration: Configuration, read: Reading) => Nearest | null;
}

const RESTRICTIONS: readonly Restriction[] = [
  { phrase: 'a VPC', id: 'edge-vpc', clash: ({ vpc }) => (vpc === true ? suggest('vpc', false) : null) },
  {
    phrase: 'a dead-letter queue',
    id: 'edge-dead-letter',
    clash: ({ deadLetter }) => (deadLetter === undefined ? null : leftOut('deadLetter')),
  },
  {
    phrase: 'environment variables',
    id: 'edge-variables',
    clash: ({ envNames, envBytes }) => {
      if ((envNames?.length ?? 0) > 0) return leftOut('envNames');
      return (envBytes ?? 0) > 0 ? suggest('envBytes', 0) : null;
    },
  },
  {
    phrase: 'layers',
    id: 'edge-layers',
    clash: ({ layers }) => ((layers ?? 0) > 0 ? suggest('layers', 0) : null),
  },
  { phrase: 'X-Ray', id: 'edge-xray', clash: ({ xray }) => (xray === true ? suggest('xray', false) : null) },
  {
    phrase: 'provisioned concurrency',
    id: 'edge-provisioned',
    clash: ({ provisioned }) => (provisioned === undefined ? null : leftOut('provisioned')),
  },
  {
    phrase: 'container images',
    id: 'edge-image',
    clash: ({ package: kind }) => (kind === 'image' ? suggest('package', 'zip') : null),
  },
  {
    phrase: 'arm64',
    id: 'edge-architecture',
    clash: ({ architecture }) => (architecture === 'arm64' ? suggest('architecture', 'x86_64') : null),
  },
  {
    phrase: 'a Region other than us-east-1',
    id: 'edge-region',
    clash: ({ region }) =>
      region === undefined || region === 'us-east-1' ? null : suggest('region', 'us-east-1'),
  },
];

function restrictionRule({ phrase, id, clash }: Restriction): Rule {
  return {
    id,
    group: 'edge',
    title: `At the edge: ${phrase}`,
    inputs: ['edge'],
    check(configuration, read) {
      if (edgeThere(configuration, read) === null) return null;
      if (!read.words('edge-restrictions').includes(phrase)) return null;
      const nearest = clash(configuration, read);
      return nearest && refused(`A function at the edge cannot have ${phrase}.`, nearest);
    },
  };
}

const edgeTmp: Rule = {
  id: 'edge-tmp',
  group: 'edge',
  title: 'At the edge: /tmp',
  inputs: ['tmpMb', 'edge'],
  check(configuration, read) {
    if (edgeThere(configuration, read) === null || configuration.tmpMb === undefined) return null;
    const most = read.number('tmp-size', 'default');
    if (most === undefined || !read.words('edge-restrictions').some((one) => one.includes('/tmp')))
      return null;
    return within('tmpMb', configuration.tmpMb, { max: most, because: ' at the edge' });
  },
};

export const EDGE_RULES: readonly Rule[] = [
  there,
  edgeMost('edge-memory', 'Memory at the edge', 'memoryMb', 'edge-memory'),
  edgeMost('edge-timeout', 'Timeout at the edge', 'timeoutS', 'edge-timeout'),
  edgeMost('edge-package', 'Package at the edge', 'zipMb', 'edge-package'),
  edgeTmp,
  ...RESTRICTIONS.map(restrictionRule),
];
