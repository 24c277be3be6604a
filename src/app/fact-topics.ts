/** The topics of the facts, in the order pages show them. */
const TITLES: Readonly<Record<string, string>> = {
  service: 'Lambda itself',
  configuration: 'Configuration of a function',
  packaging: 'Packages, layers, images',
  releases: 'Versions, aliases, deployments',
  invocation: 'Invocation',
  callers: 'Those who wait for an answer',
  'event-sources': 'Event sources',
  concurrency: 'Concurrency',
  lifecycle: 'The life of an execution environment',
  measurements: 'Measured, not documented',
  security: 'Permissions',
  networking: 'Networks',
  edge: 'At the edge of CloudFront',
  runtime: 'Runtimes',
  monitoring: 'Monitoring',
  pricing: 'Pricing',
};

/** A topic in words; one without is called by its id. */
export function topicTitle(topic: string): string {
  return TITLES[topic] ?? topic;
}

/** Things with a topic, by topic; a topic that has no place in the order comes last. */
export function byTopic<T extends { readonly topic: string }>(
  all: readonly T[],
): readonly { readonly topic: string; readonly title: string; readonly facts: readonly T[] }[] {
  const topics = new Set([...Object.keys(TITLES), ...all.map(({ topic }) => topic)]);
  return [...topics]
    .map((topic) => ({ topic, title: topicTitle(topic), facts: all.filter((one) => one.topic === topic) }))
    .filter(({ facts }) => facts.length > 0);
}
