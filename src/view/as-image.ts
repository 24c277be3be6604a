import type { Mark } from './mark.ts';

/** The same marks as parts of one image: without names and buttons of their own. What has none stays the same object. */
export function asImage(marks: readonly Mark[]): readonly Mark[] {
  let changed = false;
  const plain = marks.map((mark) => {
    const { label, pick, parts, ...rest } = mark;
    const inner = parts && asImage(parts);
    if (label === undefined && !pick && inner === parts) return mark;
    changed = true;
    return inner ? { ...rest, parts: inner } : rest;
  });
  return changed ? plain : marks;
}
