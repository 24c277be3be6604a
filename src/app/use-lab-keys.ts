/** The Lab's keys at work. */
import { useEffect, useEffectEvent } from 'react';
import { actionOf, type LabAction } from './lab-keys.ts';
import type { Panel } from './lab-view.ts';
import type { TimeActions } from './time-actions.ts';
import { rollSeed } from './roll-seed.ts';
import type { Lab } from './use-lab.ts';
import { isPageKey } from './use-page-key.ts';

/** A button or a link answers to Space itself. */
function answersItself(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, [role="slider"]') !== null;
}

export function useLabKeys(lab: Lab, actions: TimeActions): void {
  const { player, view } = lab;

  function openPanel(panel: Panel): void {
    const isOpen = view.getState().panel === panel;
    view.setState({ panel: isOpen ? null : panel });
    if (!isOpen) document.querySelector('.desk')?.scrollIntoView({ block: 'nearest' });
  }

  function act(action: LabAction): void {
    switch (action) {
      case 'play':
        player.toggle();
        break;
      case 'next moment':
        player.step(1);
        break;
      case 'previous moment':
        player.step(-1);
        break;
      case 'start':
        player.jump(0);
        break;
      case 'end':
        player.jump(player.store.getState().endUs);
        break;
      case 'next by kind':
        actions.step(1);
        break;
      case 'previous by kind':
        actions.step(-1);
        break;
      case 'next problem':
        actions.toNext(1);
        break;
      case 'previous problem':
        actions.toNext(-1);
        break;
      case 'loop':
        actions.toggleLoop();
        break;
      case 'begin stretch':
        actions.setEnd(0);
        break;
      case 'end stretch':
        actions.setEnd(1);
        break;
      case 'clear stretch':
        actions.clearStretch();
        break;
      case 'bookmark':
        actions.addBookmark();
        break;
      case 'follow':
        actions.follow();
        break;
      case 'faster':
        actions.changePace(1);
        break;
      case 'slower':
        actions.changePace(-1);
        break;
      case 'closer':
        actions.zoom(2);
        break;
      case 'further':
        actions.zoom(0.5);
        break;
      case 'seed':
        lab.setSeed(rollSeed(lab.scenario.seed));
        break;
      default:
        openPanel(action);
    }
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isPageKey(event)) return;
    const action = actionOf(event.key);
    if (action === undefined || (action === 'play' && answersItself(event.target))) return;
    // What Escape is for elsewhere, it is for there first.
    if (action === 'clear stretch' && view.getState().stretchUs === null) return;
    act(action);
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      onKey(event);
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, []);
}
