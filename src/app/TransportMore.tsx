/** The quieter half of the transport: the loop and its stretch, how much the axis shows, bookmarks. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { formatTime } from '../sim/format-time.ts';
import { Icon } from './Icon.tsx';
import type { Bookmark } from './lab-view.ts';
import { PaceControl } from './PaceControl.tsx';
import { SeedButton } from './SeedButton.tsx';
import { StepBy } from './StepBy.tsx';
import type { TimeActions } from './time-actions.ts';
import type { Lab } from './use-lab.ts';
import { LONGEST_NAME } from './view-address.ts';
import './transport-more.css';

export interface TransportMoreProps {
  readonly lab: Lab;
  readonly actions: TimeActions;
  readonly digits: number;
  readonly nextWhat: string | null;
}

export function TransportMore({ lab, actions, digits, nextWhat }: TransportMoreProps) {
  const { view, player } = lab;
  const trace = lab.run.result?.trace;
  const { stretchUs, looping, windowUs, bookmarks } = useStore(view);
  return (
    <>
      <span className="more-group phone-only">
        {trace && <StepBy lab={lab} trace={trace} />}
        <PaceControl player={player} ready />
      </span>
      <span className="more-group phone-only">
        <SeedButton lab={lab} />
      </span>
      {nextWhat !== null && (
        <>
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              actions.toNext(-1);
            }}
          >
            Previous {nextWhat}
          </button>
          <button
            type="button"
            className="button quiet phone-only"
            onClick={() => {
              actions.toNext(1);
            }}
          >
            Next {nextWhat}
          </button>
        </>
      )}
      <span className="more-group">
        <button
          type="button"
          className="button quiet loop-switch"
          aria-pressed={looping && stretchUs !== null}
          onClick={actions.toggleLoop}
        >
          <Icon name="loop" size={14} />
          Loop
        </button>
        {stretchUs && (
          <>
            <span className="more-value">
              {formatTime(stretchUs[0], digits)} to {formatTime(stretchUs[1], digits)}
            </span>
            <button type="button" className="link" onClick={actions.clearStretch}>
              No stretch
            </button>
          </>
        )}
      </span>
      <span className="more-group" role="group" aria-label="Time axis">
        <button
          type="button"
          className="icon-button"
          aria-label="Show less of the time axis"
          onClick={() => {
            actions.zoom(2);
          }}
        >
          <Icon name="plus" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Show more of the time axis"
          disabled={windowUs === null}
          onClick={() => {
            actions.zoom(0.5);
          }}
        >
          <Icon name="minus" />
        </button>
        {windowUs && (
          <button
            type="button"
            className="link"
            onClick={() => {
              view.setState({ windowUs: null });
            }}
          >
            Whole run
          </button>
        )}
      </span>
      <span className="more-group">
        <button type="button" className="button quiet" onClick={actions.addBookmark}>
          <Icon name="bookmark" size={14} />
          Bookmark this moment
        </button>
      </span>
      {bookmarks.length > 0 && (
        <ul className="bookmarks" aria-label="Bookmarks">
          {bookmarks.map((bookmark) => (
            <BookmarkRow
              key={bookmark.atUs}
              bookmark={bookmark}
              digits={digits}
              onJump={() => {
                player.jump(bookmark.atUs);
              }}
              onRename={(name) => {
                view.setState({
                  bookmarks: bookmarks.map((one) => (one.atUs === bookmark.atUs ? { ...one, name } : one)),
                });
              }}
              onDelete={() => {
                view.setState({ bookmarks: bookmarks.filter(({ atUs }) => atUs !== bookmark.atUs) });
              }}
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface BookmarkRowProps {
  readonly bookmark: Bookmark;
  readonly digits: number;
  readonly onJump: () => void;
  readonly onRename: (name: string) => void;
  readonly onDelete: () => void;
}

function BookmarkRow({ bookmark, digits, onJump, onRename, onDelete }: BookmarkRowProps) {
  const time = formatTime(bookmark.atUs, digits);
  const field = useRef<HTMLInputElement>(null);
  // A new one is there to be named.
  const isNew = useRef(bookmark.name === '');
  useEffect(() => {
    if (isNew.current && field.current?.closest('.transport-more')?.contains(document.activeElement) === true)
      field.current.focus();
  }, []);
  return (
    <li>
      <button type="button" className="link" onClick={onJump}>
        {time}
        <span className="visually-hidden"> {bookmark.name}</span>
      </button>
      <input
        ref={field}
        type="text"
        className="field bookmark-name"
        aria-label={`Name of the bookmark at ${time}`}
        placeholder="name it"
        maxLength={LONGEST_NAME}
        value={bookmark.name}
        onChange={(event) => {
          onRename(event.currentTarget.value);
        }}
      />
      <button
        type="button"
        className="icon-button"
        aria-label={`Delete the bookmark ${bookmark.name === '' ? `at ${time}` : bookmark.name}`}
        onClick={onDelete}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}
