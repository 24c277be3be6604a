/** Measurements of idling one under the other: surely kept, kept or gone, gone; and one pause through all. */
import { formatDuration } from '../../sim/format-time.ts';
import type { KeepPreset } from '../../sim/rules.ts';
import { path, rect, round, words, type Mark } from '../../view/mark.ts';
import type { Scene } from '../../view/scene.ts';
import { formatDay } from '../../cost/format-day.ts';
import { inWords, withUnit } from '../number-words.ts';
import { WIDE_FROM } from './Picture.tsx';

export interface IdleRow {
  readonly preset: KeepPreset;
  /** Of so many requests, each after the same pause, so many started cold. */
  readonly cold: number;
  readonly of: number;
  /** It is the rule at the app's date. */
  readonly inForce: boolean;
}

const LONGEST_MIN = 70;
const PITCH = 44;

/** Least and most minutes a whole function was kept. */
function limitsMin(preset: KeepPreset): readonly [least: number, most: number] {
  const limit = preset.functionIdleMs;
  if (limit === null) return [LONGEST_MIN, LONGEST_MIN];
  const [least, most] = typeof limit === 'number' ? [limit, limit] : limit;
  return [least / 60_000, most / 60_000];
}

export function idleScene(rows: readonly IdleRow[], pauseMin: number, width: number): Scene {
  const wide = width >= WIDE_FROM;
  const [left, right] = wide ? [236, width - 132] : [2, width - 6];
  const x = (minutes: number) =>
    round(left + (Math.min(minutes, LONGEST_MIN) / LONGEST_MIN) * (right - left));
  const pitch = wide ? PITCH : 56;
  const top = 24;
  const foot = top + rows.length * pitch + 4;
  const marks: Mark[] = [];
  /** Over the line of the pause, with a rim of the ground. */
  const names: Mark[] = [];
  const rim = { 'stroke-width': 4, 'paint-order': 'stroke' } as const;
  rows.forEach((row, index) => {
    const base = top + index * pitch + (wide ? 30 : 44);
    const [least, most] = limitsMin(row.preset);
    const [name, says = ''] = row.preset.label.split(': ');
    const bold = row.inForce ? 't-ui font-semibold' : 't-ui';
    const result = row.cold === 0 ? 'warm' : row.cold === row.of ? 'cold' : `${row.cold} of ${row.of} cold`;
    if (wide) {
      marks.push(words(`name-${index}`, 16, base - 8, name!, { class: bold }));
      marks.push(words(`says-${index}`, 16, base + 7, says, { class: 't-note t-num fill-ink2' }));
      marks.push(
        words(`result-${index}`, right + 20, base - 4, result, {
          class: `${row.cold === row.of ? 't-ui font-semibold' : 't-ui'} t-num`,
        }),
      );
    } else {
      names.push(words(`name-${index}`, 12, base - 20, name!, { class: `${bold} stroke-stage`, ...rim }));
      marks.push(
        words(`result-${index}`, right, base - 20, result, {
          class: `${row.cold === row.of ? 't-ui font-semibold' : 't-ui'} t-num`,
          'text-anchor': 'end',
        }),
      );
    }
    marks.push({
      key: `dot-${index}`,
      tag: 'circle',
      attrs: row.inForce
        ? { cx: 4, cy: wide ? base - 12 : base - 24, r: 4, class: 'fill-ink' }
        : {
            cx: 4,
            cy: wide ? base - 12 : base - 24,
            r: 3.5,
            fill: 'none',
            class: 'stroke-edge',
            'stroke-width': 1.25,
          },
    });
    marks.push(path(`ground-${index}`, `M${left} ${base}H${right}`, { class: 'stroke-rule' }));
    marks.push(rect(`kept-${index}`, left, base - 14, x(least) - left, 14, { fill: 'url(#texture-frozen)' }));
    marks.push(
      path(`kept-line-${index}`, `M${left} ${base}H${x(least)}`, {
        class: 'stroke-frozen-line',
        'stroke-width': 1.5,
      }),
    );
    if (most > least) {
      marks.push(
        rect(`maybe-${index}`, x(least), base - 14, x(most) - x(least), 14, {
          class: 'fill-stage stroke-shutdown-line',
          'stroke-width': 1.25,
          'stroke-dasharray': '2.5 3',
        }),
      );
    }
    const [cx, cy] = [x(most), base - 7];
    marks.push(
      path(
        `gone-${index}`,
        `M${round(cx - 3.2)} ${cy - 3.2}l6.4 6.4M${round(cx + 3.2)} ${cy - 3.2}l-6.4 6.4`,
        {
          class: 'stroke-shutdown-line',
          fill: 'none',
          'stroke-width': 1.5,
          'stroke-linecap': 'round',
        },
      ),
    );
  });
  const at = x(pauseMin);
  for (let minute = 0; minute <= LONGEST_MIN; minute += 10) {
    marks.push(path(`tick-${minute}`, `M${x(minute)} ${foot}v4`, { class: 'stroke-edge' }));
    if (Math.abs(x(minute) - at) < 42) continue;
    const text = minute === 0 ? withUnit(0, 'min') : String(minute);
    marks.push(
      words(`minute-${minute}`, x(minute), foot + 18, text, {
        class: 't-note t-num fill-ink2',
        'text-anchor': 'middle',
      }),
    );
  }
  const pill = Math.min(Math.max(at, 26), width - 26);
  marks.push(path('pause', `M${at} 14V${foot + 4}`, { class: 'stroke-ink', 'stroke-width': 1.5 }));
  marks.push(rect('pill', pill - 26, foot + 5, 52, 17, { rx: 8.5, class: 'fill-ink' }));
  marks.push(
    words('pill-text', pill, foot + 17.5, withUnit(pauseMin, 'min'), {
      class: 't-note t-num font-semibold fill-on-ink',
      'text-anchor': 'middle',
    }),
  );
  marks.push(...names);
  const label = `A pause of ${pauseMin} minutes under ${rows.length} measurements. ${rows
    .map((row) => `${row.preset.label}: ${row.cold} of ${row.of} cold`)
    .join('. ')}.`;
  return { width, height: foot + 26, marks, label };
}

/** What the pause would have met, then and now. */
export function idleConclusion(
  rows: readonly IdleRow[],
  pauseMin: number,
  asOf: string,
): { first: string; rest: string } {
  const warm = rows.filter((row) => row.cold === 0).length;
  const cold = rows.filter((row) => row.cold === row.of).length;
  const pause = formatDuration(pauseMin * 60_000_000);
  const last = rows.find((row) => row.inForce) ?? rows.at(-1)!;
  const name = last.preset.label.split(':')[0]!;
  const many =
    last.cold === 0
      ? `none of ${last.of}`
      : last.cold === last.of
        ? `all ${last.of}`
        : `${last.cold} of ${last.of}`;
  const verb = last.cold === 0 || last.cold === 1 ? 'was' : 'were';
  const first =
    warm === rows.length
      ? `A pause of ${pause} was safe in every measurement:`
      : cold === rows.length
        ? `A pause of ${pause} was always too long:`
        : warm === 0
          ? `A pause of ${pause} was never safe:`
          : `A pause of ${pause} was safe in ${inWords(warm)} of ${inWords(rows.length)} measurements:`;
  return {
    first,
    rest: `under the one in force on ${formatDay(asOf)}, of ${name}, ${many} requests after such a pause ${verb} cold. AWS promised none of it.`,
  };
}
