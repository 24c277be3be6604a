import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { group, rect, type Mark, type Pick, type Scene } from './mark.ts';
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
  return { show, marks, press, picks, host };
}

describe('a picture with marks to pick', () => {
  it('has one place in the tab order; arrows walk, Enter picks', () => {
    const { show, marks, press, picks } = mounted();
    show(scene(0, 1, 2));
    expect(marks().map((mark) => mark.getAttribute('tabindex'))).toEqual(['0', '-1', '-1']);
    marks()[0]!.focus();
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
    const { show, marks } = mounted();
    show(scene(0, 1));
    marks()[1]!.focus();
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

describe('a picture that is an image', () => {
  it('has a name and nothing inside that can be reached', () => {
    const markup = renderToStaticMarkup(<MarkedPicture scene={scene(0, 1)} />);
    expect(markup).toContain('role="img" aria-label="A picture."');
    expect(markup).not.toContain('tabindex');
    expect(markup).not.toContain('button');
  });
});
