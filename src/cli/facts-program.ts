/** `npm run --silent facts`: every fact as of a date, as a table for people or as JSON for machines. */
import { parseArgs } from 'node:util';
import { parseAsOf, type Day } from '../cost/as-of.ts';
import type { Fact } from '../cost/fact.ts';
import { formatValue } from '../cost/format-value.ts';
import { limitRow, type LimitRow } from '../cost/limit-row.ts';
import { nearestWord } from '../sim/nearest-word.ts';
import { allFacts, today } from './library.ts';

const FACTS_HELP = `Prints what AWS Lambda allows, costs and does as of a date.

  npm run --silent facts -- [options]

  --as-of DATE   2018, 2018-02, 2018-02-01 or today (the default), since 2014-11
  --id ID        one fact alone, with its history, its sources and what the source notes said of it
  --json         as one JSON document
  --help         this

Exit code: 0, 2 when an option, the date or the id is wrong (standard error says how).
`;

export interface FactsTerminal {
  write(text: string): void;
  complain(line: string): void;
}

const EXIT_ANSWERED = 0;
const EXIT_BAD_INPUT = 2;
/** Signs of a value in the table; longer ones are cut. */
const VALUE = 64;
/** Ids suggested for one that is not there. */
const MOST_SUGGESTED = 5;

const OPTIONS = {
  'as-of': { type: 'string' },
  id: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Does what the arguments ask for; only the answer is written. @returns the exit code */
export function factsProgram(args: readonly string[], terminal: FactsTerminal): 0 | 2 {
  const wrong = (message: string): typeof EXIT_BAD_INPUT => {
    terminal.complain(message);
    return EXIT_BAD_INPUT;
  };
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: OPTIONS }));
  } catch (error) {
    return wrong(
      `${error instanceof Error ? error.message.split('. ')[0]! : String(error)}; --help says more`,
    );
  }
  if (values.help) {
    terminal.write(FACTS_HELP);
    return EXIT_ANSWERED;
  }
  const asOf = parseAsOf(values['as-of'] ?? 'today', today);
  if (!asOf.ok) return wrong(asOf.message);
  const facts = allFacts();
  const { id, json = false } = values;
  if (id === undefined) {
    terminal.write(
      json
        ? jsonOf({ asOf: asOf.day, facts: facts.map((fact) => told(fact, asOf.day)) })
        : table(facts, asOf.day),
    );
    return EXIT_ANSWERED;
  }
  const fact = facts.find((one) => one.id === id);
  if (!fact) return wrong(unknownId(id, facts));
  const { history, noteClaims } = fact;
  terminal.write(
    json ? jsonOf({ asOf: asOf.day, ...told(fact, asOf.day), history, noteClaims }) : story(fact, asOf.day),
  );
  return EXIT_ANSWERED;
}

const jsonOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Text as it stands in a terminal: the narrow space between number and unit is a plain one. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

/** A fact at a date, for machines. `value` is null where its feature did not exist yet; `from` is then when it comes. */
function told(fact: Fact, day: Day) {
  const row = limitRow(fact, day);
  const isThere = row.status !== 'beforeIntroduction';
  return {
    id: fact.id,
    title: fact.title,
    topic: fact.topic,
    kind: fact.kind,
    unit: fact.unit,
    adjustable: row.adjustable,
    settable: row.settable,
    status: row.status,
    value: isThere ? row.entry.value : null,
    text: isThere ? plain(row.text) : null,
    from: row.entry.from,
    /** What `from` means: since, about, firstRead, notBefore. */
    fromMeans: row.since.meaning,
    next: row.next && { from: row.next.from, text: plain(row.next.text) },
  };
}

function since({ since: { meaning, date } }: LimitRow): string {
  switch (meaning) {
    case 'since':
      return date;
    case 'about':
      return `about ${date}`;
    case 'firstRead':
      return `first read ${date}`;
    case 'notBefore':
      return `comes ${date}`;
  }
}

function cut(text: string): string {
  return text.length > VALUE ? `${text.slice(0, VALUE - 1).trimEnd()}…` : text;
}

function table(facts: readonly Fact[], day: Day): string {
  const width = Math.max(...facts.map(({ id }) => id.length));
  const lines = [`${facts.length} facts as of ${day}`];
  for (const topic of new Set(facts.map((fact) => fact.topic))) {
    lines.push('', topic);
    for (const fact of facts.filter((one) => one.topic === topic)) {
      const row = limitRow(fact, day);
      const value = row.status === 'beforeIntroduction' ? 'not there yet' : cut(plain(row.text));
      lines.push(`  ${fact.id.padEnd(width)}  ${value.padEnd(VALUE)}  ${since(row)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** One fact as people read it. */
function story(fact: Fact, day: Day): string {
  const row = limitRow(fact, day);
  const lines = [
    `${fact.id}: ${fact.title} (${[fact.topic, fact.kind, ...(row.adjustable ? ['AWS raises it on request'] : []), ...(row.settable ? ['you set it'] : [])].join(', ')})`,
    `as of ${day}: ${row.status === 'beforeIntroduction' ? 'not there yet' : plain(row.text)} (${since(row)})`,
    '',
    'History',
  ];
  for (const [index, entry] of fact.history.entries()) {
    const isFirstRead = index === 0 && fact.start === 'firstRead';
    const about = entry.datePrecision === 'approximate' ? 'about ' : '';
    lines.push(
      `  ${isFirstRead ? 'first read ' : about}${entry.from}: ${plain(formatValue(fact, entry.value))}`,
    );
    if (entry.note !== undefined) lines.push(`    ${entry.note}`);
    if (entry.doubt !== undefined) lines.push(`    in doubt: ${entry.doubt}`);
    for (const { title, url, says } of entry.sources) lines.push(`    ${title}: ${says}`, `      ${url}`);
  }
  if (fact.noteClaims.length > 0) {
    lines.push('', 'What the source notes said');
    for (const { note, claim, verdict, until, comment } of fact.noteClaims) {
      const ended = until === undefined ? '' : ` until ${until}`;
      lines.push(
        `  note ${note}: ${claim}: ${verdict}${ended}${comment === undefined ? '' : `; ${comment}`}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Says which ids are near one that is not there. */
function unknownId(id: string, facts: readonly Fact[]): string {
  const ids = facts.map((fact) => fact.id);
  const words = id
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2);
  const shared = (known: string) => words.filter((word) => known.includes(word)).length;
  const near = nearestWord(id, ids);
  const others = ids.filter((known) => shared(known) > 0).sort((a, b) => shared(b) - shared(a));
  const suggested = [...new Set([...(near === undefined ? [] : [near]), ...others])].slice(0, MOST_SUGGESTED);
  const hint =
    suggested.length === 0 ? 'without --id all are printed' : `did you mean ${suggested.join(', ')}?`;
  return `--id: there is no fact "${id.slice(0, 64)}"; ${hint}`;
}
