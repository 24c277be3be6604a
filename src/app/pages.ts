/** The pages there are, with what stands in a window's title and in a search result. */

export interface PageMeta {
  readonly title: string;
  readonly description: string;
}

const SITE = 'Lambdarium';

export const PAGES = {
  home: {
    title: `${SITE}: a terrarium for AWS Lambda`,
    description:
      'Watch AWS Lambda live, break it on purpose, predict what it does next. Every claim is a run you can take apart.',
  },
  learn: {
    title: `Lessons · ${SITE}`,
    description:
      'Short lessons on how AWS Lambda behaves. Each states one thing, lets you turn one thing, and asks one question.',
  },
  lab: {
    title: `Lab · ${SITE}`,
    description:
      'Scenarios of AWS Lambda to run, step through and change: cold starts, warm reuse, bursts and more.',
  },
  own: {
    title: `Open a scenario · ${SITE}`,
    description:
      'Run a scenario file of your own: it is checked by the schema, and nothing of it leaves this machine.',
  },
  limits: {
    title: `Limits · ${SITE}`,
    description:
      'Every limit, price and behaviour of AWS Lambda as of any date since 2014: searchable, with history and sources.',
  },
  pricing: {
    title: `Prices · ${SITE}`,
    description:
      'What a month of AWS Lambda costs, line by line, by the prices of any date since 2014; and what would change it.',
  },
  check: {
    title: `Check a configuration · ${SITE}`,
    description:
      'What AWS would say to the settings of a function and its event source, as of any date: every rule with its reason and the nearest value that is allowed.',
  },
  timeline: {
    title: `What changed when · ${SITE}`,
    description:
      'Every dated change of AWS Lambda’s limits, prices and behaviour since 2014, and what differs between any two dates.',
  },
  sources: {
    title: `Sources · ${SITE}`,
    description: 'Where every number comes from, and what the simulator leaves out.',
  },
  glossary: {
    title: `Glossary · ${SITE}`,
    description: 'The words of AWS Lambda and of this simulator, one meaning each.',
  },
  missing: {
    title: `Not found · ${SITE}`,
    description: 'There is no page at this address.',
  },
} as const satisfies Record<string, PageMeta>;

/** Title and description of a lesson or scenario. */
export function metaOf(title: string, description: string): PageMeta {
  return { title: `${title} · ${SITE}`, description };
}
