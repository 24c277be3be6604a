import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { group, rect, type Mark, type Pick } from './mark.ts';
import type { Scene } from './scene.ts';
import { MarkedPicture } from './MarkedPicture.tsx';

const button = (number: number): Mark => ({
  ...group(`environment ${number}`, [rect('rim', number, 0, 1, 1, {})], { class: 'mark' }),
  label: `Environment ${number + 1}`,
  pick: { kind: 'environment', number, step: number },
});
const scene = (...numbers: number[]): Scene => ({
  width: 100,
  height: 50,
  label: 'A picture.',
  marks: [group('environments', numbers.map(button))],
});

beforeAll(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
});

function mounted() {
  const host = document.body.appendChild(document.createElement('div'));
  const root = createRoot(host);
  const picks: Pick[] = [];
  const show = (shown: Scene, picked?: string) => {
    act(() => {
      root.render(<MarkedPicture scene={shown} onPick={(pick) => picks.push(pick)} picked={picked} />);
    });
  };
  const marks = () => [...host.querySelectorAll<SVGElement>('.mark')];
  const press = (key: string) =>
    act(() => {
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    });
  const focus = (index: number) => {
    act(() => {
      marks()[index]!.focus();
    });
  };
  const point = (node: Element, type: string) => {
    act(() => {
      node.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX: 1, clientY: 1 }));
    });
  };
  const said = () => host.querySelector('.mark-name')?.textContent ?? '';
  return { show, marks, press, picks, host, focus, point, said };
}

describe('a picture with marks to pick', () => {
  it('has one place in the tab order; arrows walk, Enter picks', () => {
    const { show, marks, press, picks, focus } = mounted();
    show(scene(0, 1, 2));
    expect(marks().map((mark) => mark.getAttribute('tabindex'))).toEqual(['0', '-1', '-1']);
    focus(0);
    press('ArrowRight');
    press('ArrowRight');
    expect(document.activeElement).toBe(marks()[2]);
    expect(marks().map((mark) => mark.getAttribute('tabindex'))).toEqual(['-1', '-1', '0']);
    press('Enter');
    expect(picks).toEqual([{ kind: 'environment', number: 2, step: 2 }]);
  });

  it('picks on a click anywhere on the mark', () => {
    const { show, marks, picks } = mounted();
    show(scene(4));
    act(() => {
      marks()[0]!.firstElementChild!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    });
    expect(picks).toEqual([{ kind: 'environment', number: 4, step: 4 }]);
  });

  it('keeps the focus when frames pass, and when the mark that had it has ended', () => {
    const { show, marks, focus } = mounted();
    show(scene(0, 1));
    focus(1);
    show(scene(0, 1, 2));
    expect(document.activeElement).toBe(marks()[1]);
    show(scene(0, 2));
    expect(document.activeElement).toBe(marks()[0]);
  });

  it('shows which mark is picked', () => {
    const { show, marks } = mounted();
    const picked = () => marks().map((mark) => mark.hasAttribute('data-picked'));
    show(scene(0, 1), 'environment 1');
    expect(picked()).toEqual([false, true]);
    show(scene(0, 1), 'environment 0');
    expect(picked()).toEqual([true, false]);
    show(scene(0, 1));
    expect(picked()).toEqual([false, false]);
  });
});

describe('the name of what is meant', () => {
  it('stands beside what is pointed at, changes with it and leaves with the pointer', () => {
    const { show, marks, point, said, host } = mounted();
    show(scene(0, 1));
    expect(said()).toBe('');
    point(marks()[1]!.firstElementChild!, 'pointermove');
    expect(said()).toBe('Environment 2');
    show({ ...scene(0), marks: [group('environments', [{ ...button(1), label: 'Environment 2: frozen' }])] });
    expect(said()).toBe('Environment 2frozen');
    point(host.querySelector('svg')!, 'pointermove');
    expect(said()).toBe('');
  });

  it('comes with the focus of the keyboard, and Escape takes it away until another is meant', () => {
    const { show, press, focus, said } = mounted();
    show(scene(0, 1));
    focus(0);
    expect(said()).toBe('Environment 1');
    press('Escape');
    expect(said()).toBe('');
    press('ArrowRight');
    expect(said()).toBe('Environment 2');
  });

  it('is that of one unit in a crowd that is drawn as one shape', () => {
    const { show, point, said, host, picks } = mounted();
    const crowd = {
      kind: 'event',
      numbers: [4, 7],
      steps: [40, 70],
      at: [
        [30, 1],
        [1, 1],
      ] as const,
      size: 4,
      nameOf: (index: number) => `Event ${[5, 8][index]}: waits`,
    };
    show({ ...scene(), marks: [{ ...rect('crowd', 0, 0, 40, 4, {}), crowd }] });
    const shape = host.querySelector('[data-key="crowd"]')!;
    // Without a layout the picture is a point at the corner: where it is pointed at is px of the scene.
    host.querySelector('svg')!.getBoundingClientRect = () => new DOMRect(0, 0, 100, 50);
    point(shape, 'pointermove');
    expect(said()).toBe('Event 8waits');
    act(() => {
      shape.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: 31, clientY: 2 }));
    });
    expect(picks).toEqual([{ kind: 'event', number: 4, step: 40 }]);
  });
});

describe('a picture that is an image', () => {
  it('has a name and nothing inside that can be reached', () => {
    const markup = renderToStaticMarkup(<MarkedPicture scene={scene(0, 1)} />);
    expect(markup).toContain('role="img" aria-label="A picture."');
    expect(markup).not.toContain('tabindex');
    expect(markup).not.toContain('button');
  });
});
