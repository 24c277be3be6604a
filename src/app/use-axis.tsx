/** What the time axis shows of the reader's view, and what it tells back: the part shown, the stretch, bookmarks. */
import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TimeFrame } from '../view/time-axis.ts';
import { held, type Stretch } from '../view/time-window.ts';
import { TrackMarks } from '../view/TrackMarks.tsx';
import type { Watch } from './use-lab.ts';

export interface Axis {
  readonly windowUs: Stretch | null;
  readonly onWindow: (windowUs: Stretch | null) => void;
  readonly stretchUs: Stretch | null;
  readonly onStretch: (stretchUs: Stretch | null) => void;
  readonly over: (frame: TimeFrame) => ReactNode;
}

export function useAxis({ view, player }: Watch): Axis {
  const windowUs = useStore(view, (state) => state.windowUs);
  const stretchUs = useStore(view, (state) => state.stretchUs);
  const bookmarks = useStore(view, (state) => state.bookmarks);
  const endUs = useStore(player.store, (state) => state.endUs);
  const onStretch = (stretch: Stretch | null): void => {
    view.setState(stretch ? { stretchUs: stretch } : { stretchUs: null, looping: false });
  };
  return {
    windowUs,
    onWindow(window) {
      view.setState({ windowUs: window });
    },
    stretchUs,
    onStretch,
    over: (frame) => (
      <TrackMarks
        frame={frame}
        endUs={endUs}
        stretchUs={stretchUs}
        onStretch={onStretch}
        bookmarks={bookmarks}
        onBookmark={player.jump}
      />
    ),
  };
}

/** Where a moment that leaves what is shown comes in again, as a share of it. */
const COMES_IN = 0.1;

/** The part that is shown goes with the moment: whatever moves it, it is seen. */
export function useWindowFollows({ view, player }: Watch): void {
  useEffect(
    () =>
      player.store.subscribe(({ momentUs, endUs }, before) => {
        const { windowUs } = view.getState();
        // A run that comes in brings its moment along: what is shown of it stays.
        if (!windowUs || momentUs === before.momentUs || endUs !== before.endUs) return;
        const [fromUs, untilUs] = windowUs;
        if (momentUs >= fromUs && momentUs <= untilUs) return;
        const length = untilUs - fromUs;
        const start = momentUs - length * (momentUs > untilUs ? COMES_IN : 1 - COMES_IN);
        view.setState({ windowUs: length >= endUs ? null : held([start, start + length], endUs) });
      }),
    [player, view],
  );
}
