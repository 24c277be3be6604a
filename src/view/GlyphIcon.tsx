import { glyphMarks, type Glyph } from './glyph.ts';
import { Marks } from './Marks.tsx';

/** A sign beside a text that says the same; hidden from screen readers for that reason. */
export function GlyphIcon({ glyph, size = 16 }: { readonly glyph: Glyph; readonly size?: number }) {
  const wide = glyph === 'denied' || glyph === 'refused' || glyph === 'checked';
  return (
    <svg
      width={wide ? size * 1.875 : size}
      height={size}
      viewBox={wide ? '-15 -8 30 16' : '-8 -8 16 16'}
      className="flex-none"
      aria-hidden="true"
    >
      <Marks marks={glyphMarks(glyph)} />
    </svg>
  );
}
