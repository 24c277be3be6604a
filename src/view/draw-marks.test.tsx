import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { drawMarks } from './draw-marks.ts';
import { circle, group, path, words, type Mark } from './mark.ts';
import { Marks } from './Marks.tsx';

const scene = (at: number, more: readonly Mark[] = []): Mark[] => [
  group('jars', [
    {
      ...group('environment 0', [path('body', `M0 ${at}`, { class: 'fill-invoke', 'stroke-width': 1.5 })], {
        class: 'mark',
      }),
      label: 'Environment 1',
      pick: { kind: 'environment', number: 0, step: 3 },
    },
    ...more,
  ]),
  words('clock', 0, 0, `0:${at}`),
];

function drawn(marks: readonly Mark[]): SVGGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.innerHTML = `<g>${renderToStaticMarkup(<Marks marks={marks} />)}</g>`;
  return svg.firstElementChild as SVGGElement;
}

describe('marks on the server', () => {
  it('are plain SVG without a style attribute, named and in reach of the keyboard', () => {
    const markup = renderToStaticMarkup(<Marks marks={scene(1)} />);
    expect(markup).not.toContain('style=');
    expect(markup).toContain('stroke-width="1.5"');
    expect(markup).toContain('aria-label="Environment 1"');
    expect(markup).toContain('role="button"');
    expect(markup).toContain('tabindex="-1"');
  });
});

describe('the join', () => {
  it('takes over the nodes the server wrote', () => {
    const root = drawn(scene(1));
    const before = [...root.querySelectorAll('*')];
    drawMarks(root, scene(2));
    expect([...root.querySelectorAll('*')]).toEqual(before);
    expect(root.querySelector('path')!.getAttribute('d')).toBe('M0 2');
    expect(root.querySelector('text')!.textContent).toBe('0:2');
  });

  it('adds, removes and orders by key', () => {
    const root = drawn(scene(1));
    const jar = (number: number) => circle(`environment ${number}`, number, 0, 1, {});
    drawMarks(root, scene(2, [jar(1), jar(2)]));
    const keys = () => [...root.firstElementChild!.children].map((node) => node.getAttribute('data-key'));
    expect(keys()).toEqual(['environment 0', 'environment 1', 'environment 2']);
    const second = root.querySelector('[data-key="environment 2"]');
    drawMarks(root, scene(3, [jar(2)]));
    expect(keys()).toEqual(['environment 0', 'environment 2']);
    expect(root.querySelector('[data-key="environment 2"]')).toBe(second);
  });

  it('keeps the order of the marks, so that what lies in front stays in front', () => {
    const root = drawn([]);
    const [a, b] = [path('a', 'M0 0', {}), path('b', 'M0 0', {})];
    drawMarks(root, [a, b]);
    drawMarks(root, [b, a]);
    expect([...root.children].map((node) => node.getAttribute('data-key'))).toEqual(['b', 'a']);
  });

  it('drops attributes a mark no longer has, and leaves the tab order to the reader', () => {
    const root = drawn(scene(1));
    const button = root.querySelector('.mark')!;
    button.setAttribute('tabindex', '0');
    button.setAttribute('data-picked', 'true');
    drawMarks(root, scene(2));
    drawMarks(root, [
      group('jars', [{ ...scene(3)[0]!.parts![0]!, parts: [path('body', 'M0 3', { class: 'fill-none' })] }]),
    ]);
    expect(button.getAttribute('tabindex')).toBe('0');
    expect(button.getAttribute('data-picked')).toBe('true');
    expect(root.querySelector('path')!.hasAttribute('stroke-width')).toBe(false);
    expect(root.querySelector('text')).toBeNull();
  });

  it('touches nothing when the mark is the same', () => {
    const root = drawn([]);
    const kept = path('body', 'M0 0', {});
    drawMarks(root, [kept]);
    root.firstElementChild!.setAttribute('d', 'changed by hand');
    drawMarks(root, [kept]);
    expect(root.firstElementChild!.getAttribute('d')).toBe('changed by hand');
  });
});
