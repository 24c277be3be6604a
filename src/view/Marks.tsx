import { createElement, type ReactNode } from 'react';
import { attributesOf, type Mark } from './mark.ts';

const OWN_NAMES: Readonly<Record<string, string>> = { class: 'className', tabindex: 'tabIndex' };

/** React's name of an SVG attribute: `stroke-width` is `strokeWidth`; `aria-` and `data-` stay. */
function reactName(name: string): string {
  if (name.startsWith('aria-') || name.startsWith('data-')) return name;
  return OWN_NAMES[name] ?? name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function written(mark: Mark): ReactNode {
  const props = Object.fromEntries(
    Object.entries(attributesOf(mark)).map(([name, value]) => [reactName(name), value]),
  );
  return createElement(
    mark.tag,
    { ...props, key: `${mark.tag} ${mark.key}` },
    mark.text ?? mark.parts?.map(written),
  );
}

/** Marks as SVG markup: still pictures, icons, and the first frame of a moving one. */
export function Marks({ marks }: { readonly marks: readonly Mark[] }) {
  return <>{marks.map(written)}</>;
}
