/** What a reader can do with the time of a run, by button and by key alike. */
import { formatTime } from '../sim/format-time.ts';
import { zoomed } from '../view/time-window.ts';
import type { RunResult } from './run-client.ts';
import { stopBeside } from './speed.ts';
import { isColdStart, isProblem } from './step-kinds.ts';
import type { Lab } from './use-lab.ts';

export interface TimeActions {
  /** To the next or the previous step of the kind that is chosen; by anything, to the next moment at which something happens. */
  readonly step: (direction: 1 | -1) => void;
  /** To the next or the previous problem, or cold start where the run has no problem; round at the ends. */
  readonly toNext: (direction: 1 | -1) => void;
  /** Play repeats the stretch, or no more. Without a stretch there is one around the moment from then on. */
  readonly toggleLoop: () => void;
  /** The stretch begins (0) or ends (1) at the moment. */
  readonly setEnd: (which: 0 | 1) => void;
  /** No stretch. */
  readonly clearStretch: () => void;
  /** Marks the moment. */
  readonly addBookmark: () => void;
  /** Follows the unit that the step at hand is about, and opens its timeline. */
  readonly follow: () => void;
  readonly changePace: (direction: 1 | -1) => void;
  /** Shows less (2) or more (0.5) of the time axis, around the moment. */
  readonly zoom: (factor: number) => void;
}

/** A stretch around the moment takes this share of what the axis shows. */
const AROUND = 0.1;
const MOST_BOOKMARKS = 40;

/**
 * @param pin - shows the causes of a step that was gone to
 * @param picked - the step whose causes are shown; -1: that of the moment
 * @param say - tells that there was nothing to go to; empty: there was
 */
export function timeActions(
  lab: Lab,
  pin: (result: RunResult, step: number) => void,
  picked: () => number,
  say: (text: string) => void,
): TimeActions {
  const { player, view } = lab;
  const result = lab.run.result;

  function go(wanted: (step: number) => boolean, direction: 1 | -1): boolean {
    const found = player.next(wanted, direction);
    if (found >= 0 && result) pin(result, found);
    return found >= 0;
  }

  async function stepBy(by: string, direction: 1 | -1): Promise<void> {
    const { byChoices, wantedBy } = await import('./step-by.ts');
    if (!result) return;
    const { follow } = view.getState();
    const wanted = wantedBy(result.trace, by, follow);
    if (!wanted) {
      player.step(direction);
      return;
    }
    const what = byChoices(result.trace, follow).find((choice) => choice.by === by)?.text ?? by;
    const isFound = go(wanted, direction);
    say(isFound ? '' : `No ${what} ${direction === 1 ? 'after' : 'before'} this moment.`);
  }

  return {
    step(direction) {
      const { by } = view.getState();
      say('');
      if (by === '') player.step(direction);
      else void stepBy(by, direction);
    },
    toNext(direction) {
      if (!result) return;
      const { trace } = result;
      say('');
      const seek = (kind: typeof isProblem): boolean => {
        const wanted = (step: number) => kind(trace, step);
        if (go(wanted, direction)) return true;
        const { momentUs, endUs } = player.store.getState();
        player.seek(direction === 1 ? -1 : endUs + 1);
        if (wanted(direction === 1 ? 0 : trace.length - 1) && trace.length > 0) {
          const edge = direction === 1 ? 0 : trace.length - 1;
          pin(result, edge);
          player.jump(trace.at[edge]!);
          return true;
        }
        if (go(wanted, direction)) return true;
        player.seek(momentUs);
        return false;
      };
      if (!seek(isProblem)) seek(isColdStart);
    },
    toggleLoop() {
      const { stretchUs, looping, windowUs } = view.getState();
      if (stretchUs) {
        view.setState({ looping: !looping });
        return;
      }
      const { momentUs, endUs } = player.store.getState();
      const around = ((windowUs ? windowUs[1] - windowUs[0] : endUs) * AROUND) / 2;
      const fromUs = Math.round(Math.max(0, momentUs - around));
      const untilUs = Math.round(Math.min(endUs, momentUs + around));
      if (untilUs > fromUs) view.setState({ stretchUs: [fromUs, untilUs], looping: true });
    },
    setEnd(which) {
      const { momentUs, endUs } = player.store.getState();
      const at = Math.round(momentUs);
      const [fromUs, untilUs] = view.getState().stretchUs ?? [0, endUs];
      const next =
        which === 0
          ? ([at, untilUs > at ? untilUs : endUs] as const)
          : ([fromUs < at ? fromUs : 0, at] as const);
      if (next[1] > next[0]) view.setState({ stretchUs: next });
    },
    clearStretch() {
      view.setState({ stretchUs: null, looping: false });
    },
    addBookmark() {
      const { bookmarks } = view.getState();
      const atUs = Math.round(player.store.getState().momentUs);
      if (bookmarks.some((bookmark) => bookmark.atUs === atUs) || bookmarks.length >= MOST_BOOKMARKS) return;
      view.setState({
        bookmarks: [...bookmarks, { atUs, name: '' }].toSorted((a, b) => a.atUs - b.atUs),
      });
      say(`Bookmarked ${formatTime(atUs)}.`);
    },
    follow() {
      void (async () => {
        const [{ unitOf }, { stepAt }] = await Promise.all([
          import('../sim/unit-of.ts'),
          import('../sim/world.ts'),
        ]);
        if (!result) return;
        const step = picked() >= 0 ? picked() : stepAt(result.trace, player.store.getState().momentUs);
        let unit = null;
        // The last step may be the function's own: the unit is that of one before it.
        for (let one = step; one >= 0 && !unit; one -= 1) unit = unitOf(result.trace, one);
        view.setState({ follow: unit ?? view.getState().follow, panel: 'unit' });
      })();
    },
    changePace(direction) {
      player.setSpeed(stopBeside(player.store.getState().speed, direction));
    },
    zoom(factor) {
      const { momentUs, endUs } = player.store.getState();
      view.setState({ windowUs: zoomed(view.getState().windowUs, momentUs, endUs, factor) });
    },
  };
}
