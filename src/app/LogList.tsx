/** Lines of a log, of which only those in sight are drawn: one for each row, all rows equally high. */
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { formatTime } from '../sim/format-time.ts';
import { isErrorLine } from '../sim/log-line.ts';
import type { LogEvent } from '../sim/report-log.ts';
import { isoTime } from '../sim/utc-time.ts';
import { useMedia } from './use-media.ts';

export interface LogListProps {
  readonly events: readonly LogEvent[];
  /** Numbers of the lines that are shown, in the order of time. */
  readonly lines: readonly number[];
  /** How many of them have been seen; and how many lie at or before the moment. */
  readonly known: number;
  readonly past: number;
  readonly asOf: string;
  readonly digits: number;
  /** The line that is chosen; -1: none. */
  readonly active: number;
  readonly onActive: (line: number) => void;
  /** The line under the pointer. */
  readonly onHover: (line: number) => void;
  /** Goes to its moment. */
  readonly onOpen: (line: number) => void;
}

/** px; a line is a target. */
const ROW = 24;
const ROW_PHONE = 44;
/** Rows drawn beyond both edges. */
const BEYOND = 8;

export function LogList(props: LogListProps) {
  const { events, lines, known, past, active, onActive, onOpen } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const narrow = useMedia('(width < 600px)');
  const row = narrow ? ROW_PHONE : ROW;
  const [view, setView] = useState({ top: 0, height: 480 });
  // Whoever is at the end stays there while lines come.
  const atEnd = useRef(true);
  const first = Math.max(0, Math.floor(view.top / row) - BEYOND);
  const last = Math.min(known, Math.ceil((view.top + view.height) / row) + BEYOND);
  const at = placeOf(lines, active);

  useEffect(() => {
    const node = box.current;
    if (!node) return undefined;
    const observer = new ResizeObserver(() => {
      setView({ top: node.scrollTop, height: node.clientHeight });
    });
    observer.observe(node);
    return () => {
      observer.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    const node = box.current;
    if (!node || !atEnd.current) return;
    node.scrollTop = Math.max(0, past * row - node.clientHeight);
  }, [past, row]);

  function choose(position: number): void {
    const node = box.current;
    if (!node || known === 0) return;
    const to = Math.min(known - 1, Math.max(0, position));
    onActive(lines[to]!);
    if (to * row < node.scrollTop) node.scrollTop = to * row;
    else if ((to + 1) * row > node.scrollTop + node.clientHeight)
      node.scrollTop = (to + 1) * row - node.clientHeight;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(view.height / row) - 1);
    switch (event.key) {
      case 'ArrowDown':
        choose(at + 1);
        break;
      case 'ArrowUp':
        choose(at < 0 ? past - 1 : at - 1);
        break;
      case 'PageDown':
        choose(at + page);
        break;
      case 'PageUp':
        choose(at - page);
        break;
      case 'Home':
        choose(0);
        break;
      case 'End':
        choose(known - 1);
        break;
      case 'Enter':
      case ' ':
        atEnd.current = false;
        if (at >= 0) onOpen(active);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  return (
    <div
      ref={box}
      className="logs-list"
      role="listbox"
      aria-label="Log events"
      aria-activedescendant={at >= first && at < last ? `${id}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => {
        const node = event.currentTarget;
        atEnd.current = node.scrollTop + node.clientHeight >= past * row - row;
        setView({ top: node.scrollTop, height: node.clientHeight });
      }}
      onPointerMove={(event) => {
        const line = lineOf(event.target);
        if (line >= 0) props.onHover(line);
      }}
      onMouseDown={(event) => {
        // The list keeps the focus: a row goes when it is scrolled away.
        event.preventDefault();
        event.currentTarget.focus();
      }}
      onClick={(event) => {
        const line = lineOf(event.target);
        if (line < 0) return;
        // The chosen row stays where it is, although lines after it are ahead now.
        atEnd.current = false;
        onActive(line);
        onOpen(line);
      }}
    >
      {known === 0 && <p className="empty">No such line so far. Lines stand here as the run writes them.</p>}
      <div className="logs-rows" style={{ height: known * row }}>
        {lines.slice(first, last).map((line, index) => {
          const event = events[line]!;
          const position = first + index;
          return (
            <div
              key={line}
              id={`${id}-${line}`}
              role="option"
              aria-selected={line === active}
              aria-setsize={known}
              aria-posinset={position + 1}
              className={`logs-row ${position >= past ? 'ahead' : ''} ${isErrorLine(event.message) ? 'is-error' : ''}`}
              style={{ top: position * row, height: row }}
              tabIndex={-1}
              data-line={line}
            >
              <time>{narrow ? formatTime(event.atUs, props.digits) : isoTime(props.asOf, event.atUs)}</time>
              <span>{event.message.trimEnd().replaceAll('\n', ' ')}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where a line stands among others, which are in order; -1: it is none of them. */
function placeOf(lines: readonly number[], line: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lines[middle]! < line) low = middle + 1;
    else high = middle;
  }
  return lines[low] === line ? low : -1;
}

/** The line whose row this is in; -1: none. */
function lineOf(target: EventTarget): number {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
  return Number(row?.dataset['line'] ?? -1);
}
