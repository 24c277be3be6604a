/** Things to be put in order: by buttons, by the arrow keys on them, or dragged by their grip. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import './order-list.css';

export interface OrderItem {
  readonly id: string;
  /** What it is called. */
  readonly text: string;
  /** How it is shown; absent: as it is called. */
  readonly shown?: ReactNode;
}

export interface OrderListProps {
  readonly items: readonly OrderItem[];
  /** Their ids. */
  readonly order: readonly string[];
  readonly onOrder: (order: readonly string[]) => void;
  /** Of a line and of the text in it. */
  readonly lineClass: string;
  readonly textClass: string;
}

export function OrderList({ items, order, onOrder, lineClass, textClass }: OrderListProps) {
  const list = useRef<HTMLOListElement>(null);
  const dragged = useRef<string | null>(null);
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

  /** The dragged one stands behind all whose middle lies above the pointer. */
  function onDrag(event: PointerEvent<HTMLElement>): void {
    const id = dragged.current;
    if (id === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const others = order.filter((one) => one !== id);
    const place = others.filter((one) => {
      const box = list.current?.querySelector(`[data-item="${one}"]`)?.getBoundingClientRect();
      return box !== undefined && box.top + box.height / 2 < event.clientY;
    }).length;
    if (place !== order.indexOf(id)) onOrder(others.toSpliced(place, 0, id));
  }

  const itemOf = (id: string) => items.find((item) => item.id === id)!;
  return (
    <>
      <ol ref={list} onPointerMove={onDrag}>
        {order.map((id, at) => {
          const { text, shown } = itemOf(id);
          return (
            <li key={id} data-item={id} className={lineClass}>
              <span
                className="order-grip"
                aria-hidden="true"
                onPointerDown={(event) => {
                  if (event.button !== 0) return;
                  dragged.current = id;
                  // The list holds the pointer: a line that moves would lose it.
                  list.current?.setPointerCapture(event.pointerId);
                }}
              >
                {at + 1}
              </span>
              <span className={textClass}>{shown ?? text}</span>
              <span className="flex flex-none gap-1">
                {([-1, 1] as const).map((direction) => (
                  <button
                    key={direction}
                    type="button"
                    className={`icon-button ${direction < 0 ? 'rotate-180' : ''}`}
                    aria-label={`Move ${direction < 0 ? 'up' : 'down'}: ${text}`}
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
          );
        })}
      </ol>
      <p className="visually-hidden" aria-live="polite">
        {moved && `${itemOf(moved.id).text} Place ${order.indexOf(moved.id) + 1} of ${order.length}.`}
      </p>
    </>
  );
}
