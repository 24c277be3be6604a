/** A CloudFormation stack: what lies in S3, what the template says, and which code runs. */
import { functionNamed } from '../sim/function-named.ts';
import type { TemplateCode } from '../sim/settings/package-settings.ts';
import { ageText } from './environment-marks.ts';
import { changesOf } from './change-story.ts';
import { objectName, objectsAt, runsAt } from './creation-story.ts';
import { path, rect, round, type Mark } from './mark.ts';
import { note, pickable } from './part.ts';
import { actorsAt, placeNamed, type SceneInput } from './scene-input.ts';
import { fitText, wrapText } from './text-width.ts';

const TALL = 46;
const GAP = 40;

/** `revision 2`, the function's own code at first. */
function codeName(revision: string | null): string {
  if (revision === null) return 'no function';
  return revision === 'function' ? 'first code' : revision;
}

/** What the stack's template has said up to a moment: at first, and with each update that was not refused. */
function templatesBy({ trace, scenario, atUs }: SceneInput, fn: string): TemplateCode[] {
  const first = functionNamed(scenario.settings, fn)?.stack?.code;
  const codes = first ? [first] : [];
  for (const { change, atUs: madeUs, isRefused, step } of changesOf(trace, scenario)) {
    if (
      change.kind === 'update-stack' &&
      !isRefused &&
      step >= 0 &&
      madeUs <= atUs &&
      (change.function ?? 'function') === fn
    )
      codes.push(change.code);
  }
  return codes;
}

interface Box {
  readonly key: string;
  readonly head: string;
  readonly lines: readonly string[];
}

function boxMarks({ key, head, lines }: Box, x: number, y: number, width: number): Mark[] {
  return [
    rect(`${key} box`, x + 0.5, y + 0.5, width - 1, TALL - 1, {
      rx: 6,
      class: `fill-stage ${key === 'stack' ? 'stroke-ink' : 'stroke-edge'}`,
      'stroke-width': 1,
    }),
    note(`${key} head`, x + 10, y + 18, fitText(head, width - 20, 11.6), 'fill-ink font-semibold'),
    ...lines.map((line, index) =>
      note(`${key} line ${index}`, x + 10, y + 34 + index * 14, fitText(line, width - 20, 11.2)),
    ),
  ];
}

/** The stack of a function, as three boxes: object, stack, function; nothing for a function without one. */
export function stackRows(
  input: SceneInput,
  fn: string,
  width: number,
): { readonly marks: readonly Mark[]; readonly height: number; readonly says: string } {
  const { trace, scenario, atUs } = input;
  const codes = templatesBy(input, fn);
  const [first] = codes;
  if (!first) return { marks: [], height: 0, says: '' };
  const stack = actorsAt(input, 'stack', placeNamed(trace, fn))[0];
  const state = stack?.state ?? 'not created yet';
  const runs = runsAt(trace, scenario, fn, atUs);
  const objects = objectsAt(trace, scenario, fn, atUs);
  const holds = (one: TemplateCode) =>
    'zipFile' in one ? one.zipFile : (objects.get(objectName(one)) ?? null);
  // Rolled back, its template is the one before.
  const code = state.startsWith('UPDATE_ROLLBACK')
    ? (codes.slice(0, -1).findLast((one) => holds(one) === runs) ?? first)
    : codes.at(-1)!;
  const isInline = 'zipFile' in code;
  const lies = holds(code);
  const narrow = width < 560;
  const boxes: Box[] = [
    isInline
      ? { key: 'source', head: 'Inline in the template', lines: [codeName(lies)] }
      : {
          key: 'source',
          head: objectName(code),
          lines: [lies === null ? 'nothing there' : `holds ${codeName(lies)}`],
        },
    { key: 'stack', head: 'CloudFormation stack', lines: [state] },
    { key: 'function', head: 'Function runs', lines: [codeName(runs)] },
  ];
  const wide = narrow ? width : (width - 2 * GAP) / 3;
  // At rest, and still not what lies there.
  const isStale = runs !== null && lies !== null && runs !== lies && /^(CREATE|UPDATE)_COMPLETE$/.test(state);
  const marks: Mark[] = [];
  boxes.forEach((box, index) => {
    const [x, y] = narrow ? [0, index * (TALL + 16)] : [index * (wide + GAP), 0];
    const parts = boxMarks(box, x, y, wide);
    if (box.key === 'stack' && stack) {
      const label = `Stack: ${state}, for ${ageText(atUs - stack.sinceUs)}`;
      marks.push(pickable('stack', stack.number, stack.step, label, [x, y, wide, TALL], parts));
    } else marks.push(...parts);
    if (index === 2) return;
    // What lies there has not come to the function: the way is only said.
    const attrs = {
      class: `fill-none ${isStale ? 'stroke-edge' : 'stroke-ink2'}`,
      'stroke-width': 1.5,
      'stroke-linecap': 'round',
      ...(isStale ? { 'stroke-dasharray': '3 3' } : {}),
    };
    const d = narrow
      ? `M20 ${y + TALL + 3}v9m-3-3l3 3 3-3`
      : `M${round(x + wide + 5)} ${y + TALL / 2}h${GAP - 12}m-4-4l4 4-4 4`;
    marks.push(path(`way ${index}`, d, attrs));
  });
  const height = narrow ? 3 * TALL + 32 : TALL;
  const stale = isStale
    ? `the template has not changed since: ${codeName(runs)} goes on, ${codeName(lies)} only lies there`
    : '';
  const said = `${stale.charAt(0).toUpperCase()}${stale.slice(1)}`;
  const lines = isStale ? wrapText(said, width, 11.6) : [];
  lines.forEach((line, index) =>
    marks.push(note(`stale ${index}`, 0, height + 18 + index * 15, line, 'fill-ink font-semibold')),
  );
  const mayBeStale = changesOf(trace, scenario).some(({ change }) => change.kind === 'put-object');
  return {
    marks,
    height: height + (mayBeStale ? (narrow ? 41 : 26) : 6),
    says: `stack ${state}, the function runs ${codeName(runs)}${stale === '' ? '' : `, ${stale}`}`,
  };
}
