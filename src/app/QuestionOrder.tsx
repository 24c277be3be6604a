/** Items to be put in order with buttons or arrow keys, and the places that were right or wrong. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Grade } from '../study/grade.ts';
import type { Part } from '../study/question.ts';
import { DidTag, SaidTag } from './LessonBet.tsx';
import { Judged } from './QuestionOptions.tsx';
import { QuestionText } from './QuestionText.tsx';
import { Icon } from './Icon.tsx';

export interface OrderProps {
  readonly parts: readonly Part[];
  readonly order: readonly string[];
  readonly onOrder: (order: readonly string[]) => void;
}

export function Order({ parts, order, onOrder }: OrderProps) {
  const list = useRef<HTMLOListElement>(null);
  const [moved, setMoved] = useState<{ readonly id: string; readonly direction: -1 | 1 } | null>(null);

  // Moving a node takes the focus from it: it comes back to the button that moved it, or to its fellow at an end.
  useEffect(() => {
    if (!moved) return;
    const item = list.current?.querySelector(`[data-item="${moved.id}"]`);
    const [up, down] = item?.querySelectorAll('button') ?? [];
    const wanted = moved.direction < 0 ? up : down;
    (wanted?.disabled === true ? (moved.direction < 0 ? down : up) : wanted)?.focus();
  }, [moved]);

  function move(id: string, direction: -1 | 1): void {
    const from = order.indexOf(id);
    const to = from + direction;
    if (to < 0 || to >= order.length) return;
    const next = [...order];
    [next[from], next[to]] = [next[to]!, next[from]!];
    setMoved({ id, direction });
    onOrder(next);
  }

  function onKey(event: KeyboardEvent, id: string): void {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    move(id, event.key === 'ArrowUp' ? -1 : 1);
  }

  const text = (id: string) => parts.find((part) => part.id === id)!.text;
  return (
    <>
      <p className="mb-2 text-ui text-ink2">Use the buttons, or the arrow keys on one of them.</p>
      <ol ref={list}>
        {order.map((id, at) => (
          <li key={id} data-item={id} className="flex items-center gap-4 border-t border-rule py-2">
            <span className="w-5 flex-none text-center text-ui text-ink2 tabular-nums">{at + 1}</span>
            <span className="min-w-0 flex-1 font-serif text-[18px]/[26px] font-medium">
              <QuestionText text={text(id)} />
            </span>
            <span className="flex flex-none gap-1">
              {([-1, 1] as const).map((direction) => (
                <button
                  key={direction}
                  type="button"
                  className={`icon-button ${direction < 0 ? 'rotate-180' : ''}`}
                  aria-label={`Move ${direction < 0 ? 'up' : 'down'}: ${text(id)}`}
                  disabled={direction < 0 ? at === 0 : at === order.length - 1}
                  onClick={() => {
                    move(id, direction);
                  }}
                  onKeyDown={(event) => {
                    onKey(event, id);
                  }}
                >
                  <Icon name="down" />
                </button>
              ))}
            </span>
          </li>
        ))}
      </ol>
      <p className="sr-only" aria-live="polite">
        {moved && `${text(moved.id)} Place ${order.indexOf(moved.id) + 1} of ${order.length}.`}
      </p>
    </>
  );
}

/** The right order, each item with its reason and the place it was given. */
export function JudgedOrder({ parts, grade }: { readonly parts: readonly Part[]; readonly grade: Grade }) {
  return (
    <ol>
      {parts.map((part, at) => {
        const said = grade.places?.findIndex((place) => place.id === part.id) ?? -1;
        return (
          <Judged
            key={part.id}
            sign={said === at ? 'right-said' : 'said'}
            title={
              <>
                <span className="mr-2 font-sans text-ui font-normal text-ink2 tabular-nums">{at + 1}</span>
                <QuestionText text={part.text} />
              </>
            }
            tags={said === at ? <DidTag>in its place</DidTag> : <SaidTag>your place: {said + 1}</SaidTag>}
            reason={<QuestionText text={part.reason} />}
          />
        );
      })}
    </ol>
  );
}
