/**
 * What a scenario's page knows and can do: the address as a value, the run it asks for, the player on
 * that run, and the changes a reader can make. A finished change is one history entry; the moment and
 * the speed replace the entry, and only once they rest.
 */
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { tunableValue } from '../sim/overlay.ts';
import type { Scenario } from '../sim/scenario.ts';
import { measureOf, summarize } from '../sim/summary.ts';
import type { Trace } from '../sim/trace.ts';
import { createLabView, PLAIN_VIEW, type LabView, type LabViewStore } from './lab-view.ts';
import type { Configuration } from './configuration.ts';
import type { LinkFigure } from './link-figures.ts';
import { withMade, withNewIds, type Made } from './made.ts';
import { loadPacking } from './packing.ts';
import { createPlayer, type Player } from './player.ts';
import { pageOf, printLab, readLab, type LabAddress, type LabParts } from './route.ts';
import { createRunClient, type RunState } from './run-client.ts';
import { onlyText, printSearchText, type SearchText } from './search-text.ts';
import { defaultSpeed } from './speed.ts';

/** Addresses are written this long after the last gesture: browsers refuse many writes in a row. */
const WRITE_AFTER_MS = 350;

export interface Lab {
  /** The scenario as the content has it. */
  readonly base: Scenario;
  readonly address: LabAddress;
  /** The scenario on show: the address's, or the one under a control being moved. */
  readonly scenario: Scenario;
  /** Same key, same run: settings, seed and date. */
  readonly runKey: string;
  /** It is not the run the scenario asks for by itself at this date. */
  readonly isChanged: boolean;
  readonly run: RunState;
  readonly player: Player;
  /** What the reader looks at, beside the moment. */
  readonly view: LabViewStore;
  /** Sentences about what in the address could not be used. */
  readonly problems: readonly string[];
  readonly dismissProblems: () => void;
  /** The link that was opened was made of another run. */
  readonly linkDiffers: boolean;
  /** Tries a value while a control is being moved: runs at once, writes nothing. */
  readonly draft: (key: string, text: string) => void;
  /** A finished change of one setting, as text in its control's unit. */
  readonly change: (key: string, text: string) => void;
  readonly setSeed: (seed: number) => void;
  /** What the reader made happen in this run. */
  readonly made: readonly Made[];
  /** Makes faults strike, or operators change something: one history entry. Ids are not used twice. */
  readonly make: (things: readonly Made[]) => void;
  /** Takes one of them back. */
  readonly unmake: (id: string) => void;
  /** Turns to another page of the scenario: `with` another configuration beside it; null takes the key away. */
  readonly turnPage: (key: string, text: string | null) => void;
  /** Goes to a configuration (settings, seed, date, what was made), and sets another beside it. One history entry. */
  readonly show: (configuration: Configuration, beside?: string) => void;
  /** What stands under the keys of a page. */
  readonly page: SearchText;
  /** How often the page was reset: predictions are open again. */
  readonly resets: number;
  /** Back to the scenario as it is, as if it had not been seen. */
  readonly reset: () => void;
  readonly cancel: () => void;
  readonly again: () => void;
  /** The address of what is on show, with the content's version and the run's hash. */
  readonly shareLink: () => string;
}

/** What a run is watched with; the same for as long as the page stands, whatever is run. */
export type Watch = Pick<Lab, 'player' | 'view'>;

/** A value that is tried while a control is being moved. */
interface Draft {
  readonly key: string;
  readonly text: string;
}

