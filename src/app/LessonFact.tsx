/** Facts in a lesson: a value in the sentence with its origin behind it, a date, and the card in the margin. */
import type { Entry, Fact, FactValue } from '../cost/fact.ts';
import { formatPart, formatValue } from '../cost/format-value.ts';
import { valueAt } from '../cost/value-at.ts';
import { formatDay } from '../cost/format-day.ts';
import { FactSteps } from './FactSteps.tsx';
import { useSurroundings } from './lesson-context.ts';
import { LessonPop } from './LessonPop.tsx';

function valueText(fact: Fact, value: FactValue, part: string | undefined): string {
  if (part === undefined) return formatValue(fact, value);
  const text = formatPart(fact, value, part);
  if (text === null) throw new Error(`The fact ${fact.id} has no part ${part}.`);
  return text;
}

/** `since 1 Aug 2025`, `first read 9 Oct 2020`: what is known of an entry's beginning. */
function sinceText(fact: Fact, entry: Entry): string {
  const unknown =
    entry.datePrecision === 'unknown-start' || (fact.start === 'firstRead' && entry === fact.history[0]);
  const about = entry.datePrecision === 'approximate' && !unknown ? 'about ' : '';
  return `${unknown ? 'first read' : 'since'} ${about}${formatDay(entry.from)}`;
}

function atStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function useFact(
  id: string,
  at?: string,
): { readonly fact: Fact; readonly entry: Entry; readonly exists: boolean } {
  const { fact: find, asOf } = useSurroundings();
  const fact = find(id);
  if (!fact) throw new Error(`The lesson cites the fact ${id}, and there is none.`);
  const found = valueAt(fact, at ?? asOf);
  return { fact, entry: found.entry, exists: found.status !== 'beforeIntroduction' };
}

export interface FactProps {
  readonly id: string;
  /** One part of a composite value. */
  readonly part?: string;
  /** A date of its own; the app's date otherwise. */
  readonly at?: string;
  /** Other words for the value; `{part}` stands for a part of it. */
  readonly say?: string;
}

/** A fact's value in a sentence, at the app's date. Pressing it shows since when, and where it was read. */
export function FactInline({ id, part, at, say }: FactProps) {
  const { fact, entry, exists } = useFact(id, at);
  const text =
    say === undefined
      ? exists
        ? valueText(fact, entry.value, part)
        : 'not there yet'
      : say.replace(/\{(\w+)\}/g, (_, name: string) => valueText(fact, entry.value, name));
  return (
    <LessonPop label={text} className="decoration-ink2 decoration-dotted decoration-2 underline-offset-4">
      <b className="block font-semibold">{fact.title}</b>
      <span className="block">
        {say === undefined && part === undefined && exists ? `${text}, ` : ''}
        {!exists
          ? `In Lambda since ${formatDay(entry.from)}`
          : say === undefined && part === undefined
            ? sinceText(fact, entry)
            : atStart(sinceText(fact, entry))}
        .
      </span>
      {entry.note !== undefined && <span className="mt-2 block text-ink2">{entry.note}.</span>}
      <span className="mt-2 block">
        <Sources entry={entry} />
      </span>
    </LessonPop>
  );
}

function Sources({ entry }: { readonly entry: Entry }) {
  return (
    <>
      {entry.sources.map((source) => (
        <span key={source.url + source.says} className="mt-1 block text-label text-ink2">
          <a href={source.url} rel="noreferrer" className="text-ink">
            {source.title}
          </a>
          : {source.says}. Read {formatDay(source.read)}.
        </span>
      ))}
    </>
  );
}

/** The day an entry of a fact began, the last one by default: `28 Nov 2022`. */
export function FactDate({ id, entry = -1 }: { readonly id: string; readonly entry?: number }) {
  const { fact } = useFact(id);
  const from = fact.history.at(entry)?.from;
  if (from === undefined) throw new Error(`The fact ${id} has no entry ${entry}.`);
  return <time dateTime={from}>{formatDay(from)}</time>;
}

const VERDICTS = {
  current: 'still right',
  'was true': 'right in its time',
  'never accurate': 'never so',
  unverified: 'not AWS’s number',
} as const;

export interface FactCardProps {
  readonly id: string;
  readonly part?: string;
  /** Words for a value that is yes or no. */
  readonly yes?: string;
  readonly no?: string;
  /** What the value is; the fact's title otherwise. */
  readonly what?: string;
}

/** A fact in the margin: value, since when, how it changed, what the notes said, where it was read. */
export function FactCard({ id, part, yes = 'yes', no = 'no', what }: FactCardProps) {
  const { asOf, onAsOf } = useSurroundings();
  const { fact, entry, exists } = useFact(id);
  const claim = fact.noteClaims.find((one) => one.verdict !== 'current');
  const until = claim?.until;
  const said = valueText(fact, entry.value, part);
  const big = said === 'yes' ? yes : said === 'no' ? no : said;
  return (
    <aside
      aria-label={`Fact: ${fact.title}`}
      className="w-full max-w-[286px] border-t-2 border-ink pt-3 max-lg:max-w-none"
    >
      <p className="font-serif text-fact text-balance">{exists ? big : 'not there yet'}</p>
      <p className="mt-1 text-[14px]/5">
        {what ?? fact.title}.{' '}
        <span className="text-ink2">
          {exists ? atStart(sinceText(fact, entry)) : `In Lambda since ${formatDay(entry.from)}`}.
        </span>
      </p>
      <FactSteps fact={fact} part={part} asOf={asOf} />
      {claim !== undefined && (
        <p className="mt-2.5 font-serif text-[16px]/[22px] text-ink2 italic">
          The notes say “{claim.claim}”: {VERDICTS[claim.verdict]}
          {until === undefined ? '.' : `, until ${formatDay(until)}.`}
        </p>
      )}
      <details className="mt-2 text-ink2">
        <summary className="py-0.5 underline decoration-edge underline-offset-3 hover:decoration-ink">
          {entry.sources.length === 1 ? '1 source' : `${entry.sources.length} sources`}
        </summary>
        {entry.note !== undefined && <p className="mt-1">{entry.note}.</p>}
        <Sources entry={entry} />
        {until !== undefined && (
          <button
            type="button"
            className="mt-2 py-1 text-ink underline decoration-edge underline-offset-3 hover:decoration-ink"
            onClick={() => {
              onAsOf(fact.history[0]!.from);
            }}
          >
            Turn the app to {formatDay(fact.history[0]!.from)}
          </button>
        )}
      </details>
    </aside>
  );
}
