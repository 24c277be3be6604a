/** The facts of one topic as a table; a fact is opened in its row. */
import { lazy, Suspense } from 'react';
import { limitRow, type Since } from '../cost/limit-row.ts';
import { FactDots } from '../view/FactDots.tsx';
import { formatDay } from '../cost/format-day.ts';
import type { AsOfDate } from './as-of-date.ts';
import { FactValueText } from './FactValueText.tsx';
import { FoundText } from './FoundText.tsx';
import { Icon } from './Icon.tsx';
import { differsFrom } from './limits-view.ts';
import type { Found } from './fact-search.ts';
import { TODAY } from './today.ts';
import type { OpenFacts } from './use-open-facts.ts';

const LimitsDetail = lazy(async () => {
  const { LimitsDetail: component } = await import('./LimitsDetail.tsx');
  return { default: component };
});

/** Values of no more signs stand large. */
const SHORT = 16;

export interface LimitsTopicProps {
  readonly topic: string;
  readonly title: string;
  readonly found: readonly Found[];
  /** What is looked for. */
  readonly words: readonly string[];
  readonly asOf: AsOfDate;
  readonly open: OpenFacts;
}

export function LimitsTopic({ topic, title, found, words, asOf, open }: LimitsTopicProps) {
  const { isToday, day } = asOf;
  const dated = isToday ? 'today' : formatDay(day);
  return (
    <section id={`topic-${topic}`} className="limits-topic" aria-labelledby={`title-${topic}`}>
      <h2 id={`title-${topic}`}>
        <FoundText text={title} words={words} />
      </h2>
      <table className={isToday ? 'limits-table' : 'limits-table then'}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">{dated}</th>
            {!isToday && <th scope="col">today</th>}
            <th scope="col">since</th>
          </tr>
        </thead>
        <tbody>
          {found.map((one) => (
            <LimitsRow key={one.fact.id} one={one} words={words} asOf={asOf} dated={dated} open={open} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The date a value holds from, and how sure it is. */
function sinceText({ meaning, date }: Since): string {
  switch (meaning) {
    case 'firstRead':
      return `first read ${formatDay(date)}`;
    case 'about':
      return `about ${formatDay(date)}`;
    case 'notBefore':
      return `comes ${formatDay(date)}`;
    case 'since':
      return formatDay(date);
  }
}

/** Whose words those are that were found. */
function sourceOf(of: string): string {
  if (of === 'id') return 'its id';
  return of.startsWith('note ') ? `source ${of}` : `since ${formatDay(of)}`;
}

function LimitsRow({
  one: { fact, where },
  words,
  asOf: { isToday, day },
  dated,
  open,
}: Pick<LimitsTopicProps, 'words' | 'asOf' | 'open'> & { readonly one: Found; readonly dated: string }) {
  const then = limitRow(fact, day);
  const now = limitRow(fact, TODAY);
  const differs = differsFrom(fact, day, TODAY);
  const isOpen = open.isOpen(fact.id);
  const more = `more-${fact.id}`;
  const isMissing = then.status === 'beforeIntroduction';
  return (
    <>
      <tr id={fact.id} className="limits-row" data-open={isOpen || undefined}>
        <th scope="row">
          <button
            type="button"
            className="limits-title"
            aria-expanded={isOpen}
            aria-controls={more}
            onClick={() => {
              open.toggle(fact.id);
            }}
          >
            <Icon name="down" size={12} />
            <span>
              <FoundText text={fact.title} words={words} />
            </span>
          </button>
        </th>
        <td data-label={dated} className={!isMissing && then.text.length <= SHORT ? 'short' : undefined}>
          {isMissing ? (
            <span className="not-yet">not there yet</span>
          ) : (
            <FactValueText fact={fact} value={then.entry.value} words={words} short />
          )}
          <Marks adjustable={fact.adjustable} settable={fact.settable} kind={fact.kind} />
        </td>
        {!isToday && (
          <td data-label="today" className={differs ? undefined : 'same'}>
            {differs ? <FactValueText fact={fact} value={now.entry.value} short /> : 'the same'}
          </td>
        )}
        <td data-label="since">
          <FactDots fact={fact} day={day} today={TODAY} />
          <span className="limits-when">
            {sinceText(then.since)}
            {then.next !== null && !isMissing && <>, until {formatDay(then.next.from)}</>}
          </span>
        </td>
      </tr>
      {where !== null && !isOpen && (
        <tr className="limits-where">
          <td colSpan={isToday ? 3 : 4}>
            <span>{sourceOf(where.of)}: </span>
            <FoundText text={where.text} words={words} />
          </td>
        </tr>
      )}
      <tr id={more} hidden={!isOpen} className="limits-more">
        <td colSpan={isToday ? 3 : 4}>
          {isOpen && (
            <Suspense fallback={<p className="quiet-text">Its history and sources are on their way.</p>}>
              <LimitsDetail id={fact.id} topic={fact.topic} day={day} />
            </Suspense>
          )}
        </td>
      </tr>
    </>
  );
}

function Marks(props: {
  readonly adjustable: boolean | undefined;
  readonly settable: boolean | undefined;
  readonly kind: string;
}) {
  const marks = [
    ...(props.adjustable === true ? ['AWS raises it on request'] : []),
    ...(props.settable === true ? ['you set it'] : []),
    ...(props.kind === 'price' ? ['price'] : []),
  ];
  if (marks.length === 0) return null;
  return (
    <span className="limits-marks">
      {marks.map((mark) => (
        <span key={mark} className="limits-mark">
          {mark}
        </span>
      ))}
    </span>
  );
}