/** Everything a scenario's page needs; `path` is where it stands, without the base path of the site. */
export function useLab(base: Scenario, path = `/lab/${base.id}`): Lab {
  const search = onlyText(useSearch({ strict: false }));
  const navigate = useNavigate();
  const router = useRouter();
  const [drafted, setDrafted] = useState<Draft | null>(null);
  const address = readLab(base, search);
  const ownKey = keyOf(address);
  // A draft lasts until the address says what it comes to: the run before must not come back in between.
  const [lastKey, setLastKey] = useState(ownKey);
  if (ownKey !== lastKey) {
    setLastKey(ownKey);
    setDrafted(null);
  }
  const shown = drafted ? readLab(base, { ...search, [drafted.key]: drafted.text }) : address;
  const { scenario } = shown;
  const runKey = keyOf(shown);

  const [resets, setResets] = useState(0);
  const [player] = useState(() => createPlayer());
  const [view] = useState(() => createLabView(address.view));
  const [client] = useState(() => createRunClient());
  const run = useStore(client.store);

  // What the address of the first visit asked for; it counts once.
  const [opened] = useState(() => ({ ...address, runKey }));
  const [problems, setProblems] = useState<readonly string[]>(address.problems);
  const found = address.problems.join('\n');
  const [lastFound, setLastFound] = useState(found);
  if (found !== lastFound) {
    setLastFound(found);
    if (found !== '') setProblems(address.problems);
  }

  useEffect(
    () => () => {
      player.destroy();
      client.destroy();
    },
    [player, client],
  );

  // What comes of this page may be too long for a link as it is.
  useEffect(() => {
    // Without it, such links stay long.
    loadPacking().catch(() => {});
  }, []);

  const start = useEffectEvent((key: string) => {
    client.run(key, scenario, shown.asOf);
  });
  useEffect(() => {
    start(runKey);
  }, [runKey]);

  const trace = run.result?.trace;
  const loaded = useRef(false);
  useEffect(() => {
    if (!trace) return;
    const first = !loaded.current;
    loaded.current = true;
    const speed = first ? (opened.speed ?? defaultSpeed(trace.endUs)) : null;
    player.load(trace, {
      ...(first && opened.momentUs !== null ? { momentUs: opened.momentUs } : {}),
      ...(speed === null ? {} : { speed }),
    });
  }, [trace, player, opened]);

  // The moment and the speed in the address: replaced when they rest.
  const chosenSpeed = useRef(opened.speed);
  const parts: LabParts = {
    changes: address.changes,
    seed: address.seed,
    asOf: address.asOfChosen ? address.asOf : null,
    made: address.made,
    page: pageOf(search),
  };
  const write = useEffectEvent(() => {
    // Another page is on its way, or another address of this one (a change, Back): not this one's to write over.
    const { pathname, search: latest } = router.latestLocation;
    if (!pathname.replace(/\/$/, '').endsWith(path)) return;
    if (printSearchText(onlyText(latest)) !== printSearchText(search)) return;
    const { momentUs, speed, endUs } = player.store.getState();
    if (chosenSpeed.current !== null || speed !== defaultSpeed(endUs)) chosenSpeed.current = speed;
    void navigate({
      to: '.',
      search: printLab(base, { ...parts, view: view.getState(), momentUs, speed: chosenSpeed.current }),
      replace: true,
      resetScroll: false,
    });
  });
  useEffect(() => {
    let timer = 0;
    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(write, WRITE_AFTER_MS);
    };
    // The part on the axis goes along with a moment that plays: it is written when that rests.
    const looked = (now: LabView, before: LabView) => {
      if (now.windowUs === before.windowUs || !player.store.getState().playing) later();
    };
    const stops = [player.onRest(later), view.subscribe(looked)];
    return () => {
      for (const stop of stops) stop();
      window.clearTimeout(timer);
    };
  }, [player, view]);

  // Nothing plays where nobody looks.
  useEffect(() => {
    const rest = () => {
      if (document.hidden) player.pause();
    };
    document.addEventListener('visibilitychange', rest);
    return () => {
      document.removeEventListener('visibilitychange', rest);
    };
  }, [player]);

  function commit(next: LabParts): void {
    setProblems([]);
    const { momentUs } = player.store.getState();
    void navigate({
      to: '.',
      search: printLab(base, {
        ...parts,
        view: view.getState(),
        momentUs,
        speed: chosenSpeed.current,
        ...next,
      }),
      resetScroll: false,
    });
  }

  const { made } = address;
  const result = run.result;
  return {
    base,
    address,
    scenario,
    runKey,
    run,
    isChanged: runKey !== keyOf({ changes: {}, made: [], scenario: base, asOf: shown.asOf }),
    player,
    view,
    problems,
    dismissProblems() {
      setProblems([]);
    },
    linkDiffers:
      opened.hash !== null &&
      opened.runKey === runKey &&
      result !== null &&
      result.key === runKey &&
      result.hash !== opened.hash,
    draft(key, text) {
      setDrafted({ key, text });
    },
    change(key, text) {
      const next = readLab(base, { ...parts.changes, [key]: text });
      if (next.problems.length > 0) {
        setDrafted(null);
        setProblems(next.problems);
        return;
      }
      // A setting that stands where the scenario has it is not in the address.
      const changes = Object.fromEntries(
        Object.entries(next.changes).filter(([one]) => !isOwn(base, one, next.scenario)),
      );
      if (JSON.stringify(changes) === JSON.stringify(parts.changes)) setDrafted(null);
      else commit({ changes });
    },
    setSeed(seed) {
      if (seed !== scenario.seed) commit({ seed });
    },
    made,
    make(things) {
      const next = [...made, ...withNewIds(scenario, things)];
      const laid = withMade(readLab(base, parts.changes ?? {}).scenario, next);
      if ('problems' in laid) setProblems(laid.problems);
      else commit({ made: next });
    },
    unmake(id) {
      commit({ made: made.filter((one) => one.id !== id) });
    },
    turnPage(key, text) {
      const { [key]: _, ...others } = parts.page ?? {};
      commit({ page: text === null ? others : { ...others, [key]: text } });
    },
    show({ changes, seed, asOf, made: things }, beside) {
      const page = beside === undefined ? parts.page : { ...parts.page, with: beside };
      commit({ changes, seed, asOf, made: things, ...(page && { page }) });
    },
    page: parts.page ?? {},
    resets,
    reset() {
      chosenSpeed.current = null;
      player.setSpeed(defaultSpeed(player.store.getState().endUs));
      player.restart();
      setResets(resets + 1);
      view.setState(PLAIN_VIEW);
      commit({ changes: {}, seed: null, made: [], momentUs: null, speed: null });
    },
    cancel() {
      client?.cancel();
    },
    again() {
      client?.again();
    },
    shareLink() {
      const { momentUs, speed, endUs } = player.store.getState();
      const link = new URL(window.location.href);
      link.search = new URLSearchParams(
        printLab(base, {
          ...parts,
          view: view.getState(),
          asOf: address.asOf,
          momentUs,
          // A pace just chosen may not be in the address yet.
          speed: chosenSpeed.current === null && speed === defaultSpeed(endUs) ? null : speed,
          hash: result?.hash ?? null,
          was: result ? linkFigures(base, result.trace) : [],
        }),
      ).toString();
      return link.href;
    },
  };
}

/** What the scenario makes claims about, and how many requests there were: what a run comes to in a link. */
function linkFigures(base: Scenario, trace: Trace): readonly LinkFigure[] {
  const summary = summarize(trace);
  return [...new Set(['counts.offered', ...base.claims.map(({ measure }) => measure)])].flatMap((measure) => {
    const value = measureOf(summary, measure);
    return value === null ? [] : [{ measure, value }];
  });
}

/** Same key, same run. */
function keyOf({
  changes,
  made,
  scenario,
  asOf,
}: Pick<LabAddress, 'changes' | 'made' | 'scenario' | 'asOf'>): string {
  return JSON.stringify([changes, scenario.seed, asOf, ...made]);
}

function isOwn(base: Scenario, key: string, changed: Scenario): boolean {
  const control = base.tunable.find((candidate) => candidate.key === key);
  if (!control) return false;
  return tunableValue(base, control) === tunableValue(changed, control);
}

/** The number the player stands at; renders on every frame, so only the pictures ask for it. */
export function useMoment(player: Player): number {
  return useStore(player.store, (state) => state.momentUs);
}
